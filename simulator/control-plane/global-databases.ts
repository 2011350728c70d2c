/**
 * Who writes of a global database. Planned, nobody does until the other cluster has it all and
 * takes over. At once, what has not been replicated by then is lost, and the old primary has to
 * be attached again before it follows, which begins when it is there.
 */
import { schedule } from './agenda.ts';
import {
  candidate,
  clusterById,
  databaseOf,
  type GlobalDatabase,
  globalRecord,
  globalsOf,
  isThere,
} from './clusters.ts';
import { isReplicated, lagOfCluster, lose } from './global-replication.ts';
import type { Plane } from './plane.ts';
import type { GlobalRecord } from './state.ts';

/** Looks after every one; true when one changed. */
export function superviseGlobals(plane: Plane): boolean {
  let changed = false;
  for (const database of globalsOf(plane)) {
    const record = globalRecord(plane, database);
    changed = attach(plane, database, record) || changed;
    changed = complete(plane, record) || changed;
    changed = goHome(plane, database, record) || changed;
  }
  return changed;
}

/** SwitchoverGlobalCluster. @returns a sentence when it cannot be done. */
export function switchOver(plane: Plane, cluster: string): string | undefined {
  const found = secondary(plane, cluster);
  if (typeof found === 'string') return found;
  const { database, record } = found;
  const primary = clusterById(plane, record.primary)!;
  if (primary.failover !== null || !isThere(plane, primary, primary.writer))
    return `${record.primary} has no writer that could hand over`;
  if (!isReplicated(plane, database, cluster)) return `${cluster} does not have all that was written`;
  return begin(plane, record, cluster, { lossy: false, takes: database.global.switchOver });
}

/** FailoverGlobalCluster with AllowDataLoss. @returns a sentence when it cannot be done. */
export function failOver(plane: Plane, cluster: string): string | undefined {
  const found = secondary(plane, cluster);
  if (typeof found === 'string') return found;
  const { database, record } = found;
  lose(plane, database, cluster);
  return begin(plane, record, cluster, { lossy: true, takes: database.global.failOver });
}

/** Where its writer is to go as soon as it can: to where it was before this cluster took over. */
export function sendHome(plane: Plane, cluster: string): void {
  const database = databaseOf(plane, cluster);
  if (!database.global) return;
  const record = globalRecord(plane, database as GlobalDatabase);
  record.home = record.cameFrom[cluster] ?? null;
}

/** What is under way towards a cluster, as a sentence. */
export function comingTo(plane: Plane, cluster: string): string | undefined {
  const database = databaseOf(plane, cluster);
  if (!database.global) return undefined;
  const { moving } = globalRecord(plane, database as GlobalDatabase);
  if (moving?.to !== cluster) return undefined;
  return `${database.id} is ${moving.lossy ? 'failing' : 'switching'} over: ${cluster} does not write yet`;
}

export const writesNow = (plane: Plane, cluster: string): boolean => {
  const database = databaseOf(plane, cluster);
  return database.global === undefined || globalRecord(plane, database as GlobalDatabase).primary === cluster;
};

function secondary(plane: Plane, cluster: string) {
  const database = databaseOf(plane, cluster) as GlobalDatabase;
  const record = globalRecord(plane, database);
  if (record.primary === cluster) return `${cluster} writes already`;
  if (record.moving !== null) return `${database.id} is moving to ${record.moving.to} already`;
  if (record.detached[cluster] !== undefined) return `${cluster} is not attached`;
  if (candidate(plane, clusterById(plane, cluster)!, false) === undefined)
    return `${cluster} has no instance to promote`;
  return { database, record };
}

interface Move {
  readonly lossy: boolean;
  readonly takes: number;
}

function begin(plane: Plane, record: GlobalRecord, to: string, { lossy, takes }: Move): undefined {
  const due = plane.state.now + takes;
  record.moving = { to, due, lossy };
  record.cameFrom[to] = record.primary;
  schedule(plane.state, due, { kind: 'promote', cluster: to });
}

function complete(plane: Plane, record: GlobalRecord): boolean {
  const { moving, primary } = record;
  if (moving === null || plane.state.now < moving.due) return false;
  record.moving = null;
  const cluster = clusterById(plane, moving.to)!;
  const writer = candidate(plane, cluster, false);
  // Nobody there to take over any more: it is called off, and the old primary stays.
  if (writer === undefined) return true;
  cluster.writer = writer;
  cluster.failover = null;
  record.primary = moving.to;
  if (record.home === moving.to) record.home = null;
  clusterById(plane, primary)!.failover = null;
  if (moving.lossy) record.detached[primary] = { due: null };
  return true;
}

/** A cluster that was left behind follows again some time after an instance of it is there. */
function attach(plane: Plane, { global }: GlobalDatabase, { detached }: GlobalRecord): boolean {
  let changed = false;
  for (const [id, waiting] of Object.entries(detached)) {
    const cluster = clusterById(plane, id)!;
    if (candidate(plane, cluster, false) === undefined) waiting.due = null;
    else if (waiting.due === null) {
      waiting.due = plane.state.now + global.attach;
      schedule(plane.state, waiting.due, { kind: 'promote', cluster: id });
    } else if (waiting.due <= plane.state.now) {
      delete detached[id];
      // It was built anew, with all that there is.
      plane.state.lags = plane.state.lags?.filter((record) => record.id !== id) ?? [];
      changed = true;
    }
  }
  return changed;
}

function goHome(plane: Plane, database: GlobalDatabase, record: GlobalRecord): boolean {
  const { home } = record;
  if (home === null || record.moving !== null) return false;
  if (home === record.primary) {
    record.home = null;
    return false;
  }
  if (switchOver(plane, home) !== undefined) {
    const behind = lagOfCluster(plane, database, home) - database.global.lag;
    // Looked at again while it catches up.
    if (behind > 0) schedule(plane.state, plane.state.now + 10_000, { kind: 'effects' });
    return false;
  }
  return true;
}
