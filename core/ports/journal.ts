import type { JournalEntry } from '../history/journal.ts';

export interface Journal {
  /** Keyed by (step, wave, visit, n): an entry that stands already is left as it is, so a retried step writes once. */
  append(entries: readonly JournalEntry[]): Promise<void>;
  /** In the order of writing. */
  read(runId: string): Promise<readonly JournalEntry[]>;
}
