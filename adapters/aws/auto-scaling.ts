/** Auto Scaling groups, and what they say of their members. */
import {
  AutoScalingClient,
  type AutoScalingGroup,
  type DescribeAutoScalingGroupsCommandInput,
  paginateDescribeAutoScalingGroups,
} from '@aws-sdk/client-auto-scaling';
import { arnPattern } from './arn-pattern.ts';
import { homeOf } from './arns.ts';
import { chunks } from './chunks.ts';
import { awsTargetHealth } from './load-balancers.ts';
import type { Looking } from './looking.ts';
import { type Described, type ResourceFamily, tagFilters, tagsOf } from './resource-family.ts';

/** Names a call takes. */
const atOnce = 50;

export interface AutoScaling extends ResourceFamily {
  /** Instance ids that are in service in one of the named groups, and fit for all of its load balancers. */
  healthyMembers(groups: readonly string[]): Promise<ReadonlySet<string>>;
}

export function awsAutoScaling(looking: Looking): AutoScaling {
  const client = looking.client('autoScaling', AutoScalingClient);
  const health = awsTargetHealth(looking);
  async function read(input: DescribeAutoScalingGroupsCommandInput): Promise<readonly AutoScalingGroup[]> {
    const groups: AutoScalingGroup[] = [];
    for await (const { AutoScalingGroups = [] } of paginateDescribeAutoScalingGroups({ client, pageSize: 100 }, input))
      groups.push(...AutoScalingGroups);
    return groups;
  }
  async function named(names: readonly string[]): Promise<readonly AutoScalingGroup[]> {
    const found = await Promise.all(
      chunks([...new Set(names)], atOnce).map((some) => read({ AutoScalingGroupNames: [...some] })),
    );
    return found.flat();
  }
  async function healthyOf(group: AutoScalingGroup): Promise<readonly string[]> {
    const balanced = await Promise.all((group.TargetGroupARNs ?? []).map((targets) => health.fit(targets)));
    return (group.Instances ?? []).flatMap(({ InstanceId, LifecycleState, HealthStatus }) => {
      const inService = LifecycleState === 'InService' && HealthStatus?.toLowerCase() === 'healthy';
      return InstanceId && inService && balanced.every((fit) => fit.has(InstanceId)) ? [InstanceId] : [];
    });
  }
  return {
    type: 'ec2:autoscaling-group',
    arn: arnPattern('ec2:autoscaling-group'),
    async describe({ tags, names }) {
      const Filters = tagFilters(tags);
      const groups = names ? await named(names) : await read(Filters.length > 0 ? { Filters } : {});
      return Promise.all(groups.map(async (group) => describedGroup(group, (await healthyOf(group)).length)));
    },
    async healthyMembers(groups) {
      const members = await Promise.all((await named(groups)).map(healthyOf));
      return new Set(members.flat());
    },
  };
}

function describedGroup(group: AutoScalingGroup, healthy: number): Described {
  const { AutoScalingGroupARN: id = '', AutoScalingGroupName: name = '', DesiredCapacity: desired = 0 } = group;
  const suspended = (group.SuspendedProcesses ?? []).flatMap(({ ProcessName }) => ProcessName ?? []).sort();
  return {
    resource: {
      id,
      type: 'ec2:autoscaling-group',
      name,
      ...homeOf(id),
      tags: tagsOf(group.Tags),
      healthy: healthy >= desired,
    },
    state: { desired, min: group.MinSize ?? 0, max: group.MaxSize ?? 0, healthy, suspended: suspended.join(' ') },
    raw: group,
  };
}
