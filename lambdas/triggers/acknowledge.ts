/** Someone takes what a run left behind as it is: other runs may touch it again, and Squall never does for that run. */
import { type Acknowledged, acknowledge } from '../../core/lifecycle/acknowledge.ts';
import { acknowledgerPorts } from '../runtime/acknowledger-ports.ts';
import { squallFunction } from '../runtime/function.ts';
import { callerOf } from './caller.ts';
import { parseEvent, personAcknowledgement } from './events.ts';

export const handler = squallFunction(
  {
    name: 'Acknowledge',
    parse: (event) => parseEvent(personAcknowledgement, event, 'an acknowledgement'),
    about: ({ runId }) => ({ runId }),
    async work({ runId, planHash, reason, proof }, { environment, ports, telemetry: { logger } }) {
      const { account, region, stage } = environment;
      const audience = { act: 'acknowledge', account, region, stage, runId, planHash } as const;
      const caller = await callerOf(proof, audience, ports.prove);
      const answer: Acknowledged = caller.known
        ? await acknowledge(runId, { by: caller.arn, at: ports.clock.now(), reason }, ports)
        : { acknowledged: false, rule: 'identity', why: caller.why };
      // Who tried is as worth knowing as who did. The proof itself is in no line.
      logger.info('acknowledgement', { ...(caller.known && { by: caller.arn }), ...answer });
      return answer;
    },
  },
  acknowledgerPorts,
);
