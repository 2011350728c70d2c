/** Which run is meant: an id, the beginning of one, or "last". */

import type { RunHistory } from '../../../core/history/run-history.ts';
import { Failure } from '../failure.ts';
import type { Platform } from '../platforms/platform.ts';

const shown = 5;

/** Ids newest first. @throws Failure naming what there is when none or several fit. */
export function chooseRun(ids: readonly string[], given: string, place: string): string {
  const newest = ids[0];
  if (newest === undefined) throw new Failure(`there are no runs in ${place}: \`squall run\` makes the first`);
  if (given === 'last') return newest;
  if (ids.includes(given)) return given;
  const begun = ids.filter((id) => id.startsWith(given));
  if (begun.length === 1) return begun[0]!;
  const list = (some: readonly string[]) =>
    `${some.slice(0, shown).join(', ')}${some.length > shown ? `, and ${some.length - shown} more` : ''}`;
  throw new Failure(
    begun.length > 1
      ? `${begun.length} runs begin with ${given}: ${list(begun)}`
      : `no run in ${place} begins with ${given}: there are ${list(ids)} (squall ls lists them)`,
  );
}

/** The run that is meant, whole. A whole id is looked up without listing anything. @throws Failure */
export async function chosenRun(platform: Platform, given: string): Promise<RunHistory> {
  const known = given === 'last' ? undefined : await platform.history(given);
  if (known) return known;
  const runs = await platform.list(given === 'last' ? { limit: 1 } : {});
  const runId = chooseRun(
    runs.map((run) => run.runId),
    given,
    platform.name,
  );
  const history = await platform.history(runId);
  if (!history) throw new Failure(`the history of ${runId} has just gone from ${platform.name}: it was kept no longer`);
  return history;
}

/** The run of the same experiment before this one, with which a report compares it. Refused runs showed nothing. */
export async function previousRun(platform: Platform, { record }: RunHistory): Promise<RunHistory | undefined> {
  const runs = await platform.list({ experiment: record.experiment });
  const older = runs.slice(runs.findIndex(({ runId }) => runId === record.runId) + 1);
  const previous = older.find(({ terminal }) => terminal !== undefined && terminal.end !== 'refused');
  return previous && platform.history(previous.runId);
}
