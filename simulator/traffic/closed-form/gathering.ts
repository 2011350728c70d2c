/** What a node saw since the last drain: how long each situation held, and what that comes to. */
import type { Random } from '../../engine/random.ts';
import type { NodeMeasurements } from '../../traffic.ts';
import { drawFrom } from './noise.ts';
import { blend, type Profile } from './profile.ts';

export interface Use {
  /** Slots in their own work, slots in use, and requests waiting, on average. */
  readonly busy: number;
  readonly held: number;
  readonly queue: number;
}

const unused: Use = { busy: 0, held: 0, queue: 0 };

export class Gathering {
  readonly #node: string;
  #parts: [profile: Profile, scale: number][] = [];
  #busy = 0;
  #held = 0;
  #capacity = 0;
  #queue = 0;
  #span = 0;

  constructor(node: string) {
    this.#node = node;
  }

  /**
   * @param weight requests a millisecond that one walk of the profile stands for.
   * @param slots of servers that are up.
   */
  add(span: number, profile: Profile, weight: number, use: Use = unused, slots = 0): void {
    const last = this.#parts.at(-1);
    if (last?.[0] === profile) last[1] += weight * span;
    else this.#parts.push([profile, weight * span]);
    this.#busy += use.busy * span;
    this.#held += use.held * span;
    this.#queue += use.queue * span;
    this.#capacity += slots * span;
    this.#span += span;
  }

  drain(random: Random): NodeMeasurements {
    const [first] = this.#parts;
    const [profile, scale] = first && this.#parts.length === 1 ? first : ([blend(this.#parts), 1] as const);
    const { successes, failures, latency, count } = drawFrom(profile, scale, random);
    const refused = count('refusals');
    const drained = {
      node: this.#node,
      requests: successes + failures + refused + count('abandoned'),
      successes,
      failures: failures + refused,
      attempts: count('attempts'),
      fallbacks: count('fallbacks'),
      hits: count('hits'),
      misses: count('misses'),
      latency,
      busy: this.#busy,
      held: this.#held,
      capacity: this.#capacity,
      queue: this.#span > 0 ? this.#queue / this.#span : 0,
    };
    this.#parts = [];
    this.#busy = this.#held = this.#capacity = this.#queue = this.#span = 0;
    return drained;
  }
}
