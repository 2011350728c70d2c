/** Auto Scaling groups with more members, for a place that takes over. */
import { AutoScalingClient, UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { lastOf } from '../arns.ts';
import { groupsNamed, inServiceOf } from './group-members.ts';
import type { OwnFault, Place } from './own-fault.ts';
import { raisedCapacity } from './raised.ts';

/** Suspended, either keeps a group from having what it is told to have in service. */
const needed = ['Launch', 'AddToLoadBalancer'];

export const raiseGroups = (place: Place): OwnFault =>
  raisedCapacity(
    {
      key: 'AutoScalingGroups',
      kind: 'Auto Scaling group that exists',
      async look(arns) {
        const groups = await groupsNamed(place, arns.map(lastOf));
        return new Map(
          groups.map((group) => [
            group.AutoScalingGroupARN ?? '',
            {
              desired: group.DesiredCapacity ?? 0,
              min: group.MinSize ?? 0,
              max: group.MaxSize ?? 0,
              inService: inServiceOf(group),
            },
          ]),
        );
      },
      async refusal(arns) {
        for (const { AutoScalingGroupName, SuspendedProcesses = [] } of await groupsNamed(place, arns.map(lastOf))) {
          const held = SuspendedProcesses.flatMap(({ ProcessName = '' }) =>
            needed.includes(ProcessName) ? [ProcessName] : [],
          );
          if (held.length > 0)
            return `${AutoScalingGroupName} has ${held.join(', ')} suspended, and nothing would come into service: resume that first`;
        }
        return undefined;
      },
      async set(arn, { desired, min, max }) {
        const command = new UpdateAutoScalingGroupCommand({
          AutoScalingGroupName: lastOf(arn),
          MinSize: min,
          MaxSize: max,
          DesiredCapacity: desired,
        });
        await place.client(AutoScalingClient).send(command);
      },
    },
    Date.now,
  );
