/** A node's traffic in one situation, ready to be drawn from: expectations for each request that a walk stands for. */
import { startOf } from '../../engine/histogram.ts';
import type { NodeTally } from './tally.ts';

/** Latency buckets are taken eight at a time: a bin is 6 % wide, and a run has eight times fewer draws to make. */
const binBits = 3;

/** A bin stands for its middle bucket. */
export const bucketOfBin = (bin: number): number => (bin << binBits) + (1 << (binBits - 1));

export interface Profile {
  /** Ascending. */
  readonly bins: readonly number[];
  /** By bin: milliseconds. */
  readonly latencies: Float64Array;
  /** By bin: requests that succeeded and that failed, with such a latency. */
  readonly succeeded: Float64Array;
  readonly failed: Float64Array;
  readonly counts: Readonly<Record<Count, number>>;
}

/** What is counted without a latency. */
export const countNames = ['refusals', 'abandoned', 'attempts', 'fallbacks', 'hits', 'misses'] as const;
export type Count = (typeof countNames)[number];

export function profileOf(tally: NodeTally): Profile {
  const { refusals, abandoned, attempts, fallbacks, hits, misses } = tally;
  return profile(binned(tally.succeeded), binned(tally.failed), {
    refusals,
    abandoned,
    attempts,
    fallbacks,
    hits,
    misses,
  });
}

/** `scale` times each, added up. */
export function blend(parts: readonly (readonly [profile: Profile, scale: number])[]): Profile {
  const succeeded = new Map<number, number>();
  const failed = new Map<number, number>();
  const counts = { refusals: 0, abandoned: 0, attempts: 0, fallbacks: 0, hits: 0, misses: 0 };
  for (const [part, scale] of parts) {
    for (const [i, bin] of part.bins.entries()) {
      succeeded.set(bin, (succeeded.get(bin) ?? 0) + scale * part.succeeded[i]!);
      failed.set(bin, (failed.get(bin) ?? 0) + scale * part.failed[i]!);
    }
    for (const name of countNames) counts[name] += scale * part.counts[name];
  }
  return profile(succeeded, failed, counts);
}

function profile(
  succeeded: ReadonlyMap<number, number>,
  failed: ReadonlyMap<number, number>,
  counts: Profile['counts'],
): Profile {
  const bins = [...new Set([...succeeded.keys(), ...failed.keys()])].sort((a, b) => a - b);
  return {
    bins,
    latencies: Float64Array.from(bins, (bin) => startOf(bucketOfBin(bin))),
    succeeded: Float64Array.from(bins, (bin) => succeeded.get(bin) ?? 0),
    failed: Float64Array.from(bins, (bin) => failed.get(bin) ?? 0),
    counts,
  };
}

function binned(buckets: ReadonlyMap<number, number>): Map<number, number> {
  const bins = new Map<number, number>();
  for (const [bucket, times] of buckets) bins.set(bucket >> binBits, (bins.get(bucket >> binBits) ?? 0) + times);
  return bins;
}
