/** What a drill took, as its run's history tells: the shape alone. `core/drill/measured.ts` fills it. */
import type { Instant, Millis } from '../ports/clock.ts';

/** How long something took, or how much is missing, as narrowly as the data can tell. */
export type Timed =
  /** The true figure lies from `least` to `most`, both in it. Equal: known to the instant. */
  | { readonly is: 'measured'; readonly least: Millis; readonly most: Millis }
  /** It did not come about while anyone looked, which was for `least`. */
  | { readonly is: 'never'; readonly least: Millis; readonly why: string }
  /** There is nothing to tell it by. */
  | { readonly is: 'unknown'; readonly why: string };

/** When something came about: not before the one, not after the other. */
export interface Between {
  readonly notBefore: Instant;
  readonly notAfter: Instant;
}

export type UsersSaw =
  | {
      readonly is: 'measured';
      readonly requests: number;
      readonly failures: number;
      /** Percentage of the requests that did not fail. */
      readonly successRate: number;
      /** Whole periods of the data, from the one that the loss began in. */
      readonly from: Instant;
      readonly to: Instant;
    }
  | { readonly is: 'unknown'; readonly why: string };

export const objectiveNames = ['detect', 'decide', 'recover', 'recoveryPoint', 'successRate', 'failback'] as const;
export type ObjectiveName = (typeof objectiveNames)[number];

export interface JudgedObjective {
  readonly name: ObjectiveName;
  /** Milliseconds at most; of `successRate`, percent at least. */
  readonly objective: number;
  readonly came: 'met' | 'missed' | 'unknown';
  /** One clause, with what was measured and what is asked. */
  readonly why: string;
}

/** Of each moment that came about. */
export interface Moments {
  /** The loss began; of a planned evacuation, the first mover. */
  readonly lost: Instant;
  readonly detected?: Instant;
  /** The first mover was started. */
  readonly moved?: Instant;
  readonly recovered?: Between;
  /** Steady state had held in the other place. */
  readonly held?: Instant;
  /** The first thing was taken back. */
  readonly failingBack?: Instant;
  /** Traffic was home, and steady state back. */
  readonly home?: Between;
}

export interface Measured {
  /** Traffic was moved with nothing lost. Missing: something was. */
  readonly planned?: true;
  readonly moments: Moments;
  readonly detect: Timed;
  readonly decide: Timed;
  /** Who gave the decision, where people were asked. */
  readonly decisions: readonly { readonly by: string; readonly at: Instant }[];
  readonly recover: Timed;
  readonly recoveryPoint: Timed;
  readonly failback: Timed;
  readonly users: UsersSaw;
  /** Of the records that the movers changed: how long resolvers may keep what they know. */
  readonly dnsTtl?: Millis;
  /** Those that the drill has, in the order of `objectiveNames`. */
  readonly objectives: readonly JudgedObjective[];
}
