/** A person raises the kill switch: nothing of the scope begins any more, and what runs there is aborted. */
import type { Audience, IdentityProof } from '../../adapters/aws/identity-proof.ts';
import { stopScope } from '../../core/lifecycle/stop-scope.ts';
import { executions } from '../runtime/carried/executions.ts';
import { faultStops } from '../runtime/carried/fault-stops.ts';
import { history } from '../runtime/carried/history.ts';
import { switches } from '../runtime/carried/switches.ts';
import { squallFunction } from '../runtime/function.ts';
import { type SwitchPorts, switchPorts } from '../runtime/switch-ports.ts';
import { callerOf } from './caller.ts';
import { parseEvent, personScopeStop } from './events.ts';

/** A stop does not wait long for STS. */
const patience = 2000;

export const handler = squallFunction(
  {
    name: 'StopScope',
    parse: (event) => parseEvent(personScopeStop, event, 'a stop of a scope'),
    about: ({ scope }) => ({ scope }),
    async work({ scope, reason, by: claimed, proof }, { environment, ports, telemetry: { logger } }) {
      const { account, region, stage } = environment;
      const arn = await proven(proof, { act: 'stop', account, region, stage, scope, reason }, ports);
      const by = { by: arn ?? claimed, ...(arn !== undefined && { proof: 'sts' as const }) };
      const runs = await stopScope({ scope, reason, at: ports.clock.now(), ...by }, ports);
      logger.warn('kill switch raised', { ...by, reason, runs });
      return { ...by, runs };
    },
  },
  switchPorts(history, executions, faultStops, switches),
);

/** Whoever may call this function may stop. Only whose name is kept hangs on the proof, and nothing waits for that. */
async function proven(
  proof: IdentityProof | undefined,
  audience: Audience,
  { prove }: Pick<SwitchPorts, 'prove'>,
): Promise<string | undefined> {
  if (!proof) return undefined;
  const asked = callerOf(proof, audience, prove).catch(() => undefined);
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), patience);
  const caller = await Promise.race([asked, late.promise]);
  clearTimeout(timer);
  return caller?.known ? caller.arn : undefined;
}
