/** Every minute: runs that everything else has forgotten, and what was left behind. */
import { sweepUp } from '../../core/lifecycle/sweep-up.ts';
import { carrying } from '../runtime/carried/carrying.ts';
import { executions } from '../runtime/carried/executions.ts';
import { faults } from '../runtime/carried/faults.ts';
import { history } from '../runtime/carried/history.ts';
import { metrics } from '../runtime/carried/metrics.ts';
import { notices } from '../runtime/carried/notices.ts';
import { switches } from '../runtime/carried/switches.ts';
import { squallFunction } from '../runtime/function.ts';

export const handler = squallFunction(
  {
    name: 'Sweep',
    parse: () => undefined,
    about: () => ({}),
    async work(_event, { ports, telemetry: { count, logger } }) {
      // Before anything is counted: what cannot be counted must be swept all the same.
      const [swept] = await Promise.allSettled([sweepUp(ports)]);
      const unfinished = await ports.runs.list({ unfinished: true });
      const now = ports.clock.now();
      count('UnfinishedRuns', unfinished.length);
      // Past its lease, whatever a run changed may still stand; what a concluded one left does.
      const overdue = unfinished.filter(({ lease }) => lease !== undefined && lease.until <= now).length;
      count('Leftovers', overdue + (await ports.leftovers.open()).length);
      if (swept.status === 'rejected') throw swept.reason;
      const { runs, leftovers } = swept.value;
      for (const looked of leftovers) logger[looked.outcome === 'failed' ? 'warn' : 'info']('leftover', { ...looked });
      return { swept: runs.filter(({ ensured }) => ensured.action === 'started').map(({ runId }) => runId) };
    },
  },
  carrying(history, executions, switches, faults('stop'), metrics, notices),
);
