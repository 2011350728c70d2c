/** How often a run can be looked at: an execution of Step Functions holds so many events and no more. */
import type { Millis } from '../ports/clock.ts';

/** Of a lease. An execution keeps 25,000 events, and one loop of Wait, Task and Choice takes nine. */
const looksPerLease = 2500;

/** The least between two looks, in whole seconds. */
export const shortestPause = (lease: Millis): Millis => Math.ceil(lease / looksPerLease / 1000) * 1000;
