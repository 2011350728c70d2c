/** How long the run of a kill may take, which its minutes must leave room for. */
import { fault } from '../faults/catalogue.ts';
import { planSteps } from '../plan/plan-steps.ts';
import { timesOf } from '../plan/times.ts';
import type { Millis } from '../ports/clock.ts';
import { experimentFor } from './experiment-of.ts';
import type { GroupName } from './group.ts';
import type { Grouping } from './schema/groups.ts';
import type { MonkeyDefinition } from './schema/monkey.ts';

export interface KillTimes {
  /** From its start until the kill is done: the gate, and the wave. */
  readonly needed: Millis;
  readonly lease: Millis;
}

/** Of the slowest of its groups. Who is in them changes nothing. */
export function killTimes(definition: MonkeyDefinition): KillTimes {
  const times = definition.groups.map((grouping, i) => {
    const experiment = experimentFor(definition, exampleOf(grouping, i), { monkeyHash: '', region: 'any' });
    const steps = planSteps(experiment, []);
    const undo = Math.max(0, ...steps.map(({ action }) => fault(action)?.undoTime ?? 0));
    return timesOf(experiment, steps, undo);
  });
  return {
    needed: Math.max(...times.map(({ gate, waves }) => gate + waves)),
    lease: Math.max(...times.map(({ lease }) => lease)),
  };
}

/** A group such as a grouping makes them. */
export function exampleOf(grouping: Grouping, index: number): GroupName {
  const tasks = grouping.by === 'ecs-service' || (grouping.by === 'tag' && grouping.type === 'ecs:task');
  return {
    id: `${grouping.by}/123456789012/any/example`,
    by: grouping.by,
    name: 'example',
    account: '123456789012',
    region: 'any',
    type: tasks ? 'ecs:task' : 'ec2:instance',
    ...(grouping.by === 'eks-nodegroup' && { resource: 'arn:aws:eks:any:123456789012:nodegroup/example/example/0' }),
    tags: grouping.where?.tags ?? {},
    grouping: index,
  };
}
