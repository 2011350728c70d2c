/** Samples of one metric in one period, as CloudWatch keeps them: a statistic set, and their spread for percentiles. JSON-safe. */
import { NotSimulated } from '../cloud.ts';
import { percentile as histogramPercentile } from '../engine/histogram.ts';
import type { LatencyHistogram } from '../traffic.ts';

export interface StatisticSet {
  count: number;
  sum: number;
  min: number;
  max: number;
  /** Sample value to how often it occurred; with `buckets`, latency bucket to how often. */
  readonly spread: Record<string, number>;
  readonly buckets: boolean;
}

export const emptySet = (buckets = false): StatisticSet => ({ count: 0, sum: 0, min: 0, max: 0, spread: {}, buckets });

/** `times` samples of one value. */
export function addSamples(set: StatisticSet, value: number, times: number): void {
  if (times <= 0) return;
  set.min = set.count === 0 ? value : Math.min(set.min, value);
  set.max = set.count === 0 ? value : Math.max(set.max, value);
  set.count += times;
  set.sum += value * times;
  const key = String(value);
  set.spread[key] = (set.spread[key] ?? 0) + times;
}

export function addHistogram(set: StatisticSet, histogram: LatencyHistogram): void {
  if (histogram.count === 0) return;
  absorb(set, histogram.count, histogram.sum, histogram.min, histogram.max);
  for (const [bucket, n] of histogram.buckets) set.spread[bucket] = (set.spread[bucket] ?? 0) + n;
}

/** One set of everything in `sets`, which measure alike. */
export function mergeSets(sets: readonly StatisticSet[]): StatisticSet {
  const merged = emptySet(sets[0]?.buckets ?? false);
  for (const set of sets) {
    if (set.count === 0) continue;
    absorb(merged, set.count, set.sum, set.min, set.max);
    for (const [key, n] of Object.entries(set.spread)) merged.spread[key] = (merged.spread[key] ?? 0) + n;
  }
  return merged;
}

/**
 * Average, Sum, Minimum, Maximum, SampleCount, or a percentile such as p99 or p99.9
 * (nearest rank). The set holds at least one sample.
 * @throws NotSimulated for any other statistic.
 */
export function statistic(set: StatisticSet, stat: string): number {
  switch (stat) {
    case 'Average':
      return set.sum / set.count;
    case 'Sum':
      return set.sum;
    case 'Minimum':
      return set.min;
    case 'Maximum':
      return set.max;
    case 'SampleCount':
      return set.count;
    default:
      return percentile(set, percentOf(stat));
  }
}

const worked = new WeakMap<StatisticSet, Map<string, number>>();

/** As `statistic`, worked out once: probes look at the same closed periods again and again. */
export function closedStatistic(set: StatisticSet, stat: string): number {
  const known = worked.get(set) ?? new Map<string, number>();
  worked.set(set, known);
  const value = known.get(stat) ?? statistic(set, stat);
  known.set(stat, value);
  return value;
}

/** @throws NotSimulated for a statistic that is not modelled. */
export function checkStatistic(stat: string): void {
  if (!['Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount'].includes(stat)) percentOf(stat);
}

function percentOf(stat: string): number {
  const found = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(stat);
  if (!found) throw new NotSimulated(`the simulator does not model the statistic ${stat}`);
  return Number(found[1]);
}

function percentile(set: StatisticSet, p: number): number {
  const entries = Object.entries(set.spread).map(([key, n]) => [Number(key), n] as const);
  if (set.buckets) return histogramPercentile({ ...set, buckets: new Map(entries) }, p);
  const ascending = entries.sort((a, b) => a[0] - b[0]);
  const rank = (p / 100) * set.count;
  let seen = 0;
  for (const [value, n] of ascending) {
    seen += n;
    if (seen >= rank && seen > 0) return value;
  }
  return set.max;
}

function absorb(set: StatisticSet, count: number, sum: number, min: number, max: number): void {
  set.min = set.count === 0 ? min : Math.min(set.min, min);
  set.max = set.count === 0 ? max : Math.max(set.max, max);
  set.count += count;
  set.sum += sum;
}
