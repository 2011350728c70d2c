/** The journal in SQLite: one call, one transaction; a key that stands is left alone. */
import type { JournalEntry } from '../../core/history/journal.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Database } from './database.ts';

export function sqliteJournal(database: Database, timeline: string): Journal {
  return {
    async append(entries) {
      if (entries.length === 0) return;
      database.transaction(() => {
        for (const entry of entries)
          database.run(
            'INSERT OR IGNORE INTO journal (timeline, run_id, step, wave, visit, n, entry) VALUES (?, ?, ?, ?, ?, ?, ?)',
            timeline,
            entry.runId,
            entry.step,
            entry.wave,
            entry.visit,
            entry.n,
            JSON.stringify(entry),
          );
      });
    },

    async read(runId) {
      return database
        .all<{ entry: string }>(
          'SELECT entry FROM journal WHERE timeline = ? AND run_id = ? ORDER BY sequence',
          timeline,
          runId,
        )
        .map(({ entry }) => JSON.parse(entry) as JournalEntry);
    },
  };
}
