/**
 * How far the copy of a table or a bucket is behind. While replication is paused it falls
 * behind by a second each second; resumed, it takes in ten seconds of writes in each until it
 * is as close as usual. A pause of one face of a global table holds up both ways: nothing is
 * read from it, and nothing written to it.
 */
import type { BucketModel, Millis, ServiceModel, TableModel, WorldModel } from '../model.ts';
import { arnsOf } from './arns.ts';
import { effectsInForce, influenceOn } from './effects.ts';
import type { Plane } from './plane.ts';
import type { LagRecord } from './state.ts';

/** Seconds of writes that a copy takes in each second while it catches up. */
const catchingUp = 10;

/** To be called after every change of the faults in force. */
export function followReplication(plane: Plane): void {
  const { state, model } = plane;
  for (const service of model.services) {
    if (service.kind !== 'table' && service.kind !== 'bucket') continue;
    const paused = !replicates(plane, service);
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

/** Whether what is written to it reaches its copy. */
export function replicates({ state, model, seed }: Plane, service: TableModel | BucketModel): boolean {
  const effects = effectsInForce(state).filter(({ kind }) => kind === 'no-replication');
  if (effects.length === 0) return true;
  const arns = arnsOf(model, seed);
  const faces = [service, ...(service.kind === 'table' ? twinsOf(model, service) : [])];
  return faces.every((face) => {
    const arn = face.kind === 'table' ? arns.table(face.id) : arns.bucket(face.id);
    return influenceOn(effects, arn, undefined).replicates;
  });
}

const twinsOf = ({ services }: WorldModel, { replica }: TableModel): readonly TableModel[] =>
  services.filter((one: ServiceModel): one is TableModel => one.kind === 'table' && one.id === replica.as);

/** Of the copy now. 0 for a bucket that is copied nowhere. */
export function lagOf({ state }: Plane, service: TableModel | BucketModel): Millis {
  const usual = service.kind === 'table' ? service.replica.lag : (service.replication?.lag ?? 0);
  const record = state.lags?.find(({ id }) => id === service.id);
  return usual + (record ? behind(record, state.now) : 0);
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
