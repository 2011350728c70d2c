/** Clusters and node groups of EKS. Their pods are known to the cluster alone, whose API is not spoken here. */
import {
  DescribeClusterCommand,
  DescribeNodegroupCommand,
  EKSClient,
  paginateListClusters,
  paginateListNodegroups,
} from '@aws-sdk/client-eks';
import { arnPattern } from './arn-pattern.ts';
import { homeOf, lastOf } from './arns.ts';
import { chunks } from './chunks.ts';
import { failureOf, isFailure } from './errors.ts';
import type { Looking } from './looking.ts';
import { type Described, NotLookedAt, type ResourceFamily } from './resource-family.ts';

/** Clusters and groups looked at together: EKS answers about fifteen such calls a second. */
const atOnce = 10;

async function namesOfClusters(client: EKSClient): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { clusters = [] } of paginateListClusters({ client }, {})) names.push(...clusters);
  return names;
}

/** What is deleted between the list and the look is left out. */
async function unlessGone<T>(call: string, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    const failure = failureOf(error, call);
    if (isFailure(failure, 'NotFound')) return undefined;
    throw failure;
  }
}

async function lookedAt<T>(all: readonly T[], look: (each: T) => Promise<Described | undefined>): Promise<Described[]> {
  const found: Described[] = [];
  for (const some of chunks(all, atOnce))
    found.push(...(await Promise.all(some.map(look))).filter((each) => each !== undefined));
  return found;
}

export function eksClusters(looking: Looking): ResourceFamily {
  const client = looking.client('eks', EKSClient);
  return {
    type: 'eks:cluster',
    arn: arnPattern('eks:cluster'),
    async describe({ names }) {
      return lookedAt(names ? [...new Set(names)] : await namesOfClusters(client), async (name) => {
        const command = new DescribeClusterCommand({ name });
        const cluster = (await unlessGone('EKS DescribeCluster', () => client.send(command)))?.cluster;
        if (!cluster) return undefined;
        const { arn: id = '', status = 'unknown', version = 'unknown', tags = {} } = cluster;
        return {
          resource: { id, type: 'eks:cluster', name, ...homeOf(id), tags, healthy: status === 'ACTIVE' },
          state: { status, version },
          raw: cluster,
        };
      });
    },
  };
}

export function eksNodegroups(looking: Looking): ResourceFamily {
  const client = looking.client('eks', EKSClient);
  return {
    type: 'eks:nodegroup',
    arn: arnPattern('eks:nodegroup'),
    async describe({ names }) {
      const found: Described[] = [];
      for (const clusterName of await namesOfClusters(client)) {
        const groups: string[] = [];
        for await (const { nodegroups = [] } of paginateListNodegroups({ client }, { clusterName }))
          groups.push(...nodegroups);
        found.push(...(await lookedAt(groups, (name) => nodegroup(client, clusterName, name))));
      }
      // By its own name, or by what its ARN ends in.
      const wanted = names && new Set(names);
      return found.filter(({ resource: { id, name } }) => !wanted || wanted.has(name) || wanted.has(lastOf(id)));
    },
  };
}

async function nodegroup(client: EKSClient, clusterName: string, name: string): Promise<Described | undefined> {
  const command = new DescribeNodegroupCommand({ clusterName, nodegroupName: name });
  const group = (await unlessGone('EKS DescribeNodegroup', () => client.send(command)))?.nodegroup;
  if (!group) return undefined;
  const { nodegroupArn: id = '', status = 'unknown', scalingConfig, tags = {} } = group;
  const { desiredSize: desired = 0, minSize: min = 0, maxSize: max = 0 } = scalingConfig ?? {};
  return {
    resource: { id, type: 'eks:nodegroup', name, ...homeOf(id), tags, healthy: status === 'ACTIVE' },
    state: { status, desired, min, max },
    raw: group,
  };
}

/** Refused by name: to know how many pods would be hit, the cluster has to be asked. */
export const eksPods: ResourceFamily = {
  type: 'eks:pod',
  arn: arnPattern('eks:pod'),
  parameters: Object.fromEntries(
    ['clusterIdentifier', 'namespace', 'selectorType', 'selectorValue', 'targetContainerName'].map((name) => [
      name,
      async (found: readonly Described[]) => found,
    ]),
  ),
  async describe() {
    throw new NotLookedAt(
      'pods are known to their cluster alone, which this version does not ask: squall export --format fis writes the template, to be started in FIS',
    );
  },
};
