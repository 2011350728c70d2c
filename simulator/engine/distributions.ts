import type { TimeDistribution } from '../model.ts';
import { type Random, z99 } from './random.ts';

/** Draws times of one distribution from one stream, with the constants worked out beforehand. */
export class Sampler {
  readonly #kind: TimeDistribution['kind'];
  readonly #scale: number;
  readonly #sigma: number;
  readonly #random: Random;

  /** @throws RangeError for a negative time, or a 99th percentile below the median. */
  constructor(distribution: TimeDistribution, random: Random) {
    this.#kind = distribution.kind;
    this.#random = random;
    this.#scale = scaleOf(distribution);
    this.#sigma =
      distribution.kind === 'log-normal' && distribution.median > 0
        ? Math.log(distribution.p99 / distribution.median) / z99
        : 0;
    if (!(this.#scale >= 0) || !(this.#sigma >= 0)) {
      throw new RangeError(`not a distribution of times: ${JSON.stringify(distribution)}`);
    }
  }

  /** Milliseconds. */
  draw(): number {
    if (this.#kind === 'exactly') return this.#scale;
    if (this.#kind === 'exponential') return this.#random.exponential(this.#scale);
    return this.#scale * Math.exp(this.#sigma * this.#random.normal());
  }
}

const scaleOf = (d: TimeDistribution): number =>
  d.kind === 'exactly' ? d.value : d.kind === 'exponential' ? d.mean : d.median;

/** Mean in milliseconds; of a log-normal, median × e^(σ²/2). */
export function meanOf(distribution: TimeDistribution): number {
  if (distribution.kind !== 'log-normal') return scaleOf(distribution);
  const { median, p99 } = distribution;
  if (median === 0) return 0;
  return median * Math.exp((Math.log(p99 / median) / z99) ** 2 / 2);
}
