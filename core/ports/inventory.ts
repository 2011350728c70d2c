import type { Kind, Thing } from '../conformity/things.ts';
import type { Instant } from './clock.ts';

/** All that a scan goes by, as it stood at one time. */
export interface Estate {
  /** By the clock of what was looked at, which in a world is virtual. */
  readonly at: Instant;
  /** What was looked at, for people and for the history: `111122223333 eu-central-1`, `world shop`. */
  readonly place: string;
  readonly things: readonly Thing[];
  /** Kinds that could not be read at all, and why. What is there of them is not among the things. */
  readonly unread: readonly { readonly kind: Kind; readonly why: string }[];
}

/** What there is, looked at and never changed. Of scans alone: the lifecycle knows nothing of it. */
export interface Inventory {
  look(): Promise<Estate>;
}
