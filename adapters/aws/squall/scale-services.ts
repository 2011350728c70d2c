/** Services of ECS without a single task. */
import { DescribeServicesCommand, ECSClient, type Service, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { chunks } from '../chunks.ts';
import { FaultRefused } from '../fault-refused.ts';
import { changedService } from './changed.ts';
import type { OwnFault, Place } from './own-fault.ts';

const key = 'Services';
/** `…:service/shop/checkout` → `shop` */
const clusterOf = (arn: string): string => arn.split('/')[1] ?? '';
/** Services that one question takes. */
const atOnce = 10;

export function scaleServices(place: Place): OwnFault {
  const client = place.client(ECSClient);
  async function look(arns: readonly string[]): Promise<ReadonlyMap<string, Service>> {
    const found = new Map<string, Service>();
    for (const [cluster, own] of Map.groupBy(arns, clusterOf))
      for (const services of chunks(own, atOnce)) {
        const answer = await client.send(new DescribeServicesCommand({ cluster, services: [...services] }));
        for (const service of answer.services ?? [])
          if (service.status === 'ACTIVE') found.set(service.serviceArn ?? '', service);
      }
    return found;
  }
  const scale = (service: string, desiredCount: number) =>
    client.send(new UpdateServiceCommand({ cluster: clusterOf(service), service, desiredCount }));
  return changedService(
    {
      key,
      async holds({ targets }) {
        const found = await look(targets[key] ?? []);
        return new Map([...found].map(([id, { desiredCount }]) => [id, desiredCount === 0]));
      },
      async change({ targets }) {
        const found = await look(targets[key] ?? []);
        const gone = targets[key]?.find((id) => !found.has(id));
        if (gone !== undefined) throw new FaultRefused(`${gone} is no active service`);
        const daemon = [...found].find(([, { schedulingStrategy }]) => schedulingStrategy === 'DAEMON');
        if (daemon) throw new FaultRefused(`${daemon[0]} runs one task on each host, and has no count to set`);
        for (const [id, { desiredCount }] of found) if (desiredCount !== 0) await scale(id, 0);
      },
      async putBack({ targets }, before) {
        const found = await look(targets[key] ?? []);
        for (const { id, state } of before)
          if (found.get(id)?.desiredCount === 0) await scale(id, Number(state.desired));
      },
    },
    Date.now,
  );
}
