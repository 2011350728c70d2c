/** Instances that stand stopped, started again: what stopping an experiment does not put right. */
import { EC2Client, paginateDescribeInstances, StartInstancesCommand } from '@aws-sdk/client-ec2';
import { chunks } from './chunks.ts';
import type { Place } from './squall/own-fault.ts';

const atOnce = 200;

/** Some are still on their way down and cannot be started yet: ask again. */
export class StillStopping extends Error {
  override readonly name = 'StillStopping';
}

/** Starts those of the ids that stand stopped, and leaves everything else alone. */
export type StartStopped = (ids: readonly string[]) => Promise<void>;

/** @throws StillStopping once all that could be started are */
export const awsStartStopped =
  (client: EC2Client): StartStopped =>
  async (ids) => {
    const [stopped, stopping]: [string[], string[]] = [[], []];
    for (const some of chunks(ids, atOnce)) {
      const Filters = [{ Name: 'instance-id', Values: [...some] }];
      for await (const { Reservations = [] } of paginateDescribeInstances({ client }, { Filters }))
        for (const { InstanceId = '', State } of Reservations.flatMap(({ Instances = [] }) => Instances)) {
          if (State?.Name === 'stopped') stopped.push(InstanceId);
          if (State?.Name === 'stopping') stopping.push(InstanceId);
        }
    }
    for (const some of chunks(stopped, atOnce))
      await client.send(new StartInstancesCommand({ InstanceIds: [...some] }));
    if (stopping.length > 0) throw new StillStopping(`${stopping.join(', ')} are still stopping`);
  };

export const startStoppedIn = (place: Place): StartStopped => awsStartStopped(place.client(EC2Client));
