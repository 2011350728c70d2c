/** Auto Scaling groups by name, and how much of what they are to have is in service. */
import {
  AutoScalingClient,
  type AutoScalingGroup,
  paginateDescribeAutoScalingGroups,
} from '@aws-sdk/client-auto-scaling';
import { chunks } from '../chunks.ts';
import type { Place } from './own-fault.ts';

const atOnce = 50;

/** Those that exist. */
export async function groupsNamed(place: Place, names: readonly string[]): Promise<readonly AutoScalingGroup[]> {
  const client = place.client(AutoScalingClient);
  const found: AutoScalingGroup[] = [];
  for (const AutoScalingGroupNames of chunks(names, atOnce))
    for await (const { AutoScalingGroups = [] } of paginateDescribeAutoScalingGroups(
      { client },
      { AutoScalingGroupNames: [...AutoScalingGroupNames] },
    ))
      found.push(...AutoScalingGroups);
  return found;
}

/** In the units of its desired capacity: a group of several instance types may weigh them. */
export const inServiceOf = ({ Instances = [] }: AutoScalingGroup): number =>
  Instances.reduce((sum, { LifecycleState, HealthStatus, WeightedCapacity }) => {
    const serves = LifecycleState === 'InService' && HealthStatus?.toLowerCase() === 'healthy';
    return serves ? sum + Number(WeightedCapacity ?? 1) : sum;
  }, 0);
