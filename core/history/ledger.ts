/** The write-ahead ledger: what will change, how it looked, how it is undone, and the proof that it was. */
import type { Instant } from '../ports/clock.ts';
import type { FaultAction, FaultReference } from '../ports/faults.ts';
import type { Snapshot } from '../ports/resources.ts';

export type UndoPlan =
  | { readonly by: 'provider'; readonly how: string }
  /** `loses`: what is not brought back, as its step declares. */
  | { readonly by: 'us'; readonly how: string; readonly loses?: string }
  | { readonly by: 'nobody'; readonly reason: string };

export interface Proof {
  readonly result: 'restored' | 'drifted' | 'unknown' | 'irreversible';
  /** One line for each resource that was looked at. */
  readonly findings: readonly {
    readonly id: string;
    readonly result: 'restored' | 'drifted' | 'unknown' | 'irreversible';
    readonly detail: string;
    /** Name of the group that did not make up for it, when it was judged by its group. */
    readonly group?: string;
  }[];
}

export interface LedgerEntry {
  readonly runId: string;
  /** `<wave>/<stepId>` */
  readonly id: string;
  readonly wave: number;
  readonly stepId: string;
  readonly action: string;
  /** What an action of our own was asked for. FIS keeps that itself. */
  readonly asked?: Pick<FaultAction, 'parameters' | 'targets'>;
  /** As it was stored: `faultOf` says all that is known of it. */
  readonly fault: FaultReference;
  /** ARNs, sorted. */
  readonly targets: readonly string[];
  readonly before: readonly Snapshot[];
  readonly undo: UndoPlan;
  readonly intendedAt: Instant;
  /** When the fault ends by itself, if its provider bounds it. */
  readonly boundedUntil?: Instant;
  readonly state: 'intended' | 'confirmed' | 'undone';
  readonly confirmedAt?: Instant;
  readonly undoneAt?: Instant;
  readonly proof?: Proof;
}
