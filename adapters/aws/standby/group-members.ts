/** What a group would start, were it larger. */
import {
  type AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  type LaunchTemplateSpecification,
} from '@aws-sdk/client-auto-scaling';
import { DescribeLaunchTemplateVersionsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { DescribeNodegroupCommand, type EKSClient } from '@aws-sdk/client-eks';
import { type Known, notKnown } from '../../../core/conformity/known.ts';
import { lastOf } from '../arns.ts';
import type { MemberKind } from './vcpu-quotas.ts';

/** By its launch template, or what it may choose among; by what runs in it where it has a launch configuration. */
export async function membersOfGroup(
  arn: string,
  { autoScaling, ec2 }: { readonly autoScaling: AutoScalingClient; readonly ec2: EC2Client },
): Promise<Known<MemberKind>> {
  const AutoScalingGroupNames = [lastOf(arn)];
  const { AutoScalingGroups: [group] = [] } = await autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames }),
  );
  if (!group) return notKnown('there is no such group');
  const { MixedInstancesPolicy: mixed, Instances = [] } = group;
  const overrides = mixed?.LaunchTemplate?.Overrides ?? [];
  if (overrides.some(({ WeightedCapacity }) => WeightedCapacity !== undefined))
    return notKnown('its members weigh differently, so that how many come cannot be told');
  if (overrides.some(({ InstanceRequirements }) => InstanceRequirements))
    return notKnown('its members are chosen by requirements, so that their types cannot be told');
  const share = mixed?.InstancesDistribution?.OnDemandPercentageAboveBaseCapacity ?? 100;
  if (share > 0 && share < 100) return notKnown('its members are On-Demand and Spot by shares');
  const template = mixed?.LaunchTemplate?.LaunchTemplateSpecification ?? group.LaunchTemplate;
  const launched = template && (await launchedBy(template, ec2));
  const types =
    overrides.length > 0
      ? overrides.flatMap(({ InstanceType }) => InstanceType ?? [])
      : launched?.type === undefined
        ? Instances.flatMap(({ InstanceType }) => InstanceType ?? [])
        : [launched.type];
  return types.length > 0
    ? { types: [...new Set(types)].sort(), spot: share === 0 || launched?.spot === true }
    : notKnown('neither its launch template nor a member says of which type its members are');
}

async function launchedBy({ LaunchTemplateId, Version = '$Default' }: LaunchTemplateSpecification, ec2: EC2Client) {
  const { LaunchTemplateVersions: [version] = [] } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: [Version] }),
  );
  const { InstanceType: type, InstanceMarketOptions: market } = version?.LaunchTemplateData ?? {};
  return { type, spot: market?.MarketType === 'spot' };
}

/** `arn:…:nodegroup/<cluster>/<name>/<uuid>` */
export async function membersOfNodegroup(arn: string, eks: EKSClient): Promise<Known<MemberKind>> {
  const [clusterName, nodegroupName] = arn.slice(arn.indexOf(':nodegroup/') + ':nodegroup/'.length).split('/');
  const { nodegroup } = await eks.send(new DescribeNodegroupCommand({ clusterName, nodegroupName }));
  const types = nodegroup?.instanceTypes ?? [];
  return types.length > 0
    ? { types: [...types].sort(), spot: nodegroup?.capacityType === 'SPOT' }
    : notKnown('its launch template says of which type its nodes are, and the node group does not');
}
