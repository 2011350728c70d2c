/** How far capacity is raised, and how far it is put back: what others raised further meanwhile is left to them. */

import type { Millis } from '../ports/clock.ts';

/** As a group, a service or a node group is told. What has no bounds of its own has `desired` alone. */
export interface Told {
  readonly desired: number;
  readonly min?: number;
  readonly max?: number;
}

/** From the call until all of it is in service, at most. */
export const untilInService: Millis = 900_000;

/** Of what has, where nothing says how many. */
const usualPercent = 200;

/** How many it is to have at least, by the parameters as they are compiled. */
export function goalOf({ desired, percent }: Readonly<Record<string, string>>, before: Told): number {
  const asked = desired === undefined ? 0 : Number(desired);
  const share = percent ?? (desired === undefined ? usualPercent : 0);
  return Math.max(asked, Math.ceil((before.desired * Number(share)) / 100));
}

/** Nothing is lowered: what is there beyond the goal stays. The minimum holds what scaling policies would take back. */
export const raisedTo = (goal: number, before: Told): Told => ({
  desired: Math.max(before.desired, goal),
  ...(before.min !== undefined && { min: Math.max(before.min, goal) }),
  ...(before.max !== undefined && { max: Math.max(before.max, goal) }),
});

/** Whether raising it to the goal changes anything. */
export const isRaise = (goal: number, before: Told): boolean =>
  before.desired < goal || (before.min !== undefined && before.min < goal);

/** Whether it still looks as we raised it. With a minimum of ours, more than that is still ours; without one, it is others' by then. */
export function isAsRaised(goal: number, before: Told, now: Told): boolean {
  if (!isRaise(goal, before)) return false;
  const raised = raisedTo(goal, before);
  return raised.min === undefined
    ? now.desired === raised.desired
    : now.min === raised.min && now.desired >= raised.desired;
}

/**
 * To what it is put back. Undefined: it does not look as we raised it, and is left alone. A
 * desired count that was raised further stays; the minimum goes, so that who raised it may lower it.
 */
export function loweredTo(goal: number, before: Told, now: Told): Told | undefined {
  if (!isAsRaised(goal, before, now)) return undefined;
  const raised = raisedTo(goal, before);
  const desired = now.desired > raised.desired ? now.desired : before.desired;
  return {
    desired,
    ...(before.min !== undefined && { min: before.min }),
    // A maximum that others set meanwhile is theirs, and none may be below what is desired.
    ...(before.max !== undefined &&
      now.max !== undefined && { max: now.max === raised.max ? Math.max(before.max, desired) : now.max }),
  };
}
