/** Why a group, why a minute, why an instance: a kill's record recomputed from its seed. */
import type { Millis } from '../ports/clock.ts';

/** One number or name of the record, and what the seed gives. */
export interface Check {
  readonly what: string;
  readonly recorded: string | number;
  readonly recomputed: string | number;
  readonly same: boolean;
}

export interface Answer {
  readonly question: 'group' | 'minute' | 'instance';
  /** Sentences. */
  readonly because: readonly string[];
  readonly checks: readonly Check[];
}

export interface Explanation {
  readonly runId: string;
  readonly monkey: string;
  readonly monkeyHash: string;
  /** Its id. */
  readonly group: string;
  readonly date: string;
  readonly planSeed: number;
  /** What anybody can hash for themselves, and what comes of it. */
  readonly hashed: string;
  readonly digest: string;
  readonly answers: readonly Answer[];
  /** Whether every check came out the same. */
  readonly same: boolean;
  /** From the minute that was planned until the run was there. */
  readonly late: Millis;
}

export const check = (what: string, recorded: string | number, recomputed: string | number): Check => ({
  what,
  recorded,
  recomputed,
  same: recorded === recomputed,
});
