/** The platform's kill switch, by scope, and the list of who raised and lowered it. */
import type { Instant } from './clock.ts';

export type Scope = 'all' | `owner:${string}` | `service:${string}`;

/** Raised, it refuses new runs there, and ends those under way. */
export interface Switch {
  readonly scope: Scope;
  /** Name of an operating-system user, or ARN. */
  readonly by: string;
  readonly reason: string;
  /** By the wall clock, also where runs live in virtual time. */
  readonly at: Instant;
  /** `sts`: STS has confirmed `by`. Missing: it is the word of whoever asked. */
  readonly proof?: 'sts';
}

/** What someone did to a switch. `by`, `reason` and `at` are theirs, also for a lowering. */
export interface SwitchChange extends Switch {
  readonly action: 'raised' | 'lowered';
}

export interface Switches {
  /** Sorted by scope. */
  raised(): Promise<readonly Switch[]>;
  /**
   * Raised again, the newer reason stands. It depends on nothing but the switch itself: that it
   * was raised is in the audit list from the moment it stands, because the switch
   * carries who, when and why, whether or not anything else could be written.
   */
  raise(raised: Switch): Promise<void>;
  /**
   * `by`, `reason` and `at` are those of the lowering. The audit list first: what cannot be
   * told there is not lowered. False: it was not raised, and nothing changed.
   */
  lower(lowered: Switch): Promise<boolean>;
  /** Every raising and lowering, newest first. Kept for good. */
  audit(): Promise<readonly SwitchChange[]>;
}
