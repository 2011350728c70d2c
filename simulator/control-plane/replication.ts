/**
 * How far a table's replica is behind. While replication is paused it falls behind by a
 * second each second; resumed, it takes in ten seconds of writes in each until it is as
 * close as usual.
 */
import type { Millis, TableModel } from '../model.ts';
import { arnsOf } from './arns.ts';
import { effectsInForce, influenceOn } from './effects.ts';
import type { Plane } from './plane.ts';
import type { LagRecord } from './state.ts';

/** Seconds of writes that a replica takes in each second while it catches up. */
const catchingUp = 10;

/** To be called after every change of the faults in force. */
export function followReplication(plane: Plane): void {
  const { state, model, seed } = plane;
  const effects = effectsInForce(state).filter(({ kind }) => kind === 'no-replication');
  for (const service of model.services) {
    if (service.kind !== 'table') continue;
    const paused = !influenceOn(effects, arnsOf(model, seed).table(service.id), undefined).replicates;
    const known = state.lags?.find(({ id }) => id === service.id);
    if (!paused && !known) continue;
    const record: LagRecord = known ?? { id: service.id, pausedSince: null, behind: 0, at: state.now };
    if (!known) state.lags = [...(state.lags ?? []), record];
    if (paused === (record.pausedSince !== null)) continue;
    record.behind = behind(record, state.now);
    record.at = state.now;
    record.pausedSince = paused ? state.now : null;
  }
}

/** Of the replica now. */
export function lagOf(plane: Plane, table: TableModel): Millis {
  const record = plane.state.lags?.find(({ id }) => id === table.id);
  return table.replica.lag + (record ? behind(record, plane.state.now) : 0);
}

/**
 * Share of the reads at the replica that see what has been written over since: an item's
 * writes are Poisson, so that none came within the lag with probability e^(−lag / mean time between).
 */
export const staleShare = (lag: Millis, { replica: { rewrittenEvery } }: TableModel): number =>
  1 - Math.exp(-lag / rewrittenEvery);

export function behind({ pausedSince, behind: before, at }: LagRecord, now: number): Millis {
  const since = now - at;
  return pausedSince !== null ? before + since : Math.max(0, before - catchingUp * since);
}
