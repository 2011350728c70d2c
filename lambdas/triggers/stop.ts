/** The stopper: an alarm of ours, or a person. Its own small bundle, since its seconds are exposure. */
import * as z from 'zod/mini';
import { abort } from '../../core/lifecycle/abort.ts';
import { stopOnAlarm } from '../../core/lifecycle/stop-on-alarm.ts';
import { squallFunction } from '../runtime/function.ts';
import { stopperPorts } from '../runtime/stopper-ports.ts';
import { alarmChange, parseEvent, personStop } from './events.ts';

export const handler = squallFunction(
  {
    name: 'Stop',
    parse: (event) => parseEvent(z.union([personStop, alarmChange]), event, 'an alarm’s change or a person’s stop'),
    about: (event): Record<string, string> =>
      'runId' in event ? { runId: event.runId } : { alarm: event.detail.alarmName },
    async work(event, { ports }) {
      if ('runId' in event) {
        const { runId, by, reason } = event;
        const cause = { kind: 'person', detail: `${by} stopped it: ${reason}`, at: ports.clock.now() } as const;
        return abort(runId, cause, ports);
      }
      const { alarmName, state } = event.detail;
      if (state.value !== 'ALARM') return { stopped: [] };
      return { stopped: await stopOnAlarm(alarmName, ports, Date.parse(state.timestamp)) };
    },
  },
  stopperPorts,
);
