/** An action of the catalogue as the toxic that it is, named by its run's token. Source: Toxiproxy's README, "Toxics". */
import { fault } from '../../core/faults/catalogue.ts';
import type { FaultAction } from '../../core/ports/faults.ts';
import type { Toxic } from './client.ts';

/** `down` is no toxic to Toxiproxy: the proxy itself is disabled. */
export const isDown = (action: string): boolean => action === 'squall:toxiproxy:down';

/** Of ours alone: Toxiproxy keeps names apart within one proxy. */
export const toxicName = (token: string): string => `squall.${token.replace(/[^\w.-]/g, '.')}`;

/** Type, and attribute to parameter. */
const kinds: Readonly<
  Record<string, { readonly type: string; readonly attributes: Readonly<Record<string, string>> }>
> = {
  latency: { type: 'latency', attributes: { latency: 'latencyMilliseconds', jitter: 'jitterMilliseconds' } },
  bandwidth: { type: 'bandwidth', attributes: { rate: 'kilobytesPerSecond' } },
  'slow-close': { type: 'slow_close', attributes: { delay: 'delayMilliseconds' } },
  timeout: { type: 'timeout', attributes: { timeout: 'timeoutMilliseconds' } },
  'reset-peer': { type: 'reset_peer', attributes: { timeout: 'timeoutMilliseconds' } },
  slicer: {
    type: 'slicer',
    attributes: { average_size: 'averageBytes', size_variation: 'variationBytes', delay: 'delayMicroseconds' },
  },
  'limit-data': { type: 'limit_data', attributes: { bytes: 'bytes' } },
};

/** @throws Error for an action that is no toxic */
export function toxicOf({ action, parameters }: FaultAction, token: string): Toxic {
  const kind = kinds[action.replace('squall:toxiproxy:', '')];
  const definition = fault(action);
  if (!kind || !definition) throw new Error(`${action} is no toxic`);
  const given = (name: string) =>
    parameters[name] ?? definition.parameters.find((each) => each.name === name)?.default ?? '';
  return {
    name: toxicName(token),
    type: kind.type,
    stream: given('stream') === 'upstream' ? 'upstream' : 'downstream',
    toxicity: Number(given('toxicityPercentage')) / 100,
    attributes: Object.fromEntries(
      Object.entries(kind.attributes).map(([attribute, name]) => [attribute, Number(given(name))]),
    ),
  };
}
