import { fill } from '../control-plane/auto-scaling.ts';
import { describeAll } from '../control-plane/describe.ts';
import type { Plane } from '../control-plane/plane.ts';
import { giveUpSurplus } from '../control-plane/rebalancing.ts';
import type { Fault, FaultAction } from './fault.ts';
import { readParameters } from './parameters.ts';
import { untilUndone } from './until-undone.ts';

/**
 * The groups are told to have no member: those that serve are deregistered first, and
 * then gone. What puts it back has them launched anew.
 */
const scaleToZero = (actionId: string, key: string, type: string): Fault => ({
  actionId,
  targets: { [key]: type },
  plan({ parameters, targets }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    read.finish();
    return { duration, effects: [{ kind: 'scaled-to-zero', on: targets[key] ?? [] }], effectsFor: untilUndone };
  },
  begin(plane, action) {
    for (const group of namesOf(plane, action, key)) giveUpSurplus(plane, group);
    return undefined;
  },
  ended(plane, action) {
    for (const group of namesOf(plane, action, key)) fill(plane, group);
  },
});

function namesOf(plane: Plane, { targets }: FaultAction, key: string): readonly string[] {
  const wanted = new Set(targets[key] ?? []);
  return describeAll(plane).flatMap(({ id, name }) => (wanted.has(id) ? name : []));
}

export const scalesToZero: readonly Fault[] = [
  scaleToZero('squall:autoscaling:scale-to-zero', 'AutoScalingGroups', 'ec2:autoscaling-group'),
  scaleToZero('squall:ecs:scale-to-zero', 'Services', 'ecs:service'),
];
