/** A person lowers a kill switch. Who they are is what STS says: nobody lets runs in under another's name. */
import { history } from '../runtime/carried/history.ts';
import { switches } from '../runtime/carried/switches.ts';
import { squallFunction } from '../runtime/function.ts';
import { switchPorts } from '../runtime/switch-ports.ts';
import { callerOf } from './caller.ts';
import { parseEvent, personResume } from './events.ts';

type Resumed =
  | { readonly resumed: true; readonly by: string; readonly lowered: boolean }
  | { readonly resumed: false; readonly why: string };

export const handler = squallFunction(
  {
    name: 'Resume',
    parse: (event) => parseEvent(personResume, event, 'a resumption'),
    about: ({ scope }) => ({ scope }),
    async work({ scope, reason, proof }, { environment, ports, telemetry: { logger } }): Promise<Resumed> {
      const { account, region, stage } = environment;
      const caller = await callerOf(proof, { act: 'resume', account, region, stage, scope, reason }, ports.prove);
      if (!caller.known) {
        logger.warn('not resumed', { why: caller.why });
        return { resumed: false, why: caller.why };
      }
      const by = { by: caller.arn, proof: 'sts' } as const;
      const lowered = await ports.switches.lower({ scope, reason, at: ports.clock.now(), ...by });
      logger.warn('kill switch lowered', { ...by, reason, lowered });
      return { resumed: true, by: caller.arn, lowered };
    },
  },
  switchPorts(history, switches),
);
