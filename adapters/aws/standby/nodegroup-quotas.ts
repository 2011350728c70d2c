/** Nodes of managed node groups: bounded for each group by itself, and by their processors as any instances are. */
import { DescribeNodegroupCommand, type EKSClient } from '@aws-sdk/client-eks';
import type { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { isKnown, type Known, notKnown } from '../../../core/conformity/known.ts';
import type { Elsewhere, QuotaUse } from '../../../core/ports/standby.ts';
import { quotaAsSet } from '../service-quota.ts';
import { type GroupClients, membersOfNodegroup } from './group-members.ts';
import { vcpuUse } from './vcpu-quotas.ts';

/** Source: EKS user guide, "Amazon EKS service quotas": nodes per managed node group, of the service `eks`. */
const nodes = 'L-BD136A63';

export interface NodegroupClients extends GroupClients {
  readonly eks: EKSClient;
  readonly quotas: ServiceQuotasClient;
}

/** @param arn `arn:…:nodegroup/<cluster>/<name>/<uuid>` */
export async function nodegroupUse(
  arn: string,
  by: number,
  where: Elsewhere,
  clients: NodegroupClients,
): Promise<Known<readonly QuotaUse[]>> {
  const [clusterName, nodegroupName] = arn.slice(arn.indexOf(':nodegroup/') + ':nodegroup/'.length).split('/');
  const { nodegroup } = await clients.eks.send(new DescribeNodegroupCommand({ clusterName, nodegroupName }));
  const used = nodegroup?.scalingConfig?.desiredSize;
  if (!nodegroup || used === undefined) return notKnown('it does not say how many nodes it is to have');
  const members = await membersOfNodegroup(nodegroup, clients);
  if (!isKnown(members)) return members;
  const vcpus = await vcpuUse(members, by, where, clients);
  if (!isKnown(vcpus)) return vcpus;
  const what = `nodes of the managed node group ${clusterName}/${nodegroupName}`;
  const { Value: most } = await quotaAsSet(clients.quotas, 'eks', nodes, what);
  return [{ what, where, most, used, more: by }, ...vcpus];
}
