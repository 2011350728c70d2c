/** What growing takes of quotas, by what kind of group it is. */
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EKSClient } from '@aws-sdk/client-eks';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { isKnown, type Known, notKnown } from '../../../core/conformity/known.ts';
import type { Growth, QuotaUse } from '../../../core/ports/standby.ts';
import { type Home, homeOf, lastOf } from '../arns.ts';
import { bounded, clientSettings } from '../clients.ts';
import type { Reach } from '../other-accounts.ts';
import { byPlace } from '../places.ts';
import { fargateUse } from './fargate-quotas.ts';
import { membersOfGroup } from './group-members.ts';
import { nodegroupUse } from './nodegroup-quotas.ts';
import { vcpuUse } from './vcpu-quotas.ts';

/** @throws UnknownAccount, UnknownRegion, ServiceFailure, QuotaUnknown */
export function quotaUses(reach: Reach): (growth: Growth) => Promise<Known<readonly QuotaUse[]>> {
  const of = byPlace(reach, (where) => clientsIn(where, reach));
  return async ({ group, by }) => {
    const where = homeOf(group);
    const clients = of(where);
    if (group.includes(':autoScalingGroup:')) {
      const members = await membersOfGroup(lastOf(group), clients);
      return isKnown(members) ? vcpuUse(members, by, where, clients) : members;
    }
    if (group.includes(':nodegroup/')) return nodegroupUse(group, by, where, clients);
    if (group.includes(':service/')) return fargateUse(group, by, where, clients);
    return notKnown('this version does not know what bounds groups of its kind');
  };
}

function clientsIn({ account, region }: Home, { bounds, credentialsIn }: Reach) {
  const settings = { ...clientSettings, region, ...credentialsIn(account) };
  return {
    autoScaling: bounded(new AutoScalingClient(settings), bounds),
    cloudWatch: bounded(new CloudWatchClient(settings), bounds),
    ec2: bounded(new EC2Client(settings), bounds),
    ecs: bounded(new ECSClient(settings), bounds),
    eks: bounded(new EKSClient(settings), bounds),
    quotas: bounded(new ServiceQuotasClient(settings), bounds),
  };
}
