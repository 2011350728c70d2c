/** What a run is, from the moment it is asked for until its one terminal record. */
import type { Plan } from '../plan/plan.ts';
import type { Instant } from '../ports/clock.ts';
import type { StagePosition } from '../rollout/stage.ts';
import type { Approval } from './approval.ts';
import type { Measured } from './measured.ts';

export type Phase = 'proposed' | 'injecting' | 'recovering' | 'concluded';

/** Why injection ended. The first cause stays. */
export interface Cause {
  readonly kind: 'settled' | 'gate' | 'deviated' | 'alarm' | 'person' | 'deadline' | 'failed' | 'crashed';
  /** One clause for people: "alarm shop-checkout-5xx went into ALARM". */
  readonly detail: string;
  readonly at: Instant;
}

/** How the run ended. */
export type End = 'completed' | 'aborted' | 'refused' | 'errored';
/** What it showed. A refused run showed nothing: `inconclusive`. */
export type VerdictValue = 'held' | 'refuted' | 'inconclusive';
/** What recovery proved. `none`: nothing had been changed. */
export type RecoveryValue = 'restored' | 'drifted' | 'unknown' | 'irreversible' | 'none';

export interface TerminalRecord {
  readonly runId: string;
  readonly at: Instant;
  readonly end: End;
  readonly verdict: VerdictValue;
  readonly recovery: RecoveryValue;
  readonly cause?: Cause;
  /** One sentence: why this verdict, naming the probe, alarm or rule responsible. */
  readonly reason: string;
  /** Of a drill that changed something: what it took, against its objectives. Missing in records of earlier versions. */
  readonly drill?: Measured;
}

export interface RunRecord {
  readonly schemaVersion: 1;
  readonly runId: string;
  readonly experiment: string;
  readonly title: string;
  readonly owner: string;
  readonly service: string;
  readonly environment: string;
  readonly platform: 'aws' | 'simulated';
  readonly definitionHash: string;
  readonly planHash: string;
  readonly seed: number;
  readonly startedBy: string;
  /** Who went past the pre-checks, and why. Missing: nobody. */
  readonly forced?: { readonly by: string; readonly reason: string };
  readonly proposedAt: Instant;
  readonly plan: Plan;
  /** The stage that it is at. Missing: its definition has no rollout. */
  readonly rollout?: StagePosition;
  readonly phase: Phase;
  /** 0 until armed, 1 while injecting, more once anyone has asked for its end. */
  readonly epoch: number;
  readonly epochRaisedAt?: Instant;
  readonly lease?: { readonly from: Instant; readonly until: Instant };
  readonly cause?: Cause;
  /** Given while it was proposed, in order. Missing: none. */
  readonly approvals?: readonly Approval[];
  /** Attempt 0: recovery was never asked for. */
  readonly recovery: { readonly attempt: number; readonly startedAt?: Instant };
  readonly terminal?: TerminalRecord;
  /** Over, and not told of yet: what follows the terminal record is still owed. Missing: told, or not over. */
  readonly untold?: true;
}
