/** One probe in one phase, in figures: a row of the before, during and after table. */
import { mean, quantileSorted } from 'simple-statistics';
import type { Sample } from '../history/journal.ts';

export interface Summary {
  /** Samples that have a value. */
  readonly n: number;
  readonly min: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly mean: number;
  /** 95 % interval of the mean, by the percentile bootstrap; missing below five samples. */
  readonly interval?: readonly [number, number];
  /** Samples out of tolerance, those without a number included. */
  readonly breaching: number;
}

/** Undefined when no sample has a numeric value. The unit is the probe's own. */
export function summarise(samples: readonly Sample[]): Summary | undefined {
  const values = samples.flatMap(({ value }) => (typeof value === 'number' ? [value] : [])).sort((a, b) => a - b);
  const [min] = values;
  const max = values.at(-1);
  if (min === undefined || max === undefined) return undefined;
  return {
    n: values.length,
    min,
    p50: quantileSorted(values, 0.5),
    p99: quantileSorted(values, 0.99),
    max,
    mean: mean(values),
    ...(values.length >= 5 && { interval: bootstrapMean(values) }),
    breaching: samples.filter(({ ok }) => ok === false).length,
  };
}

/** Percentile bootstrap (Efron 1979) of the mean, 1,000 resamples; the same values give the same interval. */
export function bootstrapMean(values: readonly number[], seed = 1): readonly [number, number] {
  const random = mulberry(seed);
  const means = Array.from({ length: 1000 }, () => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[Math.floor(random() * values.length)] ?? 0;
    return sum / values.length;
  }).sort((a, b) => a - b);
  return [quantileSorted(means, 0.025), quantileSorted(means, 0.975)];
}

/** Mulberry32: 32 bits of state are plenty for a thousand resamples. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
