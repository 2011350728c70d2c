/** A schedule's time has come. Delivered twice, it starts one run: the execution's name is its identity. */
import { recoveryPorts } from '../runtime/few-ports.ts';
import { squallFunction } from '../runtime/function.ts';
import { parseEvent, scheduledStart } from './events.ts';
import { type ScheduledStart, scheduledRequest, scheduledRunId } from './scheduled-run.ts';

export const handler = squallFunction(
  {
    name: 'Start',
    parse: (event): ScheduledStart => parseEvent(scheduledStart, event, 'a scheduled start'),
    about: (event) => ({ runId: scheduledRunId(event), schedule: event.schedule }),
    async work(event, { ports, telemetry: { logger } }) {
      const runId = scheduledRunId(event);
      const { notAfter = Number.POSITIVE_INFINITY } = event;
      if (ports.clock.now() > notAfter) {
        logger.warn('it comes too late, and starts nothing', { notAfter: new Date(notAfter).toISOString() });
        return { runId, late: true };
      }
      await ports.executions.start('experiment', runId, scheduledRequest(event));
      return { runId };
    },
  },
  recoveryPorts,
);
