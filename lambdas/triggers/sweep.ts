/** Every minute: runs that everything else has forgotten. */
import { sweep } from '../../core/lifecycle/sweep.ts';
import { carrying } from '../runtime/carried/carrying.ts';
import { executions } from '../runtime/carried/executions.ts';
import { history } from '../runtime/carried/history.ts';
import { switches } from '../runtime/carried/switches.ts';
import { squallFunction } from '../runtime/function.ts';

export const handler = squallFunction(
  {
    name: 'Sweep',
    parse: () => undefined,
    about: () => ({}),
    async work(_event, { ports, telemetry: { count } }) {
      const unfinished = await ports.runs.list({ unfinished: true });
      const now = ports.clock.now();
      count('UnfinishedRuns', unfinished.length);
      // Past its lease, whatever a run changed may still stand.
      count('Leftovers', unfinished.filter(({ lease }) => lease !== undefined && lease.until <= now).length);
      const swept = await sweep(ports);
      return { swept: swept.filter(({ ensured }) => ensured.action === 'started').map(({ runId }) => runId) };
    },
  },
  carrying(history, executions, switches),
);
