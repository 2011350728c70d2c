/** The platform's own kill switch, pulled: nothing of a scope begins any more, and what runs is aborted. */

import type { RunRecord } from '../history/run-record.ts';
import { covers, stoppedBy } from '../history/scope.ts';
import type { Ports } from '../ports/ports.ts';
import type { Switch } from '../ports/switches.ts';
import { type Aborted, abort } from './abort.ts';

export type StoppedRun = Pick<RunRecord, 'runId' | 'phase'> &
  (
    | { readonly aborted: Aborted }
    /** What did not work. Recovery, or the sweeper, tries again. */
    | { readonly failed: string }
  );

/**
 * The switch first. A run that asked before it stood had been proposed by then, so that it
 * is among those listed after; one that asks later is refused, since Arm asks again,
 * with the run's record written, before it gives the right to inject. Lists of unfinished
 * runs do not lag; what is missed all the same is found by the sweeper.
 *
 * All of them are tried, whatever fails, newest first. `phase` is what each was found in.
 * @throws when the switch could not be raised, or no run could be looked for; whatever was raised stands
 */
export async function stopScope(raised: Switch, ports: Ports): Promise<readonly StoppedRun[]> {
  await ports.switches.raise(raised);
  const covered = (await ports.runs.list({ unfinished: true })).filter((run) => covers(raised.scope, run));
  const stopped: StoppedRun[] = [];
  for (const { runId, phase } of covered) {
    const cause = { kind: 'person', detail: stoppedBy(raised), at: ports.clock.now() } as const;
    try {
      stopped.push({ runId, phase, aborted: await abort(runId, cause, ports) });
    } catch (error) {
      stopped.push({ runId, phase, failed: error instanceof Error ? error.message : String(error) });
    }
  }
  return stopped;
}
