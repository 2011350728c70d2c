/** Aurora clusters and database instances. */
import {
  type DBCluster,
  type DBInstance,
  type GlobalCluster,
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
  RDSClient,
} from '@aws-sdk/client-rds';
import { arnPattern } from './arn-pattern.ts';
import { arn, homeOf } from './arns.ts';
import { globalClustersOf, globalOf, stateIn } from './global-clusters.ts';
import type { Looking } from './looking.ts';
import { type Described, type ResourceFamily, tagsOf } from './resource-family.ts';
import type { Zones } from './zones.ts';

async function clustersOf(client: RDSClient): Promise<readonly DBCluster[]> {
  const found: DBCluster[] = [];
  for await (const { DBClusters = [] } of paginateDescribeDBClusters({ client }, {})) found.push(...DBClusters);
  return found;
}

async function instancesOf(client: RDSClient): Promise<readonly DBInstance[]> {
  const found: DBInstance[] = [];
  for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client }, {})) found.push(...DBInstances);
  return found;
}

const writerOf = ({ DBClusterMembers = [] }: DBCluster): string | undefined =>
  DBClusterMembers.find(({ IsClusterWriter }) => IsClusterWriter)?.DBInstanceIdentifier;

/** A list of names or ids, as ids. */
async function zonesIn(list: string, zones: Zones): Promise<ReadonlySet<string>> {
  const named = list.split(',').map((zone) => zone.trim());
  return new Set(await Promise.all(named.map(async (zone) => (await zones.idOf(zone)) ?? zone)));
}

/**
 * RDS has no filter by tag, and answers an unknown id with an error: all are read, and
 * chosen from here. An account has few: the default quotas are 40 of each.
 */
export function rdsClusters({ client: clientOf, zones }: Looking): ResourceFamily {
  const client = clientOf('rds', RDSClient);
  return {
    type: 'rds:cluster',
    arn: arnPattern('rds:cluster'),
    parameters: {
      async writerAvailabilityZoneIdentifiers(found, value) {
        const wanted = await zonesIn(value, zones);
        const instances = await instancesOf(client);
        const inZone = await Promise.all(
          instances.map(async ({ DBInstanceIdentifier, AvailabilityZone }) =>
            wanted.has((await zones.idOf(AvailabilityZone)) ?? '') ? DBInstanceIdentifier : undefined,
          ),
        );
        return found.filter(({ state }) => inZone.includes(String(state.writer)));
      },
    },
    async describe({ names }) {
      const clusters = await clustersOf(client);
      const wanted = names && new Set(names);
      const found = clusters.filter(({ DBClusterIdentifier: name = '' }) => wanted?.has(name) ?? true);
      const globals = found.some(({ Engine }) => Engine?.startsWith('aurora')) ? await globalClustersOf(client) : [];
      return found.map((cluster) => describedCluster(cluster, globals));
    },
  };
}

function describedCluster(cluster: DBCluster, globals: readonly GlobalCluster[]): Described {
  const { DBClusterArn: id = '', DBClusterIdentifier: name = '', Status: status = 'unknown' } = cluster;
  const writer = writerOf(cluster);
  const global = globalOf(globals, id);
  const shared = global && stateIn(global, id);
  return {
    resource: {
      id,
      type: 'rds:cluster',
      name,
      ...homeOf(id),
      tags: tagsOf(cluster.TagList),
      // Nobody writes in a secondary of a global database, and it is none the worse for it.
      healthy: status === 'available' && (writer !== undefined || shared?.globalRole === 'secondary'),
    },
    state: { status, writer: writer ?? 'none', members: (cluster.DBClusterMembers ?? []).length, ...shared },
    raw: cluster,
  };
}

export function rdsInstances({ client: clientOf, zones }: Looking): ResourceFamily {
  const client = clientOf('rds', RDSClient);
  return {
    type: 'rds:db',
    arn: arnPattern('rds:db'),
    parameters: {
      async availabilityZoneIdentifiers(found, value) {
        const wanted = await zonesIn(value, zones);
        return found.filter(({ resource }) => wanted.has(resource.zone ?? ''));
      },
    },
    async describe({ names }) {
      const wanted = names && new Set(names);
      const all = await instancesOf(client);
      const instances = all.filter(({ DBInstanceIdentifier: name = '' }) => wanted?.has(name) ?? true);
      const clustered = instances.some(({ DBClusterIdentifier }) => DBClusterIdentifier !== undefined);
      const writers = new Set((clustered ? await clustersOf(client) : []).map(writerOf));
      return Promise.all(
        instances.map(async (instance) => {
          const {
            DBInstanceArn: id = '',
            DBInstanceIdentifier: name = '',
            DBInstanceStatus: status = 'unknown',
          } = instance;
          const { DBClusterIdentifier: group } = instance;
          const zone = await zones.idOf(instance.AvailabilityZone);
          return {
            resource: {
              id,
              type: 'rds:db',
              name,
              ...homeOf(id),
              ...(zone !== undefined && { zone }),
              tags: tagsOf(instance.TagList),
              ...(group !== undefined && { group }),
              securityGroups: (instance.VpcSecurityGroups ?? []).map(({ VpcSecurityGroupId }) =>
                arn('ec2', homeOf(id), `security-group/${VpcSecurityGroupId}`),
              ),
              healthy: status === 'available',
            },
            state: { status, role: group === undefined ? 'single' : writers.has(name) ? 'writer' : 'reader' },
            raw: instance,
          };
        }),
      );
    },
  };
}
