/** The stopper: an alarm of ours, or a person. Its own small bundle, since its seconds are exposure. */
import * as z from 'zod/mini';
import { abort } from '../../core/lifecycle/abort.ts';
import { stopOnAlarm } from '../../core/lifecycle/stop-on-alarm.ts';
import { carrying } from '../runtime/carried/carrying.ts';
import { executions } from '../runtime/carried/executions.ts';
import { faultStops } from '../runtime/carried/fault-stops.ts';
import { history } from '../runtime/carried/history.ts';
import { squallFunction } from '../runtime/function.ts';
import { alarmChange, namesOfAlarm, parseEvent, personStop } from './events.ts';

export const handler = squallFunction(
  {
    name: 'Stop',
    parse: (event) => parseEvent(z.union([personStop, alarmChange]), event, 'an alarm’s change or a person’s stop'),
    about: (event): Record<string, string> =>
      'runId' in event ? { runId: event.runId } : { alarm: event.detail.alarmName },
    async work(event, { environment, ports }) {
      if ('runId' in event) {
        const { runId, by, reason } = event;
        const cause = { kind: 'person', detail: `${by} stopped it: ${reason}`, at: ports.clock.now() } as const;
        return abort(runId, cause, ports);
      }
      const { state } = event.detail;
      const stopped = new Set<string>();
      if (state.value === 'ALARM')
        for (const alarm of namesOfAlarm(event, environment))
          for (const runId of await stopOnAlarm(alarm, ports, Date.parse(state.timestamp))) stopped.add(runId);
      return { stopped: [...stopped] };
    },
  },
  carrying(history, executions, faultStops),
);
