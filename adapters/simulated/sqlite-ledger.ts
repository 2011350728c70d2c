/** The write-ahead ledger in SQLite. The fence reads the run's epoch in the transaction that writes the intent. */
import type { LedgerEntry } from '../../core/history/ledger.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Database } from './database.ts';
import { stored } from './stored.ts';

interface Row {
  entry: string;
  external_id: string | null;
  confirmed_at: number | null;
  undone_at: number | null;
  proof: string | null;
}

function entryOf(row: Row): LedgerEntry {
  const entry = stored<LedgerEntry>(row.entry);
  return {
    ...entry,
    ...(row.external_id !== null && { fault: { ...entry.fault, externalId: row.external_id } }),
    state: row.undone_at !== null ? 'undone' : row.confirmed_at !== null ? 'confirmed' : 'intended',
    ...(row.confirmed_at !== null && { confirmedAt: row.confirmed_at }),
    ...(row.undone_at !== null && { undoneAt: row.undone_at }),
    ...(row.proof !== null && { proof: stored(row.proof) }),
  };
}

export function sqliteLedger(database: Database, timeline: string): Ledger {
  return {
    async intend(entry, epoch) {
      return database.transaction(() => {
        const open = database.get(
          "SELECT 1 FROM runs WHERE timeline = ? AND run_id = ? AND phase = 'injecting' AND epoch = ?",
          timeline,
          entry.runId,
          epoch,
        );
        if (!open) return false;
        database.run(
          'INSERT OR IGNORE INTO ledger (timeline, run_id, entry_id, entry) VALUES (?, ?, ?, ?)',
          timeline,
          entry.runId,
          entry.id,
          JSON.stringify(entry),
        );
        return true;
      });
    },

    async confirm(runId, entryId, externalId, at) {
      database.run(
        `UPDATE ledger SET external_id = ?, confirmed_at = ?
         WHERE timeline = ? AND run_id = ? AND entry_id = ? AND confirmed_at IS NULL`,
        externalId,
        at,
        timeline,
        runId,
        entryId,
      );
    },

    async undone(runId, entryId, proof, at) {
      database.run(
        `UPDATE ledger SET proof = ?, undone_at = ?
         WHERE timeline = ? AND run_id = ? AND entry_id = ? AND undone_at IS NULL`,
        JSON.stringify(proof),
        at,
        timeline,
        runId,
        entryId,
      );
    },

    async list(runId) {
      return database
        .all<Row>(
          `SELECT entry, external_id, confirmed_at, undone_at, proof FROM ledger
           WHERE timeline = ? AND run_id = ? ORDER BY sequence`,
          timeline,
          runId,
        )
        .map(entryOf);
    },
  };
}
