/**
 * How far the secondaries of a global database are behind, and what a failover loses for it.
 * Replication goes on while the writer and an instance of the secondary reach each other; cut
 * off, the secondary stays where it was, and catches up as a table's replica does. Writes are
 * taken as even between two looks, which are ten seconds apart at most and at every loss.
 */
import type { Millis } from '../model.ts';
import { clusterById, type GlobalDatabase, globalRecord, globalsOf, isThere, serversOf } from './clusters.ts';
import type { Plane } from './plane.ts';
import { behind } from './replication.ts';
import type { GlobalRecord, LagRecord } from './state.ts';
import { countWrites, takenAt } from './writes.ts';

/** Losses that are remembered, for metrics and for who asks how far back they reach. */
const kept = 50;
const sampleFor: Millis = 120_000;

/** To be called after every change of the fleet, and whenever metrics are collected. */
export function followGlobals(plane: Plane): void {
  for (const database of globalsOf(plane)) {
    const record = globalRecord(plane, database);
    sample(plane, database, record);
    for (const { id } of database.global.clusters) if (id !== record.primary) follow(plane, database, record, id);
  }
}

/** Of one cluster; 0 of that which writes. */
export function lagOfCluster(plane: Plane, database: GlobalDatabase, cluster: string): Millis {
  if (globalRecord(plane, database).primary === cluster) return 0;
  const record = recordOf(plane, cluster);
  return database.global.lag + (record ? behind(record, plane.state.now) : 0);
}

/** Of the secondary that is furthest behind. */
export const lagOfDatabase = (plane: Plane, database: GlobalDatabase): Millis =>
  Math.max(...database.global.clusters.map(({ id }) => lagOfCluster(plane, database, id)));

/** Whether a cluster follows as closely as it ever does. */
export const isReplicated = (plane: Plane, database: GlobalDatabase, cluster: string): boolean =>
  linked(plane, database, cluster) && lagOfCluster(plane, database, cluster) <= database.global.lag;

/** Counts what a cluster does not have, as lost now. */
export function lose(plane: Plane, database: GlobalDatabase, cluster: string): void {
  const record = globalRecord(plane, database);
  sample(plane, database, record);
  const at = plane.state.now;
  const from = at - lagOfCluster(plane, database, cluster);
  const writes = Math.round(record.written.taken - takenAt(record.written, from));
  record.losses.push({ at, from, writes });
  if (record.losses.length > kept) record.losses.shift();
  // What it is behind is gone: from now on it is what there is.
  plane.state.lags = plane.state.lags?.filter(({ id }) => id !== cluster) ?? [];
}

/** Writes that were lost from `since` on, and before now: what is lost at this instant is told the next time. */
export const lostSince = (plane: Plane, database: GlobalDatabase, since: number): number =>
  globalRecord(plane, database)
    .losses.filter(({ at }) => at >= since && at < plane.state.now)
    .reduce((sum, { writes }) => sum + writes, 0);

function follow(plane: Plane, database: GlobalDatabase, global: GlobalRecord, cluster: string): void {
  const { state } = plane;
  // Nobody writes while it moves: it stays as it is.
  const paused = global.detached[cluster] !== undefined || !linked(plane, database, cluster);
  const known = recordOf(plane, cluster);
  if (!paused && !known) return;
  const record: LagRecord = known ?? { id: cluster, pausedSince: null, behind: 0, at: state.now };
  if (!known) state.lags = [...(state.lags ?? []), record];
  if (paused === (record.pausedSince !== null)) return;
  record.behind = behind(record, state.now);
  record.at = state.now;
  record.pausedSince = paused ? state.now : null;
}

function linked(plane: Plane, database: GlobalDatabase, cluster: string): boolean {
  const { primary } = globalRecord(plane, database);
  const home = clusterById(plane, primary)!;
  const own = clusterById(plane, cluster)!;
  const from = serversOf(plane, primary).filter(({ name }) => isThere(plane, home, name));
  const to = serversOf(plane, cluster).filter(({ name }) => isThere(plane, own, name));
  return from.some((one) =>
    to.some((other) => !one.apart.includes(other.zone ?? '') && !other.apart.includes(one.zone ?? '')),
  );
}

const recordOf = ({ state }: Plane, cluster: string): LagRecord | undefined =>
  state.lags?.find(({ id }) => id === cluster);

const sample = ({ state, traffic }: Plane, { id }: GlobalDatabase, { written }: GlobalRecord): void =>
  countWrites(written, traffic.written(id), state.now, sampleFor);
