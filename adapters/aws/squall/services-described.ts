/** Services of ECS by ARN. */
import { DescribeServicesCommand, ECSClient, type Service } from '@aws-sdk/client-ecs';
import { chunks } from '../chunks.ts';
import type { Place } from './own-fault.ts';

/** Services that one question takes. */
const atOnce = 10;

/** `…:service/shop/checkout` → `shop` */
export const clusterOf = (arn: string): string => arn.split('/')[1] ?? '';

/** Those that are active. */
export async function servicesByArn(place: Place, arns: readonly string[]): Promise<ReadonlyMap<string, Service>> {
  const client = place.client(ECSClient);
  const found = new Map<string, Service>();
  for (const [cluster, own] of Map.groupBy(arns, clusterOf))
    for (const services of chunks(own, atOnce)) {
      const answer = await client.send(new DescribeServicesCommand({ cluster, services: [...services] }));
      for (const service of answer.services ?? [])
        if (service.status === 'ACTIVE') found.set(service.serviceArn ?? '', service);
    }
  return found;
}

/** Of one that a count cannot be set of. */
export const daemonRefusal = (services: ReadonlyMap<string, Service>): string | undefined => {
  const daemon = [...services].find(([, { schedulingStrategy }]) => schedulingStrategy === 'DAEMON');
  return daemon && `${daemon[0]} runs one task on each host, and has no count to set`;
};
