/** Lines that the journal owes to the ledger: the ledger is written first, and the writer may die in between. */
import type { JournalEntry, JournalEvent } from '../history/journal.ts';
import type { LedgerEntry } from '../history/ledger.ts';

export function owedLines(journal: readonly JournalEntry[], ledger: readonly LedgerEntry[]): readonly JournalEvent[] {
  const told = new Set(journal.flatMap((entry) => (entry.type === 'undone' ? [entry.entryId] : [])));
  return ledger.flatMap(({ id, proof }) =>
    proof && !told.has(id) ? [{ type: 'undone' as const, entryId: id, proof }] : [],
  );
}
