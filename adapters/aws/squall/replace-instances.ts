/**
 * Members that their groups are told are ill. The group does the rest as its own policies say:
 * it deregisters, terminates, launches another. Nothing is put back, and nothing need be.
 */
import {
  AutoScalingClient,
  type AutoScalingInstanceDetails,
  paginateDescribeAutoScalingGroups,
  paginateDescribeAutoScalingInstances,
  SetInstanceHealthCommand,
} from '@aws-sdk/client-auto-scaling';
import { lastOf } from '../arns.ts';
import { chunks } from '../chunks.ts';
import { FaultRefused } from '../fault-refused.ts';
import type { OwnFault, Place } from './own-fault.ts';

const key = 'Instances';
/** Instances that one call takes. */
const idsAtOnce = 50;
/** Suspended, any of these keeps a group from replacing. */
const needed = ['Launch', 'ReplaceUnhealthy', 'Terminate'];

const isGiven = ({ HealthStatus, LifecycleState }: AutoScalingInstanceDetails): boolean =>
  HealthStatus?.toUpperCase() === 'UNHEALTHY' || /^Terminat/.test(LifecycleState ?? '');

export function replaceInstances(place: Place): OwnFault {
  const client = place.client(AutoScalingClient);
  /** Those that a group has, by id. */
  async function members(arns: readonly string[]): Promise<ReadonlyMap<string, AutoScalingInstanceDetails>> {
    const found = new Map<string, AutoScalingInstanceDetails>();
    for (const InstanceIds of chunks(arns.map(lastOf), idsAtOnce))
      for await (const { AutoScalingInstances = [] } of paginateDescribeAutoScalingInstances(
        { client },
        { InstanceIds: [...InstanceIds] },
      ))
        for (const each of AutoScalingInstances) found.set(each.InstanceId ?? '', each);
    return found;
  }
  async function refuseSuspended(names: readonly string[]): Promise<void> {
    for await (const { AutoScalingGroups = [] } of paginateDescribeAutoScalingGroups(
      { client },
      { AutoScalingGroupNames: [...names] },
    ))
      for (const { AutoScalingGroupName, SuspendedProcesses = [] } of AutoScalingGroups) {
        const held = SuspendedProcesses.map(({ ProcessName }) => ProcessName ?? '').filter((each) =>
          needed.includes(each),
        );
        if (held.length > 0)
          throw new FaultRefused(
            `${AutoScalingGroupName} has ${held.join(', ')} suspended, and would not replace it: resume that first`,
          );
      }
  }
  return {
    async start({ action: { targets } }) {
      const arns = targets[key] ?? [];
      const found = await members(arns);
      const alone = arns.find((arn) => !found.has(lastOf(arn)));
      if (alone !== undefined) throw new FaultRefused(`${alone} is in no Auto Scaling group that could replace it`);
      await refuseSuspended([...new Set([...found.values()].flatMap((each) => each.AutoScalingGroupName ?? []))]);
      for (const each of found.values())
        if (!isGiven(each))
          await client.send(
            new SetInstanceHealthCommand({
              InstanceId: each.InstanceId,
              HealthStatus: 'Unhealthy',
              // It is the doctor's judgement that it is ill, and not that of a check which it may still have to pass.
              ShouldRespectGracePeriod: false,
            }),
          );
    },
    async observe({ own, externalId }) {
      const arns = own.targets[key] ?? [];
      const found = await members(arns);
      const given = arns.filter((arn) => {
        const member = found.get(lastOf(arn));
        return member === undefined || isGiven(member);
      });
      if (externalId === undefined && given.length === 0) return { state: 'absent', targets: [] };
      return { state: 'completed', targets: given };
    },
    async stop() {
      // The group replaces it whether or not anybody stops.
    },
    async undo() {
      // Declared irreversible: the run is judged by its group.
    },
  };
}
