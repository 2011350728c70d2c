/** Which run is meant: an id, the beginning of one, or "last". */

import type { RunHistory } from '../../../core/history/run-history.ts';
import type { RunRecord } from '../../../core/history/run-record.ts';
import type { Earlier } from '../../report/index.ts';
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

/** Runs of the same experiment before this one, newest first, and the last of them whole. Refused runs showed nothing. */
export async function earlierRuns(platform: Platform, { record }: RunHistory): Promise<Earlier> {
  const records = before(record, await platform.list({ experiment: record.experiment })).filter(
    ({ terminal }) => terminal !== undefined && terminal.end !== 'refused',
  );
  const [last] = records;
  return { last: last && (await platform.history(last.runId)), records };
}

/** The same of a drill that measured something, records alone; of all else none, and nothing is asked. */
export async function drillsBefore(platform: Platform, { record }: RunHistory): Promise<readonly RunRecord[]> {
  if (!record.terminal?.drill) return [];
  return before(record, await platform.list({ experiment: record.experiment }));
}

/** By the list's own order: runs of a simulated world may all begin at one moment of it. One that is not listed (yet) goes by its time. */
function before({ runId, proposedAt }: RunRecord, runs: readonly RunRecord[]): readonly RunRecord[] {
  const own = runs.findIndex((each) => each.runId === runId);
  return own === -1 ? runs.filter((each) => each.proposedAt < proposedAt) : runs.slice(own + 1);
}
