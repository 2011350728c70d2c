/** Whoever may move next: a function, an event on its way, a person. */
import type { Footprint } from './cells.ts';
import type { Move } from './draft.ts';

export interface Thread {
  /** Of its future. */
  readonly signature: number;
  /** What any of its next moves may read and change, whenever it makes it. */
  readonly may: Footprint;
  /** What they read and change if it makes one now: less, where it comes too late. */
  readonly next: Footprint;
  /** Time stands still until it has moved, and only itself or what touches its footprint can end it. */
  readonly holdsTime: boolean;
  /** Of the function, where it is one. */
  readonly number?: number;
  moves(): readonly Move[];
}
