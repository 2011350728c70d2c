/** Counts as they come in a window: Poisson about what the formulas expect. */
import { startOf } from '../../engine/histogram.ts';
import type { Random } from '../../engine/random.ts';
import type { LatencyHistogram } from '../../traffic.ts';

/** A Poisson draw; from 30 on, the normal that it is close to. */
export function poisson(mean: number, random: Random): number {
  if (mean <= 0) return 0;
  if (mean >= 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count++;
  return count;
}

/** Adds a draw for every bucket to `counts`, and answers how many were drawn. */
export function drawBuckets(
  expected: ReadonlyMap<number, number>,
  scale: number,
  random: Random,
  counts: Map<number, number>,
): number {
  let total = 0;
  for (const [bucket, times] of expected) {
    const count = poisson(times * scale, random);
    if (count === 0) continue;
    total += count;
    counts.set(bucket, (counts.get(bucket) ?? 0) + count);
  }
  return total;
}

/** Every request counts as the middle of its bucket. */
export function histogramOf(counts: ReadonlyMap<number, number>): LatencyHistogram {
  const buckets = new Map([...counts].sort((a, b) => a[0] - b[0]));
  let count = 0;
  let sum = 0;
  let min = 0;
  let max = 0;
  for (const [bucket, n] of buckets) {
    const value = (startOf(bucket) + startOf(bucket + 1)) / 2;
    if (count === 0) min = value;
    max = value;
    count += n;
    sum += n * value;
  }
  return { count, sum, min, max, buckets };
}
