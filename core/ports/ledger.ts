import type { LedgerEntry, Proof } from '../history/ledger.ts';
import type { Instant } from './clock.ts';

export interface Ledger {
  /**
   * Writes the intent if the run is `injecting` at exactly this epoch. False: the
   * epoch was raised, and nothing may be injected. An entry that stands already is
   * left as it is, and the answer is still the fence's.
   */
  intend(entry: LedgerEntry, epoch: number): Promise<boolean>;
  /** The provider answered. Idempotent. */
  confirm(runId: string, entryId: string, externalId: string, at: Instant): Promise<void>;
  /** Undo was seen to have worked. Idempotent; the first proof stays. */
  undone(runId: string, entryId: string, proof: Proof, at: Instant): Promise<void>;
  /** In the order of intent. */
  list(runId: string): Promise<readonly LedgerEntry[]>;
}
