import type { Approval, ApprovalAnswer } from '../history/approval.ts';
import type { Leftover } from '../history/leftover.ts';
import type { Cause, RunRecord, TerminalRecord } from '../history/run-record.ts';
import type { Instant } from './clock.ts';

export interface Lock {
  readonly key: string;
  readonly mode: 'shared' | 'exclusive';
}

export type Armed = { readonly armed: true } | { readonly armed: false; readonly why: string };

export interface RunFilter {
  readonly experiment?: string;
  readonly unfinished?: boolean;
  /** Those that are unfinished, and those that are over and untold. */
  readonly open?: true;
  readonly stopAlarm?: string;
  readonly limit?: number;
}

/** Run records and locks. Each method is one transaction. */
export interface Runs {
  /** Puts the record in phase `proposed` unless the run is known: a waiting run shows in lists and can be approved. */
  propose(record: RunRecord): Promise<void>;
  /** Record (unless known) and terminal record together, untold. A run that has gone on from `proposed` is left as it is: a late caller must not end what injects. */
  refuse(record: RunRecord, terminal: TerminalRecord): Promise<void>;
  /** Locks, lease and `proposed → injecting` with epoch 1. Armed already by this run: `armed: true`, nothing changed. */
  arm(
    runId: string,
    lease: { readonly from: Instant; readonly until: Instant },
    locks: readonly Lock[],
  ): Promise<Armed>;
  /**
   * Keeps the approval with the record if `approvalRefusal` has nothing against it, decided on
   * the run as it stands in this very transaction. Phase and epoch stay.
   */
  approve(runId: string, approval: Approval): Promise<ApprovalAnswer>;
  load(runId: string): Promise<RunRecord | undefined>;
  /** `proposed | injecting → recovering`, epoch + 1, cause kept. Later callers change nothing. Answers the record as it stands. */
  raiseEpoch(runId: string, cause: Cause): Promise<RunRecord | undefined>;
  /** Claims recovery attempt `attempt` when the one before it is still the current. False: another caller did, or the run is concluded. */
  claimRecovery(runId: string, attempt: number, at: Instant): Promise<boolean>;
  /**
   * The one terminal record (unless one exists), phase `concluded`, untold, the run's locks deleted,
   * and what recovery left behind: so that nothing that is left is ever without a guard.
   * @param attempt of recovery that concludes: one that another has superseded changes nothing. Anyone's when missing.
   * @returns false: a terminal record existed, or the attempt is superseded
   */
  conclude(
    runId: string,
    terminal: TerminalRecord,
    leftovers?: readonly Leftover[],
    attempt?: number,
  ): Promise<boolean>;
  /** Takes the mark `untold` off a run that is over. Idempotent; any other run is left as it is. */
  told(runId: string): Promise<void>;
  /** Newest first. */
  list(filter: RunFilter): Promise<readonly RunRecord[]>;
}
