import type { JournalEntry } from './journal.ts';
import type { LedgerEntry } from './ledger.ts';
import type { RunRecord } from './run-record.ts';

/** All that is known of one run: what reports, `show` and comparisons are drawn from. */
export interface RunHistory {
  readonly record: RunRecord;
  readonly journal: readonly JournalEntry[];
  readonly ledger: readonly LedgerEntry[];
}
