/** What scans found, in SQLite: for all of the file, since a world is scanned outside of any timeline. */
import { type FindingRecord, recordKey } from '../../core/conformity/history.ts';
import type { Findings, ScanSummary } from '../../core/ports/findings.ts';
import type { Database } from './database.ts';
import { stored } from './stored.ts';

export const sqliteFindings = (database: Database): Findings => ({
  async all() {
    return database
      .all<{ record: string }>('SELECT record FROM findings ORDER BY key')
      .map(({ record }) => stored<FindingRecord>(record));
  },
  async keep(record) {
    const [key, text] = [recordKey(record), JSON.stringify(record)];
    const { version } = record;
    const changed =
      version === 1
        ? database.run('INSERT OR IGNORE INTO findings (key, version, record) VALUES (?, 1, ?)', key, text)
        : database.run(
            'UPDATE findings SET version = ?, record = ? WHERE key = ? AND version = ?',
            version,
            text,
            key,
            version - 1,
          );
    return changed === 1;
  },
  async scanned(summary) {
    database.run(
      'INSERT OR REPLACE INTO scans (at, place, summary) VALUES (?, ?, ?)',
      summary.at,
      summary.place,
      JSON.stringify(summary),
    );
  },
  async scans(limit) {
    return database
      .all<{ summary: string }>('SELECT summary FROM scans ORDER BY at DESC, place DESC LIMIT ?', limit)
      .map(({ summary }) => stored<ScanSummary>(summary));
  },
});
