/** Node groups of EKS and their nodes, which are instances of EC2. */
import type { CloudResource } from '../cloud.ts';
import type { NodeGroupModel } from '../model.ts';
import { arnsOf } from './arns.ts';
import { activeMembers } from './auto-scaling.ts';
import { influencesShown, phaseOf } from './describe-groups.ts';
import { resource } from './described.ts';
import { capacityOf, effectsInForce, influenceOn } from './effects.ts';
import type { Plane } from './plane.ts';
import type { InstanceRecord } from './state.ts';

export const describeNodeGroups = (plane: Plane): readonly CloudResource[] =>
  (plane.model.nodeGroups ?? []).flatMap((group) => describeNodeGroup(plane, group));

/** Nodes of a group that can take pods: they run, have joined, and are reached. */
export const readyNodes = (plane: Plane, { id }: NodeGroupModel): number =>
  activeMembers(plane, id).filter((node) => isReady(plane, node)).length;

function isReady(plane: Plane, { phase, bootsAt, lifecycle, zone }: InstanceRecord): boolean {
  const runs = phase === 'running' && bootsAt === null && lifecycle === 'in-service';
  return runs && influenceOn(effectsInForce(plane.state), '', zone).reachable;
}

function describeNodeGroup(plane: Plane, group: NodeGroupModel): readonly CloudResource[] {
  const arns = arnsOf(plane.model, plane.seed);
  const effects = effectsInForce(plane.state);
  const arn = arns.group(group);
  const { desired, min, max } = capacityOf(group, effects, arn);
  const healthy = readyNodes(plane, group);
  const counts = { status: 'ACTIVE', desired, min, max, healthy };
  const own = resource(plane, arn, 'eks:nodegroup', group.id, group.tags, counts, { healthy: healthy >= desired });
  // As EKS tags them: what the node group carries itself is not on its nodes.
  const tags = {
    ...plane.model.tags,
    'eks:cluster-name': group.cluster,
    'eks:nodegroup-name': group.id,
    [`kubernetes.io/cluster/${group.cluster}`]: 'owned',
  };
  const nodes = plane.state.instances
    .filter((instance) => instance.group === group.id && instance.phase !== 'terminated')
    .map((instance) => {
      const id = arns.member(group, instance.id);
      const state = { state: phaseOf(instance), ...influencesShown(influenceOn(effects, id, undefined)) };
      const more = { zone: instance.zone, group: group.id, lifecycle: instance.lifecycle };
      return resource(plane, id, 'ec2:instance', instance.id, tags, state, {
        ...more,
        healthy: isReady(plane, instance),
      });
    });
  return [own, ...nodes];
}
