import {
  type DBCluster,
  type DBInstance,
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
} from '@aws-sdk/client-rds';
import type { DatabaseThing } from '../../../core/conformity/things.ts';
import { homeOf } from '../arns.ts';
import { tagsOf } from '../resource-family.ts';
import type { Reader } from './reader.ts';

const day = 86_400_000;

const alone = (instance: DBInstance): DatabaseThing => {
  const { DBInstanceArn: id = '', DBInstanceIdentifier: name = '' } = instance;
  return {
    kind: 'database',
    id,
    name,
    ...homeOf(id),
    tags: tagsOf(instance.TagList),
    multiZone: instance.MultiAZ ?? false,
    backupRetention: (instance.BackupRetentionPeriod ?? 0) * day,
    deletionProtection: instance.DeletionProtection ?? false,
  };
};

/** `MultiAZ` of an Aurora cluster is as told once; its instances say where they stand. */
const clustered = (cluster: DBCluster, instances: readonly DBInstance[]): DatabaseThing => {
  const { DBClusterArn: id = '', DBClusterIdentifier: name = '' } = cluster;
  const members = instances.filter(({ DBClusterIdentifier }) => DBClusterIdentifier === name);
  const zones = new Set(members.flatMap(({ AvailabilityZone }) => AvailabilityZone ?? []));
  return {
    kind: 'database',
    id,
    name,
    ...homeOf(id),
    tags: tagsOf(cluster.TagList),
    multiZone: members.length > 0 ? zones.size > 1 : (cluster.MultiAZ ?? false),
    backupRetention: (cluster.BackupRetentionPeriod ?? 0) * day,
    deletionProtection: cluster.DeletionProtection ?? false,
  };
};

export const databases: Reader = {
  kind: 'database',
  async read({ clients: { rds: client } }) {
    const instances: DBInstance[] = [];
    for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client }, {}))
      instances.push(...DBInstances);
    const clusters: DBCluster[] = [];
    for await (const { DBClusters = [] } of paginateDescribeDBClusters({ client }, {})) clusters.push(...DBClusters);
    const known = new Set(clusters.map(({ DBClusterIdentifier }) => DBClusterIdentifier));
    return [
      ...clusters.map((cluster) => clustered(cluster, instances)),
      ...instances.filter(({ DBClusterIdentifier: of }) => of === undefined || !known.has(of)).map(alone),
    ];
  },
};
