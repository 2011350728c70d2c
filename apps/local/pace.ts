/** How fast virtual time passes, by the wall. It never changes what happens. */
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../../core/ports/clock.ts';

/** Virtual seconds in one second of the wall, or as fast as the machine can. */
export type Speed = number | 'max';

/** Answers a function that waits until the wall has come to a virtual instant, and lets signals be handled in any case. */
export function paceFrom(start: Instant, speed: Speed): (virtual: Instant) => Promise<void> {
  const wallStart = performance.now();
  return async (virtual) => {
    const ahead = speed === 'max' ? 0 : wallStart + (virtual - start) / speed - performance.now();
    if (ahead >= 1) await pause(ahead);
    else await nextTurn();
  };
}
