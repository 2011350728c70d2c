/** Leftovers in SQLite. They are put in the transaction that concludes their run, and resolved once. */
import type { Leftover } from '../../core/history/leftover.ts';
import type { Leftovers } from '../../core/ports/leftovers.ts';
import type { Database } from './database.ts';
import { stored } from './stored.ts';

interface Row {
  leftover: string;
  acknowledged: string | null;
  restored: string | null;
}

const leftoverOf = ({ leftover, acknowledged, restored }: Row): Leftover => ({
  ...stored<Leftover>(leftover),
  ...(acknowledged !== null && { acknowledged: stored(acknowledged) }),
  ...(restored !== null && { restored: stored(restored) }),
});

/** Within the transaction of whoever calls. */
export const insertLeftover = (database: Database, timeline: string, leftover: Leftover): void => {
  database.run(
    'INSERT INTO leftovers (timeline, run_id, entry_id, since, leftover) VALUES (?, ?, ?, ?, ?)',
    timeline,
    leftover.runId,
    leftover.entryId,
    leftover.since,
    JSON.stringify(leftover),
  );
};

const columns = 'leftover, acknowledged, restored';

export function sqliteLeftovers(database: Database, timeline: string): Leftovers {
  const of = (runId: string) =>
    database
      .all<Row>(`SELECT ${columns} FROM leftovers WHERE timeline = ? AND run_id = ? ORDER BY sequence`, timeline, runId)
      .map(leftoverOf);
  return {
    async open(resolvedSince) {
      return database
        .all<Row>(
          `SELECT ${columns} FROM leftovers
           WHERE timeline = ?1 AND (resolved_at IS NULL OR (?2 IS NOT NULL AND resolved_at >= ?2))
           ORDER BY since, sequence`,
          timeline,
          resolvedSince ?? null,
        )
        .map(leftoverOf);
    },
    async of(runId) {
      return of(runId);
    },
    async acknowledge(runId, acknowledgement) {
      return database.transaction(() => {
        database.run(
          `UPDATE leftovers SET acknowledged = ?, resolved_at = ?
           WHERE timeline = ? AND run_id = ? AND resolved_at IS NULL`,
          JSON.stringify(acknowledgement),
          acknowledgement.at,
          timeline,
          runId,
        );
        return of(runId);
      });
    },
    async restored(runId, entryId, restoration) {
      const changed = database.run(
        `UPDATE leftovers SET restored = ?, resolved_at = ?
         WHERE timeline = ? AND run_id = ? AND entry_id = ? AND resolved_at IS NULL`,
        JSON.stringify(restoration),
        restoration.at,
        timeline,
        runId,
        entryId,
      );
      return changed === 1;
    },
  };
}
