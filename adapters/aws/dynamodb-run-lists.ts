/**
 * Lists of runs. An index says only which runs to look at: each record is then read from
 * the table itself, and the filter is held against that. Runs that are unfinished, and those
 * that an alarm guards, are looked up in the table, since whoever asks must stop them now,
 * and an index lags.
 */
import type { RunRecord } from '../../core/history/run-record.ts';
import { historyTable } from '../../core/history/table.ts';
import type { RunFilter } from '../../core/ports/runs.ts';
import { isWhole, type Stored } from './dynamodb-documents.ts';
import { every, openRuns, partitionOf, planKey, runIdOf, runKey, runOf, unfinishedRuns } from './dynamodb-run-items.ts';
import type { Table } from './dynamodb-table.ts';
import type { Item } from './dynamodb-writes.ts';

const { partitionKey, sortKey, indexes } = historyTable;
/** Two items each, and a batch takes a hundred. */
const runsOfABatch = 50;

type Load = (runId: string) => Promise<RunRecord | undefined>;

const fits = (record: RunRecord, { experiment, unfinished, open, stopAlarm }: RunFilter): boolean =>
  (experiment === undefined || record.experiment === experiment) &&
  (unfinished === undefined || (record.terminal === undefined) === unfinished) &&
  (open === undefined || record.terminal === undefined || record.untold === true) &&
  (stopAlarm === undefined || (record.plan.definition.guardrails.stopAlarms ?? []).includes(stopAlarm));

const newestFirst = (a: RunRecord, b: RunRecord): number =>
  b.proposedAt - a.proposedAt || (a.runId < b.runId ? 1 : a.runId > b.runId ? -1 : 0);

async function* guarded(table: Table, alarm: string): AsyncIterable<readonly string[]> {
  yield (await table.query(`alarm/${alarm}`, partitionOf(''))).map((item) => item[sortKey]);
}

/** Those in the table, and then those that only the index has: an earlier version wrote no items of their own for them. */
async function* underWay(table: Table): AsyncIterable<readonly string[]> {
  const own = (await table.query(openRuns, partitionOf(''))).map((item) => item[sortKey]);
  yield own;
  const seen = new Set(own);
  for await (const page of table.index(indexes.byUnfinished, unfinishedRuns))
    yield page.filter((run) => !seen.has(run));
}

function candidates(table: Table, filter: RunFilter): AsyncIterable<readonly string[]> {
  if (filter.unfinished && filter.stopAlarm !== undefined) return guarded(table, filter.stopAlarm);
  if (filter.experiment !== undefined) return table.index(indexes.byExperiment, filter.experiment);
  if (filter.unfinished || filter.open) return underWay(table);
  return table.index(indexes.byTime, every);
}

async function loadAll(table: Table, runIds: readonly string[], load: Load): Promise<readonly RunRecord[]> {
  const items = await table.getAll(runIds.flatMap((runId) => [runKey(runId), planKey(runId)]));
  const byRun = Map.groupBy(items, (item) => item[partitionKey]);
  const inPieces = (found: readonly Item[]) =>
    found.some(({ plan }) => plan !== undefined && !isWhole(plan as Stored)) || found.length === 1;
  const records = runIds.map((runId) => {
    const found = byRun.get(partitionOf(runId)) ?? [];
    return inPieces(found) ? load(runId) : runOf(found, runId);
  });
  return (await Promise.all(records)).filter((record) => record !== undefined);
}

/** Newest first; of the same instant, the last by run id. */
export async function listRuns(table: Table, load: Load, filter: RunFilter): Promise<readonly RunRecord[]> {
  const found: RunRecord[] = [];
  for await (const page of candidates(table, filter)) {
    for (let from = 0; from < page.length; from += runsOfABatch) {
      const runIds = page.slice(from, from + runsOfABatch).map(runIdOf);
      found.push(...(await loadAll(table, runIds, load)).filter((record) => fits(record, filter)));
      if (isFull(found, filter)) return found.sort(newestFirst).slice(0, filter.limit);
    }
  }
  return found.sort(newestFirst).slice(0, filter.limit);
}

/** Items of the table are in the order of run ids, so that all of them must be seen before the newest are known. */
const isFull = (found: readonly RunRecord[], { limit, unfinished, open, experiment, stopAlarm }: RunFilter): boolean =>
  limit !== undefined &&
  found.length >= limit &&
  !((unfinished || open) && (experiment === undefined || stopAlarm !== undefined));
