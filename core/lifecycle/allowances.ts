/** How long the lifecycle waits before it calls something late, in milliseconds. */
import { millis } from '../experiment/durations.ts';
import { failbackWithin, leavingAtMost } from '../plan/failback.ts';
import type { Plan } from '../plan/plan.ts';
import type { Millis } from '../ports/clock.ts';

const minute = 60_000;

/** The reaper fires this long before the lease ends, so that undo has begun by then even if it comes a minute late. */
export const reaperMargin: Millis = 4 * minute;

/** From the first look of Undo until a fault that is still active is given up as `unknown`. */
export const undoAllowance = (plan: Plan): Millis => Math.max(2 * plan.times.undo, 5 * minute);

/** From when home is ready until users who were moved are home, and what served them elsewhere is put back. */
export const wayHome = (plan: Plan): Millis => undoAllowance(plan) + leavingAtMost(plan.steps);

/** From the end of all else until users who were moved are home, or given up: home has its time, and so has their way. */
export const failbackAllowance = (plan: Plan): Millis => {
  const within = failbackWithin(plan.definition);
  return within === 0 ? 0 : within + wayHome(plan);
};

/** From the end of the faults until a resource that does not look as before is called drifted. */
export const restorationAllowance = (plan: Plan): Millis =>
  millis(plan.definition.hypothesis.recovery.within) + undoAllowance(plan);

/** From the end of the faults until steady state that cannot be judged is given up. Data may come three minutes late. */
export const recoveryAllowance = (plan: Plan): Millis =>
  restorationAllowance(plan) + millis(plan.definition.hypothesis.recovery.hold) + 10 * minute;

/** An attempt at recovery that runs for longer than this is taken for stuck, and the next is started beside it. */
export const attemptAllowance = (plan: Plan, functionTimeout: Millis): Millis =>
  undoAllowance(plan) + failbackAllowance(plan) + functionTimeout + recoveryAllowance(plan) + 5 * minute;

/** From the third attempt on they are this far apart, so that one that fails at once cannot spin. */
export const attemptPause: Millis = minute;
