/** Node groups of EKS, by their ARNs, and the loss of some of their nodes. */
import { NotSimulated } from '../cloud.ts';
import { activeMembers } from '../control-plane/auto-scaling.ts';
import { describeTarget } from '../control-plane/describe.ts';
import { draw } from '../control-plane/fingerprint.ts';
import { terminateInstance } from '../control-plane/instances.ts';
import type { NodeGroupModel } from '../model.ts';
import type { Fault, FaultRequest } from './fault.ts';
import { readParameters } from './parameters.ts';

/** @throws NotSimulated for one that the world holds and does not simulate */
export function nodeGroupOf(of: string, arn: string, { describe }: Pick<FaultRequest, 'describe'>): NodeGroupModel {
  const { nodeGroup } = describe(arn);
  if (nodeGroup) return nodeGroup;
  throw new NotSimulated(
    `the simulator does not model ${of} on ${arn}: it has no nodes in this world, which says so under nodeGroups`,
  );
}

const actionId = 'aws:eks:terminate-nodegroup-instances';
const share = 'instanceTerminationPercentage';

/** So many of each group's nodes are gone, at least one, and their pods with them and without a drain. Which is drawn. */
export const terminateNodes: Fault = {
  actionId,
  targets: { Nodegroups: 'eks:nodegroup' },
  plan(request) {
    const read = readParameters(actionId, request.parameters);
    read.number(share, Number.NaN, 1, 100);
    read.finish();
    for (const arn of request.targets.Nodegroups ?? []) nodeGroupOf(actionId, arn, request);
    return { duration: 0, effects: [] };
  },
  begin(plane, { parameters, targets }, experiment) {
    const percent = readParameters(actionId, parameters).number(share, Number.NaN, 1, 100);
    const chanceOf = (id: string) => draw(plane.seed, `${experiment}/${id}`);
    for (const arn of targets.Nodegroups ?? []) {
      const { id } = nodeGroupOf(actionId, arn, { describe: (one) => describeTarget(plane, one) });
      const nodes = activeMembers(plane, id).filter(({ phase }) => phase === 'running');
      const lost = nodes
        .toSorted((a, b) => chanceOf(a.id) - chanceOf(b.id))
        .slice(0, Math.ceil((nodes.length * percent) / 100));
      for (const node of lost) terminateInstance(plane, node.id);
    }
    return undefined;
  },
};
