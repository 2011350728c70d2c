/** Someone brings the record of a stage from another platform. What counts is its signature; who brought it is kept. */
import { readPromotion } from '../../adapters/signatures/promotion.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { type ImportOutcome, importPromotion } from '../../core/rollout/import.ts';
import { history } from '../runtime/carried/history.ts';
import type { Environment } from '../runtime/environment.ts';
import { squallFunction } from '../runtime/function.ts';
import { switchPorts } from '../runtime/switch-ports.ts';
import { callerOf } from './caller.ts';
import { parseEvent, personPromotion } from './events.ts';

export const handler = squallFunction(
  {
    name: 'Promote',
    parse: (event) => parseEvent(personPromotion, event, 'a promotion'),
    about: () => ({}),
    async work({ document, proof }, { environment, ports, telemetry: { logger } }): Promise<ImportOutcome> {
      const { account, region, stage } = environment;
      const caller = await callerOf(proof, { act: 'import', account, region, stage, document }, ports.prove);
      const answer = caller.known ? await imported(document, caller.arn, environment, ports) : no(caller.why);
      // Who tried is as worth knowing as who did.
      logger.info('promotion', { ...(caller.known && { by: caller.arn }), ...answer });
      return answer;
    },
  },
  switchPorts(history),
);

async function imported(
  document: string,
  by: string,
  { promotionTrust = [] }: Environment,
  { definitions, promotions, stage, clock }: Ports,
): Promise<ImportOutcome> {
  const read = readPromotion(document);
  if (!read.valid) return no(read.why);
  const { statement, key } = read.document;
  const definition = await definitions.load(statement.experiment);
  if (!definition)
    return no(`it is of the experiment ${statement.experiment}, which is not deployed as ${stage.environment}`);
  const here = { stage, trust: promotionTrust, definition, now: clock.now() };
  return importPromotion({ statement, key: key.fingerprint }, by, here, promotions);
}

const no = (why: string): ImportOutcome => ({ imported: false, why });
