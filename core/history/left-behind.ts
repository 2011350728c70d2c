/** What became of what a ledger entry left behind, by the journal of its run. */
import type { JournalEntry } from './journal.ts';
import type { LedgerEntry } from './ledger.ts';
import type { RunRecord } from './run-record.ts';

export type LeftBehind =
  | { readonly state: 'open' }
  | ({ readonly state: 'acknowledged' } & Pick<Of<'left-acknowledged'>, 'at' | 'by' | 'reason'>)
  | ({ readonly state: 'restored' } & Pick<Of<'left-restored'>, 'at' | 'how'>);

type Of<T extends JournalEntry['type']> = Extract<JournalEntry, { type: T }>;

/** Lines that are written after the end of the run, and are no part of it. */
export const isAfterwards = (entry: JournalEntry): entry is Of<'left-acknowledged' | 'left-restored'> =>
  entry.type === 'left-acknowledged' || entry.type === 'left-restored';

/** Undefined for an entry that left nothing, and while the run may still put it right. */
export function leftBehind(
  entry: LedgerEntry,
  { record, journal }: { readonly record: RunRecord; readonly journal: readonly JournalEntry[] },
): LeftBehind | undefined {
  const { result = 'unknown' } = entry.proof ?? {};
  if (!record.terminal || result === 'restored' || result === 'irreversible') return undefined;
  const line = journal.find((each) => isAfterwards(each) && each.entryId === entry.id);
  if (line?.type === 'left-acknowledged')
    return { state: 'acknowledged', at: line.at, by: line.by, reason: line.reason };
  if (line?.type === 'left-restored') return { state: 'restored', at: line.at, how: line.how };
  return { state: 'open' };
}
