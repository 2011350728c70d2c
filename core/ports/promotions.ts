import type { ImportedOutcome, StageOutcome } from '../rollout/outcome.ts';

export type Kept =
  | { readonly kept: true }
  /** One of the same stage stands that was signed at the same time or later. */
  | { readonly kept: false; readonly standing: StageOutcome };

/**
 * What stages of rollouts showed: of each stage of each definition the newest. A run of this
 * platform is written by the transaction that writes its terminal record (`Runs.conclude`), and
 * takes the place of whatever stood.
 */
export interface Promotions {
  /** Of one definition, in no order. */
  of(experiment: string, definitionHash: string): Promise<readonly StageOutcome[]>;
  /**
   * Keeps what was imported, in the place of a run of this platform too. The same record twice
   * is kept once, and answers as the first time.
   */
  keep(outcome: ImportedOutcome): Promise<Kept>;
  /** All, by experiment, then the latest end first. */
  list(): Promise<readonly StageOutcome[]>;
}
