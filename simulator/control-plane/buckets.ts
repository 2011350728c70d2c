/**
 * Buckets that are copied to another Region. A read asks for an object whose age is
 * exponential, with the mean that the bucket says, among all that were written to the bucket
 * and to its copy: at the copy it finds nothing where the object was written to the other
 * and has not arrived. So while all is written at home and nothing arrives, a share of
 * 1 − e^(−lag / mean) misses, and fewer do once users write to the copy itself. That shows in
 * steps of a hundredth. A copy that is written to is not copied back, unless it says so itself.
 */
import type { BucketModel, Instant, Millis } from '../model.ts';
import type { Plane } from './plane.ts';
import { lagOf } from './replication.ts';
import type { BucketRecord } from './state.ts';
import { countWrites, noWrites, takenAt } from './writes.ts';

export type CopiedBucket = BucketModel & { readonly replication: NonNullable<BucketModel['replication']> };

const steps = 100;
/** Beyond the lag. */
const sampleFor: Millis = 120_000;

export const isCopied = (bucket: BucketModel): bucket is CopiedBucket => bucket.replication !== undefined;

/** To be called whenever metrics are collected. @returns whether reads of a copy find more, or less, by a step */
export function followBuckets(plane: Plane): boolean {
  const { model } = plane;
  const buckets = model.services.filter((service): service is BucketModel => service.kind === 'bucket');
  const copied = buckets.filter(isCopied);
  const concerned = new Set(copied.flatMap(({ id, replication }) => [id, replication.to]));
  for (const { id } of buckets) if (concerned.has(id)) countIn(plane, id, copied);
  let changed = false;
  for (const { id } of buckets) {
    const sources = copied.filter(({ replication }) => replication.to === id);
    if (sources.length === 0) continue;
    const found = sources.reduce((share, source) => share * (1 - missingShare(plane, source)), 1);
    const missing = Math.round((1 - found) * steps) / steps;
    const record = bucketRecord(plane, id);
    changed ||= record.missing !== missing;
    record.missing = missing;
  }
  return changed;
}

/** Writes that the copy does not have. */
export function pendingWrites(plane: Plane, bucket: CopiedBucket): number {
  const { written } = bucketRecord(plane, bucket.id);
  return Math.round(written.taken - takenAt(written, plane.state.now - lagOf(plane, bucket)));
}

/** Share of the copy's reads that ask for what has not arrived from this bucket. */
export function missingShare(plane: Plane, bucket: CopiedBucket): number {
  const { to, readAfter } = bucket.replication;
  const home = bucketRecord(plane, bucket.id);
  const written = (home.weight ?? 0) + (bucketRecord(plane, to).weight ?? 0);
  if (home.weight === null || written <= 0) return 0;
  const lag = lagOf(plane, bucket);
  const arrived = weightAt(home, plane.state.now - lag) * Math.exp(-lag / readAfter);
  return Math.min(1, Math.max(0, home.weight - arrived) / written);
}

export function bucketRecord({ state }: Pick<Plane, 'state'>, id: string): BucketRecord {
  state.buckets ??= [];
  const known = state.buckets.find((record) => record.id === id);
  if (known) return known;
  const made: BucketRecord = { id, written: noWrites(), weight: null, weights: [], missing: 0 };
  state.buckets.push(made);
  return made;
}

/** The weight follows the rate of writes as 1 − e^(−t / mean age), and has always been what it is when first seen. */
function countIn(plane: Plane, id: string, copied: readonly CopiedBucket[]): void {
  const { state, traffic } = plane;
  const record = bucketRecord(plane, id);
  const own = copied.filter((bucket) => bucket.id === id || bucket.replication.to === id);
  const furthest = Math.max(...own.map((bucket) => lagOf(plane, bucket)));
  const kept = furthest + sampleFor;
  const last = record.written.samples.at(-1);
  countWrites(record.written, traffic.written(id), state.now, kept);
  if (!last || last[0] >= state.now) return;
  const span = state.now - last[0];
  const rate = (record.written.taken - last[1]) / span;
  const { readAfter } = own[0]!.replication;
  record.weight = record.weight === null ? rate : rate + (record.weight - rate) * Math.exp(-span / readAfter);
  record.weights.push([state.now, record.weight]);
  const oldest = record.weights.findLastIndex(([at]) => at <= state.now - kept);
  if (oldest > 0) record.weights.splice(0, oldest);
}

/** Of an instant before the first look, as at the first. */
function weightAt({ weights, weight }: BucketRecord, at: Instant): number {
  const after = weights.findIndex(([when]) => when >= at);
  if (after < 0) return weight ?? 0;
  const [when, value] = weights[after]!;
  const before = weights[after - 1];
  if (!before || when === at) return value;
  return before[1] + ((value - before[1]) * (at - before[0])) / (when - before[0]);
}
