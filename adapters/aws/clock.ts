/** The wall clock. */
import type { Clock } from '../../core/ports/clock.ts';

export const wallClock: Clock = { now: () => Date.now() };
