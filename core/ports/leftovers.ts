import type { Acknowledgement, Leftover, Restoration } from '../history/leftover.ts';
import type { Instant } from './clock.ts';

/** What recovery left behind. `Runs.conclude` writes it, with the terminal record; from then on it is open until it is resolved, once and for good. */
export interface Leftovers {
  /**
   * Those that are open, oldest first.
   * @param resolvedSince also those that were acknowledged or restored at that instant or later
   */
  open(resolvedSince?: Instant): Promise<readonly Leftover[]>;
  /** All of a run, in the order of its ledger, whatever became of them. */
  of(runId: string): Promise<readonly Leftover[]>;
  /** Resolves those of the run that are open; the others stay as they were. Answers all of the run as they stand then. */
  acknowledge(runId: string, acknowledgement: Acknowledgement): Promise<readonly Leftover[]>;
  /** Resolves one, if it is open. False: it was resolved before, or is unknown, and nothing changed. */
  restored(runId: string, entryId: string, restoration: Restoration): Promise<boolean>;
}
