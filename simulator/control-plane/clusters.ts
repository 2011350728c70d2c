/** Clusters of databases: those of a global database are several of one service, each with instances of its own. */
import type { Server } from '../fleet.ts';
import type { DatabaseModel, GlobalDatabaseModel } from '../model.ts';
import type { Plane } from './plane.ts';
import type { ClusterRecord, GlobalRecord } from './state.ts';
import { noWrites } from './writes.ts';

export type GlobalDatabase = DatabaseModel & { readonly global: GlobalDatabaseModel };

/** The database that a cluster is of. @throws Error when the model has none: the state is not of this world. */
export function databaseOf(plane: Plane, cluster: string): DatabaseModel {
  for (const service of plane.model.services)
    if (service.kind === 'database' && clusterIds(service).includes(cluster)) return service;
  throw new Error(`no database ${cluster} in world ${plane.model.name}`);
}

/** Names of its clusters, that which writes at the start first. */
export const clusterIds = ({ id, global }: DatabaseModel): readonly string[] =>
  global?.clusters.map((cluster) => cluster.id) ?? [id];

export const clusterById = (plane: Plane, id: string): ClusterRecord | undefined =>
  plane.state.clusters.find((cluster) => cluster.id === id);

/** The cluster that an instance is of. */
export function clusterWith(plane: Plane, instance: string): ClusterRecord | undefined {
  return plane.state.clusters.find((cluster) => memberNames(plane, cluster.id).includes(instance));
}

/** In the model's order. */
export function memberNames(plane: Plane, cluster: string): readonly string[] {
  const { global, instances } = databaseOf(plane, cluster);
  return global?.clusters.find(({ id }) => id === cluster)?.instances ?? instances.map(({ id }) => id);
}

export const serversOf = (plane: Plane, cluster: string): readonly Server[] => {
  const { id } = databaseOf(plane, cluster);
  const own = new Set(memberNames(plane, cluster));
  return plane.fleet.servers.filter(({ service, name }) => service === id && own.has(name));
};

/** Reached, and not restarting: whether or not its cluster is attached. */
export function isThere(plane: Plane, cluster: ClusterRecord, name: string): boolean {
  const server = serversOf(plane, cluster.id).find((one) => one.name === name);
  return server?.reachable === true && cluster.restarting[name] === undefined;
}

/** Another instance first, in the model's order; the one that holds the role when there is none. */
export function candidate(plane: Plane, cluster: ClusterRecord, other = true): string | undefined {
  const names = memberNames(plane, cluster.id).filter((name) => isThere(plane, cluster, name));
  const [first] = other ? names.filter((name) => name !== cluster.writer) : [];
  return first ?? names[0];
}

export const globalsOf = ({ model }: Plane): readonly GlobalDatabase[] =>
  model.services.flatMap((service) =>
    service.kind === 'database' && service.global ? [service as GlobalDatabase] : [],
  );

export function globalRecord({ state }: Plane, { id, global }: GlobalDatabase): GlobalRecord {
  state.globals ??= [];
  const known = state.globals.find((record) => record.id === id);
  if (known) return known;
  const made: GlobalRecord = {
    id,
    primary: global.clusters[0]!.id,
    moving: null,
    detached: {},
    cameFrom: {},
    home: null,
    written: noWrites(),
    losses: [],
  };
  state.globals.push(made);
  return made;
}

/** Whether a cluster may take writes and answer reads at all. */
export function roleOf(plane: Plane, cluster: string): { readonly writes: boolean; readonly attached: boolean } {
  const database = databaseOf(plane, cluster);
  if (!database.global) return { writes: true, attached: true };
  const { primary, moving, detached } = globalRecord(plane, database as GlobalDatabase);
  return { writes: primary === cluster && moving === null, attached: detached[cluster] === undefined };
}
