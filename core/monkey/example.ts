/** Experiments of kills before there is anybody to kill: what can be told of all of them. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import { experimentFor } from './experiment-of.ts';
import type { GroupName } from './group.ts';
import type { Grouping } from './schema/groups.ts';
import type { MonkeyDefinition } from './schema/monkey.ts';

/** Of a group such as one entry of the definition's `groups` makes. */
export function exampleOf(definition: MonkeyDefinition, index: number): Experiment {
  const zone = definition.zones === 'alternate' ? { zone: 'any-az1' } : {};
  const grouping = definition.groups[index]!;
  return experimentFor(definition, groupOf(grouping, index), {
    monkeyHash: '0'.repeat(64),
    region: 'any',
    ...(grouping.by !== 'eks-nodegroup' && zone),
  });
}

function groupOf(grouping: Grouping, index: number): GroupName {
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
