/** The journal: all that a run saw and did, in order. The report is drawn from it alone. */

import type { ProbePhase } from '../experiment/schema/probes.ts';
import type { Instant } from '../ports/clock.ts';
import type { FaultState } from '../ports/faults.ts';
import type { AlarmStateValue } from '../ports/metrics.ts';
import type { Approval } from './approval.ts';
import type { Proof } from './ledger.ts';
import type { Acknowledgement, Restoration } from './leftover.ts';
import type { Cause, TerminalRecord } from './run-record.ts';

/** One look at one probe. */
export interface Sample {
  readonly probe: string;
  /** Instant that the value is of: a datapoint's period start, or the asking. */
  readonly at: Instant;
  /** Missing when there was no data. */
  readonly value?: number | string | boolean;
  readonly ok?: boolean;
  readonly detail?: string;
  /** Of a heartbeat: that home acknowledged the write of this look, and when the newest was written that the other place shows. `barred`: neither may be concluded from its silence. */
  readonly beat?: { readonly written?: Instant; readonly seen?: Instant; readonly barred?: true };
}

export type JournalEvent =
  | { readonly type: 'admitted'; readonly planHash: string; readonly targets: number }
  /** Written once, when a run begins to wait. */
  | {
      readonly type: 'waiting-for-approval';
      readonly needed: number;
      readonly planHash: string;
      readonly until: Instant;
    }
  | ({ readonly type: 'approved' } & Omit<Approval, 'at'>)
  | { readonly type: 'refused'; readonly rule: string; readonly why: string }
  | {
      readonly type: 'armed';
      readonly leaseUntil: Instant;
      readonly reaperAt: Instant;
      readonly locks: readonly string[];
    }
  | { readonly type: 'sampled'; readonly phase: ProbePhase; readonly samples: readonly Sample[] }
  | { readonly type: 'gate'; readonly held: boolean; readonly why: string }
  | { readonly type: 'intended'; readonly stepId: string; readonly action: string; readonly targets: readonly string[] }
  | { readonly type: 'injected'; readonly stepIds: readonly string[]; readonly externalId: string }
  | {
      readonly type: 'observed';
      readonly state: FaultState;
      /** Why, when the provider says: a fault that failed or was refused. */
      readonly reason?: string;
      readonly alarms: Readonly<Record<string, AlarmStateValue | 'MISSING' | 'STALE'>>;
    }
  /** A wave waits from now on. For time, until it is over; for anything else, until it is given up. */
  | { readonly type: 'awaiting'; readonly stepId: string; readonly until: Instant }
  /** `since`: when it came about, which may be before anyone looked; missing when it has not. */
  | {
      readonly type: 'awaited';
      readonly stepId: string;
      readonly met: boolean;
      readonly since?: Instant;
      /** It has not, and the run ends for it. */
      readonly ends?: true;
      readonly why: string;
    }
  | { readonly type: 'settled'; readonly why: string }
  | { readonly type: 'deviated'; readonly probe: string; readonly why: string }
  | { readonly type: 'handed-over'; readonly cause: Cause }
  | {
      readonly type: 'undoing';
      readonly entryId: string;
      readonly how: string;
      /** Nothing was undone by it. */
      readonly waits?: true;
      /** It was seen to be as it was: users leave from then on. */
      readonly back?: true;
      /** What AWS is still about to carry out of it, by which it is looked for. */
      readonly receipt?: string;
    }
  | { readonly type: 'undone'; readonly entryId: string; readonly proof: Proof }
  | { readonly type: 'recovered'; readonly after: number; readonly why: string }
  | { readonly type: 'not-recovered'; readonly why: string }
  | { readonly type: 'concluded'; readonly terminal: TerminalRecord }
  /** After the run: what became of what it left. */
  | ({ readonly type: 'left-acknowledged'; readonly entryId: string } & Omit<Acknowledgement, 'at'>)
  | ({ readonly type: 'left-restored'; readonly entryId: string } & Omit<Restoration, 'at'>);

export type JournalEntry = {
  readonly runId: string;
  readonly at: Instant;
  readonly step: string;
  readonly wave: number;
  readonly visit: number;
  readonly n: number;
} & JournalEvent;
