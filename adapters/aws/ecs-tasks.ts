/** Tasks of ECS that run. Those of a service are put back by it when they are lost. */
import { DescribeTasksCommand, ECSClient, paginateListTasks, type Task } from '@aws-sdk/client-ecs';
import { arnPattern } from './arn-pattern.ts';
import { homeOf, lastOf } from './arns.ts';
import { chunks } from './chunks.ts';
import { clusterArns, ecsTags, nameOfService } from './ecs.ts';
import type { Looking } from './looking.ts';
import type { Described, ResourceFamily } from './resource-family.ts';

const type = 'ecs:task';
/** Tasks that one call takes. */
const atOnce = 100;
const servicePrefix = 'service:';

/** Of every cluster: a task's id is told apart by its cluster alone, and no call takes tasks of several. */
export function ecsTasks(looking: Looking): ResourceFamily {
  const { zones } = looking;
  const client = looking.client('ecs', ECSClient);

  async function described(task: Task): Promise<Described> {
    const { taskArn: id = '', clusterArn = '', group = '', lastStatus = 'unknown', healthStatus = 'UNKNOWN' } = task;
    const zone = await zones.idOf(task.availabilityZone);
    const service = group.startsWith(servicePrefix) ? group.slice(servicePrefix.length) : undefined;
    return {
      resource: {
        id,
        type,
        name: lastOf(id),
        ...homeOf(id),
        ...(zone !== undefined && { zone }),
        tags: ecsTags(task.tags),
        ...(service !== undefined && { group: nameOfService(clusterArn, service) }),
        // UNKNOWN: its containers have no health check, which says nothing against it.
        healthy: lastStatus === 'RUNNING' && healthStatus !== 'UNHEALTHY',
      },
      state: { status: lastStatus, definition: lastOf(task.taskDefinitionArn ?? '') },
      raw: task,
    };
  }
  return {
    type,
    arn: arnPattern(type),
    parameters: {
      cluster: async (found, cluster) => found.filter(({ raw }) => namesCluster(cluster, raw as Task)),
      service: async (found, service) =>
        found.filter(({ raw }) => (raw as Task).group === `${servicePrefix}${lastOf(service)}`),
    },
    async describe({ names }) {
      const wanted = names && new Set(names);
      const found: Described[] = [];
      for (const cluster of await clusterArns(client)) {
        const arns: string[] = [];
        for await (const { taskArns = [] } of paginateListTasks({ client }, { cluster })) arns.push(...taskArns);
        for (const tasks of chunks(
          arns.filter((id) => wanted?.has(lastOf(id)) ?? true),
          atOnce,
        )) {
          const answer = await client.send(new DescribeTasksCommand({ cluster, tasks: [...tasks], include: ['TAGS'] }));
          const there = (answer.tasks ?? []).filter(({ lastStatus }) => lastStatus !== 'STOPPED');
          found.push(...(await Promise.all(there.map(described))));
        }
      }
      return found;
    },
  };
}

/** By its ARN, or by its name. */
const namesCluster = (given: string, { clusterArn = '' }: Task): boolean =>
  given === clusterArn || given === lastOf(clusterArn);
