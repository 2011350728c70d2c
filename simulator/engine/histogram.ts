/**
 * Latency histograms in log-linear buckets: each power of two is cut into 128
 * equal parts, so that anything in a bucket is within 1/128 = 0.8 % of anything else in it.
 */
import type { LatencyHistogram } from '../traffic.ts';

const partsBits = 7;
const parts = 1 << partsBits;
const shift = 20 - partsBits;
/** Anything below 2⁻¹⁰ ms, zero included, shares bucket 0. */
const lowestExponent = -10;
/** Anything from 2²⁸ ms (three days) on shares the last bucket. */
const highestExponent = 27;
const offset = ((lowestExponent + 1023) << partsBits) - 1;
const bucketCount = (highestExponent - lowestExponent + 1) * parts + 1;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
/** Which half of a double holds its exponent: differs with the machine's byte order. */
float[0] = 1;
const high = words[1] === 0 ? 0 : 1;

/** Bucket of a latency in milliseconds. */
export function bucketOf(ms: number): number {
  float[0] = ms;
  const bucket = (words[high]! >>> shift) - offset;
  return bucket < 0 || !(ms > 0) ? 0 : bucket >= bucketCount ? bucketCount - 1 : bucket;
}

/** Where a bucket begins, in milliseconds; it ends where the next begins. */
export function startOf(bucket: number): number {
  if (bucket <= 0) return 0;
  const octave = Math.floor((bucket - 1) / parts);
  return 2 ** (octave + lowestExponent) * (1 + ((bucket - 1) % parts) / parts);
}

/** Collects latencies; a reset costs no allocation. */
export class LatencyRecorder {
  readonly #counts = new Float64Array(bucketCount);
  #count = 0;
  #sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = 0;

  /** Adds one latency in milliseconds, `times` over. Negative values count as zero. */
  record(ms: number, times = 1): void {
    const value = ms > 0 ? ms : 0;
    const bucket = bucketOf(value);
    this.#counts[bucket] = this.#counts[bucket]! + times;
    this.#count += times;
    this.#sum += value * times;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  get count(): number {
    return this.#count;
  }

  /** A copy, buckets in ascending order. Empty: `min` and `max` are 0. */
  snapshot(): LatencyHistogram {
    const buckets = new Map<number, number>();
    if (this.#count === 0) return { count: 0, sum: 0, min: 0, max: 0, buckets };
    for (let bucket = bucketOf(this.#min); bucket <= bucketOf(this.#max); bucket++) {
      const n = this.#counts[bucket]!;
      if (n > 0) buckets.set(bucket, n);
    }
    return { count: this.#count, sum: this.#sum, min: this.#min, max: this.#max, buckets };
  }

  reset(): void {
    if (this.#count > 0) this.#counts.fill(0, bucketOf(this.#min), bucketOf(this.#max) + 1);
    this.#count = 0;
    this.#sum = 0;
    this.#min = Number.POSITIVE_INFINITY;
    this.#max = 0;
  }
}

/**
 * The `p`-th percentile (0 to 100) in milliseconds, within 1 %: what lies in one
 * bucket is taken as spread evenly over it. NaN for an empty histogram.
 */
export function percentile(histogram: LatencyHistogram, p: number): number {
  if (histogram.count === 0) return Number.NaN;
  if (p <= 0) return histogram.min;
  const rank = (Math.min(p, 100) / 100) * histogram.count;
  if (rank >= histogram.count) return histogram.max;
  let seen = 0;
  for (const [bucket, n] of ascending(histogram.buckets)) {
    if (seen + n >= rank) {
      const from = startOf(bucket);
      const value = from + ((startOf(bucket + 1) - from) * (rank - seen)) / n;
      return Math.min(histogram.max, Math.max(histogram.min, value));
    }
    seen += n;
  }
  return histogram.max;
}

/** One histogram of everything in `histograms`. */
export function merge(histograms: readonly LatencyHistogram[]): LatencyHistogram {
  const sums = new Map<number, number>();
  let count = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  for (const h of histograms) {
    if (h.count === 0) continue;
    for (const [bucket, n] of h.buckets) sums.set(bucket, (sums.get(bucket) ?? 0) + n);
    count += h.count;
    sum += h.sum;
    min = Math.min(min, h.min);
    max = Math.max(max, h.max);
  }
  return { count, sum, min: count === 0 ? 0 : min, max, buckets: new Map(ascending(sums)) };
}

const ascending = (buckets: ReadonlyMap<number, number>): (readonly [number, number])[] =>
  [...buckets].sort((a, b) => a[0] - b[0]);
