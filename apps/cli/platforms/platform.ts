/** A platform as the verbs see it that look at runs and stop them: the one in a directory here, or one that is deployed. */
import type { FindingRecord } from '../../../core/conformity/history.ts';
import type { ApprovalOutcome } from '../../../core/history/approval.ts';
import type { Leftover } from '../../../core/history/leftover.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { RunRecord } from '../../../core/history/run-record.ts';
import type { Acknowledged } from '../../../core/lifecycle/acknowledge.ts';
import type { Instant, Millis } from '../../../core/ports/clock.ts';
import type { RunFilter } from '../../../core/ports/runs.ts';
import type { Scope, Switch, SwitchChange } from '../../../core/ports/switches.ts';
import type { ImportOutcome } from '../../../core/rollout/import.ts';
import type { StageOutcome } from '../../../core/rollout/outcome.ts';

export type StopAnswer =
  /** Whoever drives the run takes it up. */
  | 'asked'
  /** Nobody drives it: `takeOver` takes the request up. */
  | 'unowned'
  | 'concluded'
  | 'unknown';

/** What came of stopping all of a scope. */
export interface ScopeStop {
  /** Asked to stop and roll back. */
  readonly runIds: readonly string[];
  /** What did not work at once. It is tried again. */
  readonly failures: readonly { readonly runId: string; readonly why: string }[];
  /** Whose name the audit list has. */
  readonly by: string;
}

export interface Resumed {
  /** False: the switch of that scope was not raised. */
  readonly lowered: boolean;
  readonly by: string;
}

export interface Platform {
  /** In sentences: `.squall`, `squall-staging in eu-central-1`. */
  readonly name: string;
  /** For the commands that a message names, with a space before each; empty for the platform that is meant anyway. */
  readonly flags: string;
  /** Who acts here, for the record. */
  readonly person: string;
  /** Pause between two looks at a run, and the longest while nothing comes of them. */
  readonly looks: { readonly every: Millis; readonly atMost: Millis };
  /** Where runs live by the wall clock; missing where their time is the simulated world's. */
  readonly now?: () => Instant;
  /** Most runs that are listed unless a number is given; all when missing. */
  readonly listed?: number;
  /** Newest first. */
  list(filter?: Omit<RunFilter, 'stopAlarm'>): Promise<readonly RunRecord[]>;
  history(runId: string): Promise<RunHistory | undefined>;
  /** Faults of the run that are active now; undefined when whoever asks may not look at them. */
  activeFaults(history: RunHistory): Promise<number | undefined>;
  /** Whether anything is there that brings its runs to rest. */
  isDriven(): boolean;
  requestStop(runId: string, reason: string): Promise<StopAnswer>;
  /** Raises the kill switch first, then asks every unfinished run that it covers to stop and roll back. */
  stopScope(scope: Scope, reason: string): Promise<ScopeStop>;
  /** Lowers the kill switch. */
  resume(scope: Scope, reason: string): Promise<Resumed>;
  raised(): Promise<readonly Switch[]>;
  /** Who raised and lowered switches, newest first. */
  audit(): Promise<readonly SwitchChange[]>;
  /** For the plan of the record as it was read. `as`: the part that is played, on this machine alone. */
  approve(record: RunRecord, given: { readonly reason?: string; readonly as?: string }): Promise<ApprovalOutcome>;
  /** What is left behind and nobody has resolved, oldest first. */
  leftovers(): Promise<readonly Leftover[]>;
  /** What the run left is taken as it is. @throws PlatformBusy on this machine, while another process drives the runs there */
  acknowledge(record: RunRecord, reason: string): Promise<Acknowledged>;
  /** What stages of rollouts showed, by experiment, the latest end first. */
  promotions(): Promise<readonly StageOutcome[]>;
  /**
   * Keeps the record of a stage elsewhere.
   * @param trusted fingerprint of the key that it must be signed with, on this machine alone
   */
  importPromotion(document: string, trusted?: string): Promise<ImportOutcome>;
  /** What scans found, those that are gone too as long as they are kept. */
  findings(): Promise<readonly FindingRecord[]>;
  /** Brings to rest what nobody drives any more. */
  takeOver(): Promise<void>;
  close(): void;
}
