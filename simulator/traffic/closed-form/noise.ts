/** Counts as they come in a window: Poisson about what the formulas expect. */
import type { Random } from '../../engine/random.ts';
import type { LatencyHistogram } from '../../traffic.ts';
import { bucketOfBin, type Count, type Profile } from './profile.ts';

/** A Poisson draw, by inversion; from 30 on, the normal that it is close to. */
export function poisson(mean: number, random: Random): number {
  if (mean <= 0) return 0;
  if (mean >= 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  const at = random.next();
  let count = 0;
  let probability = Math.exp(-mean);
  // Beyond 200 nothing is left of a mean below 30 but rounding.
  for (let below = probability; at >= below && count < 200; below += probability) probability *= mean / ++count;
  return count;
}

export interface Draw {
  readonly successes: number;
  readonly failures: number;
  readonly latency: LatencyHistogram;
  count(name: Count): number;
}

/** @param scale requests that one walk of the profile stands for. */
export function drawFrom({ bins, latencies, succeeded, failed, counts }: Profile, scale: number, random: Random): Draw {
  const buckets = new Map<number, number>();
  let successes = 0;
  let failures = 0;
  let sum = 0;
  let min = 0;
  let max = 0;
  for (let i = 0; i < bins.length; i++) {
    const good = poisson(succeeded[i]! * scale, random);
    const bad = poisson(failed[i]! * scale, random);
    if (good + bad === 0) continue;
    const latency = latencies[i]!;
    if (buckets.size === 0) min = latency;
    max = latency;
    sum += (good + bad) * latency;
    successes += good;
    failures += bad;
    buckets.set(bucketOfBin(bins[i]!), good + bad);
  }
  return {
    successes,
    failures,
    latency: { count: successes + failures, sum, min, max, buckets },
    count: (name) => poisson(counts[name] * scale, random),
  };
}
