/**
 * The journal in SQLite: one call, one transaction; a key that stands is left alone.
 * Entries never change, and each step reads them all, so those read once are kept.
 */
import type { JournalEntry } from '../../core/history/journal.ts';
import type { Journal } from '../../core/ports/journal.ts';
import { redactTexts } from '../../core/secrets/redact.ts';
import type { Database } from './database.ts';
import { stored } from './stored.ts';

export function sqliteJournal(database: Database, timeline: string): Journal {
  const read = new Map<string, { upTo: number; entries: readonly JournalEntry[] }>();
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
            JSON.stringify(redactTexts(entry)),
          );
      });
    },

    async read(runId) {
      const known = read.get(runId) ?? { upTo: 0, entries: [] };
      const rows = database.all<{ sequence: number; entry: string }>(
        'SELECT sequence, entry FROM journal WHERE timeline = ? AND run_id = ? AND sequence > ? ORDER BY sequence',
        timeline,
        runId,
        known.upTo,
      );
      if (rows.length === 0) return known.entries;
      const entries = [...known.entries, ...rows.map(({ entry }) => stored<JournalEntry>(entry))];
      read.set(runId, { upTo: rows.at(-1)!.sequence, entries });
      return entries;
    },
  };
}
