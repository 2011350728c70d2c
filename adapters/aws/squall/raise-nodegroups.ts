/**
 * Managed node groups of EKS with more nodes, for a place that takes over. How many are in
 * service is for the Auto Scaling groups behind them to say: EKS itself counts none.
 */
import { DescribeNodegroupCommand, EKSClient, type Nodegroup, UpdateNodegroupConfigCommand } from '@aws-sdk/client-eks';
import { failureOf, isFailure } from '../errors.ts';
import { groupsNamed, inServiceOf } from './group-members.ts';
import type { OwnFault, Place } from './own-fault.ts';
import { raisedCapacity } from './raised.ts';

/** `…:nodegroup/shop/web/0123…` */
function partsOf(arn: string): { readonly clusterName: string; readonly nodegroupName: string } {
  const [, clusterName = '', nodegroupName = ''] = arn.split('/');
  return { clusterName, nodegroupName };
}

const groupsBehind = ({ resources }: Nodegroup): readonly string[] =>
  (resources?.autoScalingGroups ?? []).flatMap(({ name }) => name ?? []);

export function raiseNodegroups(place: Place): OwnFault {
  const client = place.client(EKSClient);

  /** Undefined: it does not exist. */
  async function nodegroup(arn: string): Promise<Nodegroup | undefined> {
    try {
      return (await client.send(new DescribeNodegroupCommand(partsOf(arn)))).nodegroup;
    } catch (error) {
      const failure = failureOf(error, 'EKS DescribeNodegroup');
      if (isFailure(failure, 'NotFound')) return undefined;
      throw failure;
    }
  }

  return raisedCapacity(
    {
      key: 'Nodegroups',
      kind: 'managed node group that exists',
      async look(arns) {
        const found = await Promise.all(arns.map(async (arn) => [arn, await nodegroup(arn)] as const));
        const there = found.flatMap(([arn, group]) => (group === undefined ? [] : [[arn, group] as const]));
        const behind = await groupsNamed(place, [...new Set(there.flatMap(([, group]) => groupsBehind(group)))]);
        const inService = new Map(behind.map((group) => [group.AutoScalingGroupName, inServiceOf(group)]));
        return new Map(
          there.map(([arn, group]) => {
            const { desiredSize: desired = 0, minSize: min = 0, maxSize: max = 0 } = group.scalingConfig ?? {};
            const serving = groupsBehind(group).reduce((sum, name) => sum + (inService.get(name) ?? 0), 0);
            return [arn, { desired, min, max, inService: serving }];
          }),
        );
      },
      async set(arn, { desired, min, max }) {
        const scalingConfig = { desiredSize: desired, minSize: min, maxSize: max };
        // One update at a time: while another is under way EKS refuses, and whoever asked asks again.
        await client.send(new UpdateNodegroupConfigCommand({ ...partsOf(arn), scalingConfig }));
      },
    },
    Date.now,
  );
}
