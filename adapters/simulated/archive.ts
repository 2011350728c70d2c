/** Runs of a platform file whatever their timeline: what `ls`, `show` and `reap` look through. */
import type { RunRecord } from '../../core/history/run-record.ts';
import type { RunFilter } from '../../core/ports/runs.ts';
import type { Database } from './database.ts';
import { type RunRow, recordReader, runColumns } from './run-rows.ts';

export interface ArchivedRun {
  readonly timeline: string;
  readonly record: RunRecord;
}

/** Newest first, by the order in which they were asked for: timelines have clocks of their own. */
export function archivedRuns(
  database: Database,
  filter: Omit<RunFilter, 'stopAlarm' | 'open'>,
): readonly ArchivedRun[] {
  const runOf = recordReader(database);
  return database
    .all<RunRow>(
      `SELECT ${runColumns} FROM runs
       WHERE (?1 IS NULL OR experiment = ?1) AND (?2 IS NULL OR (terminal IS NULL) = ?2)
       ORDER BY sequence DESC LIMIT ?3`,
      filter.experiment ?? null,
      filter.unfinished === undefined ? null : Number(filter.unfinished),
      filter.limit ?? -1,
    )
    .map((row) => ({ timeline: row.timeline, record: runOf(row) }));
}

/**
 * Runs that have their terminal record, and whose process died over what follows it: untold,
 * or their deadline not given back.
 */
export function halfConcludedRuns(database: Database): readonly ArchivedRun[] {
  const runOf = recordReader(database);
  return database
    .all<RunRow>(
      `SELECT ${runColumns} FROM runs
       WHERE terminal IS NOT NULL
         AND (untold = 1 OR EXISTS (SELECT 1 FROM deadlines WHERE (timeline, run_id) = (runs.timeline, runs.run_id)))
       ORDER BY sequence DESC`,
    )
    .map((row) => ({ timeline: row.timeline, record: runOf(row) }));
}

/** Keys of the locks that the run holds, as they stand in the file. */
export const locksOfRun = (database: Database, runId: string): readonly string[] =>
  database.all<{ key: string }>('SELECT key FROM locks WHERE run_id = ? ORDER BY key', runId).map(({ key }) => key);

/** The timeline that holds the run: the newest, should an id occur in several. */
export const timelineOfRun = (database: Database, runId: string): string | undefined =>
  database.get<{ timeline: string }>('SELECT timeline FROM runs WHERE run_id = ? ORDER BY sequence DESC', runId)
    ?.timeline;

/** Timelines in which something is left behind that nobody has resolved, oldest first. */
export const leftoverTimelines = (database: Database): readonly string[] =>
  database
    .all<{ timeline: string }>(
      'SELECT timeline FROM leftovers WHERE resolved_at IS NULL GROUP BY timeline ORDER BY min(sequence)',
    )
    .map(({ timeline }) => timeline);
