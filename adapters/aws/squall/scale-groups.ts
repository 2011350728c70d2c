/** Auto Scaling groups without a single instance. With a maximum of zero no policy starts one. */
import {
  AutoScalingClient,
  type AutoScalingGroup,
  paginateDescribeAutoScalingGroups,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { lastOf } from '../arns.ts';
import { chunks } from '../chunks.ts';
import { FaultRefused } from '../fault-refused.ts';
import { changedService } from './changed.ts';
import type { OwnFault, Place } from './own-fault.ts';

const key = 'AutoScalingGroups';
const atOnce = 50;

const isEmpty = ({ MinSize, MaxSize, DesiredCapacity }: AutoScalingGroup): boolean =>
  MinSize === 0 && MaxSize === 0 && DesiredCapacity === 0;

export function scaleGroups(place: Place): OwnFault {
  const client = place.client(AutoScalingClient);
  async function look(arns: readonly string[]): Promise<ReadonlyMap<string, AutoScalingGroup>> {
    const found = new Map<string, AutoScalingGroup>();
    for (const AutoScalingGroupNames of chunks(arns.map(lastOf), atOnce))
      for await (const { AutoScalingGroups = [] } of paginateDescribeAutoScalingGroups(
        { client },
        { AutoScalingGroupNames: [...AutoScalingGroupNames] },
      ))
        for (const group of AutoScalingGroups) found.set(group.AutoScalingGroupARN ?? '', group);
    return found;
  }
  const scale = (name: string, [MinSize, MaxSize, DesiredCapacity]: readonly [number, number, number]) =>
    client.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: name, MinSize, MaxSize, DesiredCapacity }));
  return changedService(
    {
      key,
      async holds({ targets }) {
        return new Map([...(await look(targets[key] ?? []))].map(([id, group]) => [id, isEmpty(group)]));
      },
      async change({ targets }) {
        const found = await look(targets[key] ?? []);
        const gone = targets[key]?.find((id) => !found.has(id));
        if (gone !== undefined) throw new FaultRefused(`${gone} does not exist`);
        for (const [id, group] of found) if (!isEmpty(group)) await scale(lastOf(id), [0, 0, 0]);
      },
      async putBack({ targets }, before) {
        const found = await look(targets[key] ?? []);
        for (const { id, state } of before) {
          const group = found.get(id);
          if (group && isEmpty(group))
            await scale(lastOf(id), [Number(state.min), Number(state.max), Number(state.desired)]);
        }
      },
    },
    Date.now,
  );
}
