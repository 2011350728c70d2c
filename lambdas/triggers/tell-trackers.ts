/** A notice has gone out that a run started or ended: of a kill, the trackers of its monkey hear it too. */
import * as z from 'zod/mini';
import { followedNotices, tellTrackers } from '../../core/monkey/tell-trackers.ts';
import { squallFunction } from '../runtime/function.ts';
import { trackerPorts } from '../runtime/tracker-ports.ts';
import { parseEvent } from './events.ts';

const attribute = <T extends z.ZodMiniType>(Value: T) => z.object({ Value });

/** As SNS calls a function: one notice a call. */
export const noticeEvent = z.object({
  Records: z
    .array(
      z.object({
        Sns: z.object({
          MessageAttributes: z.object({
            kind: attribute(z.enum(followedNotices)),
            runId: attribute(z.string().check(z.minLength(1))),
          }),
        }),
      }),
    )
    .check(z.length(1)),
});

export const handler = squallFunction(
  {
    name: 'TellTrackers',
    parse: (event) => {
      const { kind, runId } = parseEvent(noticeEvent, event, 'a notice of a run').Records[0]!.Sns.MessageAttributes;
      return { kind: kind.Value, runId: runId.Value };
    },
    about: ({ runId }) => ({ runId }),
    async work({ runId, kind }, { ports, telemetry: { count, logger } }) {
      const told = await tellTrackers(runId, kind, ports);
      if (told.length > 0) {
        count('TrackersTold', told.length);
        logger.info('told', { kind, buses: told.map(({ EventBusName }) => EventBusName) });
      }
      return { told: told.length };
    },
  },
  trackerPorts,
);
