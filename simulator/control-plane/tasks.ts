/** What each task on the agenda does when it is due. */
import type { Task } from './agenda.ts';
import { fill, launched, noticeLoss, remove } from './auto-scaling.ts';
import { databaseBooted } from './databases.ts';
import { actionEnds, experimentById, experimentStopped } from './experiment-end.ts';
import { isActive } from './experiment-record.ts';
import { booted } from './instances.ts';
import { instanceById, type Plane } from './plane.ts';
import { processBack } from './processes.ts';
import { giveUpSurplus, rebalance, warm, watchBalance } from './rebalancing.ts';
import { refresh } from './refresh.ts';
import { interrupted, noticed } from './spot.ts';

export function perform(plane: Plane, task: Task): void {
  act(plane, task);
  refresh(plane);
}

function act(plane: Plane, task: Task): void {
  switch (task.kind) {
    case 'notice':
      noticeLoss(plane, task.instance, task.since);
      return;
    case 'booted':
      booted(plane, task.instance);
      return;
    case 'launched':
      launched(plane, task.instance);
      return;
    case 'warm':
      warm(plane, task.instance);
      return;
    case 'surplus':
      giveUpSurplus(plane, task.group);
      return;
    case 'drained':
      drained(plane, task.instance);
      return;
    case 'fill':
      fill(plane, task.group);
      return;
    case 'rebalance':
      rebalance(plane, task.group);
      return;
    case 'database-booted':
      databaseBooted(plane, task.cluster, task.instance);
      return;
    case 'process-back':
      processBack(plane, task.instance);
      return;
    case 'spot-notice':
      if (isActive(experimentById(plane, task.experiment)?.status ?? 'completed')) noticed(plane, task.instance);
      return;
    case 'spot-interrupted':
      interrupted(plane, task.instance);
      return;
    case 'action-ends':
      actionEnds(plane, task.experiment, task.action);
      return;
    case 'experiment-stopped':
      experimentStopped(plane, task.experiment);
      return;
    case 'effects':
    case 'promote':
      // The refresh that follows every task does it: both are worked out from what stands now.
      return;
  }
}

function drained(plane: Plane, id: string): void {
  const instance = instanceById(plane, id);
  if (!instance) return;
  remove(plane, instance);
  watchBalance(plane, instance.group);
}
