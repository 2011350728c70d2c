/** Clusters of databases and their instances. A cluster of a global database says who writes for all of them. */
import type { CloudResource } from '../cloud.ts';
import type { DatabaseModel } from '../model.ts';
import { arnsOf } from './arns.ts';
import { clusterById, clusterIds, type GlobalDatabase, globalRecord, roleOf, serversOf } from './clusters.ts';
import { resource } from './described.ts';
import type { Plane } from './plane.ts';
import { securityGroupsOn } from './security-groups.ts';
import type { ClusterRecord } from './state.ts';

export const describeDatabase = (plane: Plane, database: DatabaseModel): readonly CloudResource[] =>
  clusterIds(database).flatMap((id) => describeCluster(plane, database, clusterById(plane, id)!));

function describeCluster(plane: Plane, database: DatabaseModel, record: ClusterRecord): readonly CloudResource[] {
  const arns = arnsOf(plane.model, plane.seed);
  const servers = serversOf(plane, record.id);
  const follows = secondaryState(plane, database, record.id);
  const cluster = resource(
    plane,
    arns.cluster(record.id),
    'rds:cluster',
    record.id,
    database.tags,
    {
      status: follows?.status ?? (record.failover === null ? 'available' : 'failing-over'),
      // Nobody writes in a secondary.
      writer: follows?.role === 'secondary' ? 'none' : record.writer,
      members: servers.length,
      ...follows?.shown,
    },
    {
      healthy: servers.some(({ writer, reachable, up }) =>
        follows?.role === 'secondary' ? up && reachable : writer && reachable,
      ),
    },
  );
  const instances = servers.map((server) => {
    const state = {
      status: record.restarting[server.name] === undefined ? 'available' : 'rebooting',
      role: record.writer === server.name && follows?.role !== 'secondary' ? 'writer' : 'reader',
    };
    const more = {
      zone: server.zone!,
      group: record.id,
      ...securityGroupsOn(plane, database.id),
      healthy: server.up && server.reachable,
    };
    return resource(plane, arns.database(server.name), 'rds:db', server.name, database.tags, state, more);
  });
  return [cluster, ...instances];
}

/** Undefined for a database of one cluster. */
function secondaryState(plane: Plane, database: DatabaseModel, cluster: string) {
  if (!database.global) return undefined;
  const arns = arnsOf(plane.model, plane.seed);
  const { primary, moving } = globalRecord(plane, database as GlobalDatabase);
  const role = primary === cluster ? 'primary' : 'secondary';
  const writerCluster = arns.cluster(primary);
  const shown = {
    global: database.id,
    globalRole: role,
    globalMembers: database.global.clusters.length,
    writerCluster,
    writerRegion: writerCluster.split(':')[3]!,
  };
  const takesPart = moving !== null && (moving.to === cluster || role === 'primary');
  if (takesPart) return { role, shown, status: moving.lossy ? 'failing-over' : 'switching-over' } as const;
  return { role, shown, ...(!roleOf(plane, cluster).attached && { status: 'not-attached' }) } as const;
}
