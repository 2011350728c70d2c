import { fill } from '../control-plane/auto-scaling.ts';
import type { Plane } from '../control-plane/plane.ts';
import { giveUpSurplus } from '../control-plane/rebalancing.ts';
import type { Effect } from './effect.ts';
import type { Fault } from './fault.ts';
import { nodeGroupOf } from './node-groups.ts';
import { groupOf } from './nodes.ts';
import { readParameters } from './parameters.ts';
import { untilUndone } from './until-undone.ts';

const most = 10_000;
const usualPercent = 200;

/**
 * The groups are told to have more members, which launch and warm up as any others do. It is
 * pending until so many are in service, and what puts it back gives up as many as were added.
 */
const raiseCapacity = (actionId: string, key: string, type: string, ofNodes = false): Fault => ({
  actionId,
  targets: { [key]: type },
  plan(request) {
    const { parameters, targets } = request;
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    const desired = read.number('desired', 0, 1, most);
    const percent = read.number('percent', desired > 0 ? 0 : usualPercent, 101, 1000);
    read.finish();
    const effects = (targets[key] ?? []).map((arn): Effect => {
      const { id, capacity } = ofNodes ? nodeGroupOf(actionId, arn, request) : groupOf(actionId, arn, request);
      const to = Math.max(desired, Math.ceil((capacity.desired * percent) / 100));
      return { kind: 'raised', group: id, to };
    });
    return { duration, effects, effectsFor: untilUndone };
  },
  begin(plane, { effects }) {
    for (const { group } of raised(effects)) fill(plane, group);
    return undefined;
  },
  underWay(plane, { effects }) {
    const short = raised(effects).flatMap(({ group, to }) => {
      const serving = inService(plane, group);
      return serving < to ? [`${group} has ${serving} of ${to} in service`] : [];
    });
    return short.length === 0 ? undefined : short.join(', ');
  },
  ended(plane, { effects }) {
    for (const { group } of raised(effects)) giveUpSurplus(plane, group);
  },
});

type Raised = Extract<Effect, { kind: 'raised' }>;

const raised = (effects: readonly Effect[]): readonly Raised[] =>
  effects.filter((effect): effect is Effect & Raised => effect.kind === 'raised');

const inService = ({ state }: Plane, group: string): number =>
  state.instances.filter(
    (instance) => instance.group === group && instance.lifecycle === 'in-service' && instance.phase === 'running',
  ).length;

export const raisesCapacity: readonly Fault[] = [
  raiseCapacity('squall:autoscaling:raise-capacity', 'AutoScalingGroups', 'ec2:autoscaling-group'),
  raiseCapacity('squall:ecs:raise-capacity', 'Services', 'ecs:service'),
  raiseCapacity('squall:eks:raise-capacity', 'Nodegroups', 'eks:nodegroup', true),
];
