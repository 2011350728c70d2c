/** What a node measured since the last drain, gathered window by window. */
import type { Random } from '../../engine/random.ts';
import type { NodeMeasurements } from '../../traffic.ts';
import { drawBuckets, histogramOf, poisson } from './noise.ts';
import type { NodeTally } from './tally.ts';

export class Gathering {
  readonly #node: string;
  #successes = 0;
  #failures = 0;
  #abandoned = 0;
  #attempts = 0;
  #fallbacks = 0;
  #hits = 0;
  #misses = 0;
  #latency = new Map<number, number>();
  #busy = 0;
  #held = 0;
  #capacity = 0;
  #queue = 0;
  #span = 0;

  constructor(node: string) {
    this.#node = node;
  }

  /** @param scale requests that one walk of the tally stands for. */
  add(tally: NodeTally, scale: number, random: Random): void {
    this.#successes += drawBuckets(tally.succeeded, scale, random, this.#latency);
    this.#failures += drawBuckets(tally.failed, scale, random, this.#latency) + poisson(tally.refusals * scale, random);
    this.#abandoned += poisson(tally.abandoned * scale, random);
    this.#attempts += poisson(tally.attempts * scale, random);
    this.#fallbacks += poisson(tally.fallbacks * scale, random);
    this.#hits += poisson(tally.hits * scale, random);
    this.#misses += poisson(tally.misses * scale, random);
  }

  /** Slots on average over `span` milliseconds. */
  occupy(
    span: number,
    use: { readonly busy: number; readonly held: number; readonly queue: number },
    slots: number,
  ): void {
    this.#busy += use.busy * span;
    this.#held += use.held * span;
    this.#queue += use.queue * span;
    this.#capacity += slots * span;
    this.#span += span;
  }

  drain(): NodeMeasurements {
    const drained = {
      node: this.#node,
      requests: this.#successes + this.#failures + this.#abandoned,
      successes: this.#successes,
      failures: this.#failures,
      attempts: this.#attempts,
      fallbacks: this.#fallbacks,
      hits: this.#hits,
      misses: this.#misses,
      latency: histogramOf(this.#latency),
      busy: this.#busy,
      held: this.#held,
      capacity: this.#capacity,
      queue: this.#span > 0 ? this.#queue / this.#span : 0,
    };
    this.#successes = this.#failures = this.#abandoned = this.#attempts = 0;
    this.#fallbacks = this.#hits = this.#misses = 0;
    this.#latency = new Map();
    this.#busy = this.#held = this.#capacity = this.#queue = this.#span = 0;
    return drained;
  }
}
