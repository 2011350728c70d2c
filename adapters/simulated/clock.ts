/** The world's clock, as core reads it, and what else on the platform waits for it. */
import type { Clock, Instant } from '../../core/ports/clock.ts';

export const simulatedClock = (cloud: { readonly now: Instant }): Clock => ({ now: () => cloud.now });

/** Calls back at an instant of virtual time, unless cancelled before. */
export type Schedule = (at: Instant, fire: () => void) => { cancel(): void };
