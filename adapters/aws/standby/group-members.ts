/** What a group would start, were it larger. */
import {
  type AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
  DescribeLaunchConfigurationsCommand,
  type LaunchTemplateSpecification,
} from '@aws-sdk/client-auto-scaling';
import { DescribeLaunchTemplateVersionsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import type { Nodegroup } from '@aws-sdk/client-eks';
import { isKnown, type Known, notKnown } from '../../../core/conformity/known.ts';
import type { MemberKind } from './vcpu-quotas.ts';

export interface GroupClients {
  readonly autoScaling: AutoScalingClient;
  readonly ec2: EC2Client;
}

/** By what it launches from, or what it may choose among. @param name of an Auto Scaling group */
export async function membersOfGroup(name: string, clients: GroupClients): Promise<Known<MemberKind>> {
  const asked = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] });
  const { AutoScalingGroups: [group] = [] } = await clients.autoScaling.send(asked);
  if (!group) return notKnown('there is no such group');
  const { MixedInstancesPolicy: mixed } = group;
  const overrides = mixed?.LaunchTemplate?.Overrides ?? [];
  if (overrides.some(({ WeightedCapacity }) => WeightedCapacity !== undefined))
    return notKnown('its members weigh differently, so that how many come cannot be told');
  if (overrides.some(({ InstanceRequirements }) => InstanceRequirements)) return byRequirements;
  const share = mixed?.InstancesDistribution?.OnDemandPercentageAboveBaseCapacity ?? 100;
  if (share > 0 && share < 100) return notKnown('its members are On-Demand and Spot by shares');
  const launched = await launchedBy(group, clients);
  if (!isKnown(launched)) return launched;
  const types = overrides.length > 0 ? overrides.flatMap(({ InstanceType }) => InstanceType ?? []) : launched.types;
  return types.length > 0
    ? { types: [...new Set(types)].sort(), spot: share === 0 || launched.spot }
    : notKnown('nothing that it launches from says of which type its members are');
}

const byRequirements = notKnown('its members are chosen by requirements, so that their types cannot be told');

async function launchedBy(group: AutoScalingGroup, { autoScaling, ec2 }: GroupClients): Promise<Known<MemberKind>> {
  const { LaunchConfigurationName: configuration, LaunchTemplate, MixedInstancesPolicy } = group;
  if (configuration !== undefined) {
    const asked = new DescribeLaunchConfigurationsCommand({ LaunchConfigurationNames: [configuration] });
    const { LaunchConfigurations: [found] = [] } = await autoScaling.send(asked);
    return { types: found?.InstanceType ? [found.InstanceType] : [], spot: found?.SpotPrice !== undefined };
  }
  const template = MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification ?? LaunchTemplate;
  return template ? byTemplate(template, ec2) : notKnown('it says nothing that it launches from');
}

async function byTemplate(
  { LaunchTemplateId, Version = '$Default' }: LaunchTemplateSpecification,
  ec2: EC2Client,
): Promise<Known<MemberKind>> {
  const asked = new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: [Version] });
  const { LaunchTemplateVersions: [version] = [] } = await ec2.send(asked);
  const { InstanceType: type, InstanceMarketOptions: market, InstanceRequirements } = version?.LaunchTemplateData ?? {};
  if (InstanceRequirements) return byRequirements;
  return { types: type === undefined ? [] : [type], spot: market?.MarketType === 'spot' };
}

/** By its own types, or by the Auto Scaling group that EKS keeps for it where its launch template has the type. */
export async function membersOfNodegroup(
  { instanceTypes = [], capacityType, resources }: Nodegroup,
  clients: GroupClients,
): Promise<Known<MemberKind>> {
  if (instanceTypes.length > 0) return { types: [...instanceTypes].sort(), spot: capacityType === 'SPOT' };
  const [group] = resources?.autoScalingGroups ?? [];
  return group?.name === undefined
    ? notKnown('neither it nor a group of it says of which type its nodes are')
    : membersOfGroup(group.name, clients);
}
