/** Services of ECS without a single task. */
import { ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { FaultRefused } from '../fault-refused.ts';
import { changedService } from './changed.ts';
import type { OwnFault, Place } from './own-fault.ts';
import { clusterOf, daemonRefusal, servicesByArn } from './services-described.ts';

const key = 'Services';

export function scaleServices(place: Place): OwnFault {
  const client = place.client(ECSClient);
  const look = (arns: readonly string[] = []) => servicesByArn(place, arns);
  const scale = (service: string, desiredCount: number) =>
    client.send(new UpdateServiceCommand({ cluster: clusterOf(service), service, desiredCount }));
  return changedService(
    {
      key,
      async holds({ targets }) {
        const found = await look(targets[key]);
        return new Map([...found].map(([id, { desiredCount }]) => [id, desiredCount === 0]));
      },
      async change({ targets }) {
        const found = await look(targets[key]);
        const gone = targets[key]?.find((id) => !found.has(id));
        if (gone !== undefined) throw new FaultRefused(`${gone} is no active service`);
        const daemon = daemonRefusal(found);
        if (daemon !== undefined) throw new FaultRefused(daemon);
        for (const [id, { desiredCount }] of found) if (desiredCount !== 0) await scale(id, 0);
      },
      async putBack({ targets }, before) {
        const found = await look(targets[key]);
        for (const { id, state } of before)
          if (found.get(id)?.desiredCount === 0) await scale(id, Number(state.desired));
      },
    },
    Date.now,
  );
}
