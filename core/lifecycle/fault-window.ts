/** When the faults of a run could act, from its history alone. */
import type { JournalEntry } from '../history/journal.ts';
import type { LedgerEntry } from '../history/ledger.ts';
import { isActive } from '../ports/faults.ts';
import type { FaultWindow } from '../steady-state/phase.ts';

/**
 * From the first intent to the first look that found nothing active and was followed by
 * none that did. An intent that was never confirmed opens the window too: its call may
 * have been answered to nobody. While the run waits for something it stays open: what was done
 * at once, as a writer that has moved, is still as the fault left it.
 */
export function faultWindow(journal: readonly JournalEntry[], ledger: readonly LedgerEntry[]): FaultWindow {
  if (ledger.length === 0) return {};
  const injectedAt = ledger.reduce((least, { intendedAt }) => Math.min(least, intendedAt), Number.POSITIVE_INFINITY);
  let endedAt: number | undefined;
  const waits = new Set<string>();
  for (const entry of journal) {
    if (entry.type === 'awaiting') {
      waits.add(entry.stepId);
      endedAt = undefined;
    } else if (entry.type === 'awaited') waits.delete(entry.stepId);
    else if (entry.type === 'injected' || (entry.type === 'observed' && isActive(entry.state))) endedAt = undefined;
    // Whoever recovers waits for nothing any more.
    else if (entry.type === 'observed' && (waits.size === 0 || entry.step === 'Undo')) endedAt ??= entry.at;
  }
  return { injectedAt, endedAt };
}
