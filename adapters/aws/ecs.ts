/** Clusters of ECS and their services. */
import {
  type Cluster,
  DescribeClustersCommand,
  DescribeServicesCommand,
  ECSClient,
  paginateListClusters,
  paginateListServices,
  type Service,
} from '@aws-sdk/client-ecs';
import { arnPattern } from './arn-pattern.ts';
import { homeOf, lastOf } from './arns.ts';
import { chunks } from './chunks.ts';
import type { Looking } from './looking.ts';
import type { Described, ResourceFamily } from './resource-family.ts';

/** Names that one call takes. */
const atOnce = { clusters: 100, services: 10 };

type EcsTags = readonly { readonly key?: string | undefined; readonly value?: string | undefined }[];

/** ECS writes its tags in small letters. */
export const ecsTags = (tags: EcsTags = []): Readonly<Record<string, string>> =>
  Object.fromEntries(tags.flatMap(({ key, value }) => (key === undefined ? [] : [[key, value ?? '']])));

/** ARNs of all clusters, or those of the names that exist. */
export async function clusterArns(client: ECSClient, names?: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { clusterArns: arns = [] } of paginateListClusters({ client }, {})) found.push(...arns);
  const wanted = names && new Set(names);
  return found.filter((id) => wanted?.has(lastOf(id)) ?? true);
}

export function ecsClusters(looking: Looking): ResourceFamily {
  const client = looking.client('ecs', ECSClient);
  return {
    type: 'ecs:cluster',
    arn: arnPattern('ecs:cluster'),
    async describe({ names }) {
      const found: Described[] = [];
      for (const clusters of chunks(await clusterArns(client, names), atOnce.clusters)) {
        const answer = await client.send(new DescribeClustersCommand({ clusters: [...clusters], include: ['TAGS'] }));
        found.push(...(answer.clusters ?? []).filter(({ status }) => status !== 'INACTIVE').map(describedCluster));
      }
      return found;
    },
  };
}

function describedCluster(cluster: Cluster): Described {
  const { clusterArn: id = '', clusterName: name = '', status = 'unknown' } = cluster;
  return {
    resource: {
      id,
      type: 'ecs:cluster',
      name,
      ...homeOf(id),
      tags: ecsTags(cluster.tags),
      healthy: status === 'ACTIVE',
    },
    state: { status, containerInstances: cluster.registeredContainerInstancesCount ?? 0 },
    raw: cluster,
  };
}

/** No target of any action: what puts tasks back that were stopped. Named `cluster/service`, as its ARN ends. */
export function ecsServices(looking: Looking): ResourceFamily {
  const client = looking.client('ecs', ECSClient);
  return {
    type: 'ecs:service',
    arn: arnPattern('ecs:service'),
    async describe({ names }) {
      const wanted = names && new Set(names.map(lastOf));
      const found: Described[] = [];
      for (const cluster of await clusterArns(client)) {
        const arns: string[] = [];
        for await (const { serviceArns = [] } of paginateListServices({ client }, { cluster }))
          arns.push(...serviceArns);
        for (const services of chunks(
          arns.filter((id) => wanted?.has(lastOf(id)) ?? true),
          atOnce.services,
        )) {
          const command = new DescribeServicesCommand({ cluster, services: [...services], include: ['TAGS'] });
          const answer = await client.send(command);
          found.push(...(answer.services ?? []).filter(({ status }) => status === 'ACTIVE').map(describedService));
        }
      }
      return found;
    },
  };
}

function describedService(service: Service): Described {
  const { serviceArn: id = '', desiredCount: desired = 0, runningCount: healthy = 0 } = service;
  return {
    resource: {
      id,
      type: 'ecs:service',
      name: nameOfService(service.clusterArn ?? '', service.serviceName ?? ''),
      ...homeOf(id),
      tags: ecsTags(service.tags),
      healthy: healthy >= desired,
    },
    state: { desired, healthy },
    raw: service,
  };
}

export const nameOfService = (clusterArn: string, service: string): string => `${lastOf(clusterArn)}/${service}`;
