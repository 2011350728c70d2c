/**
 * Database clusters. The loss of the writer (restarting for no plan of ours, or out of
 * reach) starts a failover, which ends after the model's delay with the promotion of the
 * first instance that is there. A writer that is back before that keeps its role. A
 * planned restart is waited for.
 */

import { schedule } from './agenda.ts';
import { candidate, clusterById, clusterWith, databaseOf, isThere, memberNames, roleOf } from './clusters.ts';
import type { Plane } from './plane.ts';
import type { ClusterRecord } from './state.ts';
import { timings } from './timings.ts';

/** Looks after every cluster; true when one changed. */
export function superviseDatabases(plane: Plane): boolean {
  let changed = false;
  // In a secondary nobody writes, and nobody has to take that over.
  for (const cluster of plane.state.clusters)
    if (roleOf(plane, cluster.id).writes) changed = supervise(plane, cluster) || changed;
  return changed;
}

function supervise(plane: Plane, cluster: ClusterRecord): boolean {
  const { state } = plane;
  const { failover } = cluster;
  if (failover === null) {
    if (isThere(plane, cluster, cluster.writer) || cluster.restarting[cluster.writer] !== undefined) return false;
    const due = state.now + databaseOf(plane, cluster.id).failover;
    cluster.failover = { forced: false, due };
    schedule(state, due, { kind: 'promote', cluster: cluster.id });
    return true;
  }
  if (!failover.forced && isThere(plane, cluster, cluster.writer)) {
    cluster.failover = null;
    return true;
  }
  if (state.now < failover.due) return false;
  const next = candidate(plane, cluster);
  if (next === undefined) return false;
  cluster.writer = next;
  cluster.failover = null;
  return true;
}

/**
 * FailoverDBCluster: the writer restarts and comes back as a reader.
 * @returns a sentence when it cannot be done.
 */
export function forceFailover(plane: Plane, id: string): string | undefined {
  const cluster = clusterById(plane, id);
  if (!cluster) return `cluster ${id} does not exist`;
  if (!roleOf(plane, id).writes) return `cluster ${id} has no writer: another cluster of its global database writes`;
  if (cluster.failover !== null) return `cluster ${id} is failing over already`;
  const others = memberNames(plane, id).filter((name) => name !== cluster.writer);
  if (!others.some((name) => isThere(plane, cluster, name))) return `cluster ${id} has no reader to promote`;
  const due = plane.state.now + databaseOf(plane, id).failover;
  restart(plane, cluster, cluster.writer, due);
  cluster.failover = { forced: true, due };
  schedule(plane.state, due, { kind: 'promote', cluster: id });
  return undefined;
}

/** RebootDBInstance without failover: the cluster waits for the instance. */
export function reboot(plane: Plane, instance: string): void {
  const cluster = clusterWith(plane, instance);
  if (cluster) restart(plane, cluster, instance, plane.state.now + timings.databaseRestart);
}

export function databaseBooted(plane: Plane, id: string, instance: string): void {
  const cluster = clusterById(plane, id);
  const until = cluster?.restarting[instance];
  if (cluster && until !== undefined && until <= plane.state.now) delete cluster.restarting[instance];
}

function restart(plane: Plane, cluster: ClusterRecord, instance: string, until: number): void {
  cluster.restarting[instance] = Math.max(until, cluster.restarting[instance] ?? 0);
  schedule(plane.state, until, { kind: 'database-booted', cluster: cluster.id, instance });
}
