/** How long the run of a kill may take, which its minutes must leave room for. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import { fault } from '../faults/catalogue.ts';
import { timesOf } from '../plan/times.ts';
import type { Millis } from '../ports/clock.ts';

export interface KillTimes {
  /** From its start until the kill is done: the gate, and the wave. */
  readonly needed: Millis;
  readonly lease: Millis;
}

/** Actions that kill one member of a group. */
export const killActions = [
  'aws:ec2:terminate-instances',
  'aws:ecs:stop-task',
  'aws:eks:terminate-nodegroup-instances',
] as const;

/** Of the slowest kill, whichever this one is, so that all groups of a monkey have the same minutes. */
export function killTimes(experiment: Experiment): KillTimes {
  const undo = Math.max(...killActions.map((action) => fault(action)?.undoTime ?? 0));
  const { gate, waves, lease } = timesOf(experiment, [{ wave: 0, duration: 0 }], undo);
  return { needed: gate + waves, lease };
}
