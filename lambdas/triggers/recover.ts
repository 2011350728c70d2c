/** The reaper and the safety net: both end a run, or tell of its end. */
import * as z from 'zod/mini';
import { onDeadline, onExecutionStatus } from '../../core/lifecycle/safety-net.ts';
import { recoveryPorts } from '../runtime/few-ports.ts';
import { squallFunction } from '../runtime/function.ts';
import { deadline, executionChange, parseEvent } from './events.ts';
import { endedExecution } from './execution-status.ts';

export const handler = squallFunction(
  {
    name: 'Recover',
    parse: (event) => parseEvent(z.union([deadline, executionChange]), event, 'a deadline or an execution’s end'),
    about: (event): Record<string, string> =>
      'runId' in event ? { runId: event.runId } : { execution: event.detail.name, status: event.detail.status },
    async work(event, { environment, ports, telemetry: { count, logger } }) {
      if ('runId' in event) {
        const ensured = await onDeadline(event.runId, ports);
        // A recovery that the reaper had to start is a sign that everything before it failed.
        if (ensured.action === 'started') count('ReaperFired');
        logger.info('deadline reached', { ...ensured });
        return ensured;
      }
      const status = endedExecution(event, environment);
      return status ? ((await onExecutionStatus(status, ports)) ?? null) : null;
    },
  },
  recoveryPorts,
);
