/**
 * Who asks where a name leads, and for how long they go by the answer. A client is a thousand
 * groups of users, each behind a resolver. A resolver keeps an answer for its time to live,
 * or for longer where it ignores that; users who stick keep a connection, whatever the
 * resolver knows by now, until it has grown old or brings no answer.
 */
import { type Random, stream } from '../../engine/random.ts';
import type { ClientModel, Millis } from '../../model.ts';
import { type Answer, type Answered, answerAt, answersAt } from '../../routing.ts';
import { place } from '../nature.ts';

/** Groups of users of one client. */
export const groups = 1000;
/** Beyond the numbers of calls, which are drawn from the same 32 bits of a request. */
const salt = 0xffff;
/** Prime to `groups`: who sticks has nothing to do with whose resolver ignores times to live. */
const stride = 7919;

export class Resolvers {
  readonly #client: ClientModel;
  readonly #ttl: Millis;
  readonly #random: Random;
  readonly #answered: () => readonly Answered[];
  /** By group: nodes by their place in `#nodes`, −1 for none, and until when they go by it. */
  readonly #resolved = new Int32Array(groups);
  readonly #resolvedUntil = new Float64Array(groups);
  readonly #held = new Int32Array(groups);
  readonly #heldUntil = new Float64Array(groups);
  readonly #nodes: string[] = [];

  /**
   * Traffic is taken up in its course: answers and connections are of every age.
   * @param answered the last one since whenever, up to the instant `start` and beyond
   */
  constructor(client: ClientModel, ttl: Millis, answered: () => readonly Answered[], seed: number, start: number) {
    this.#client = client;
    this.#ttl = ttl;
    this.#answered = answered;
    this.#random = stream(seed, `resolvers/${client.id}/${start}`);
    for (let group = 0; group < groups; group++) {
      const keep = this.#keep(group);
      const age = this.#random.next() * keep;
      this.#resolved[group] = this.#draw(answersAt(answered(), start - age));
      this.#resolvedUntil[group] = keep - age;
      const { for: held = 0 } = this.#sticks(group) ? client.sticky! : {};
      const since = this.#random.next() * held;
      this.#held[group] = held === 0 ? -1 : this.#draw(answersAt(answered(), start - since - age));
      this.#heldUntil[group] = held - since;
    }
  }

  /** Where a request of this nature goes at `now`, in milliseconds since the start of traffic; undefined where there is no answer. */
  destination(nature: number, now: number): string | undefined {
    const group = groupOf(nature);
    if (!this.#sticks(group)) return this.#nodes[this.#resolve(group, now)];
    if (now >= this.#heldUntil[group]!) {
      this.#held[group] = this.#resolve(group, now);
      this.#heldUntil[group] = now + this.#client.sticky!.for;
    }
    return this.#nodes[this.#held[group]!];
  }

  /** A request of this nature got no answer in time: its connection is closed. */
  unanswered(nature: number): void {
    this.#heldUntil[groupOf(nature)] = Number.NEGATIVE_INFINITY;
  }

  #resolve(group: number, now: number): number {
    if (now >= this.#resolvedUntil[group]!) {
      this.#resolved[group] = this.#draw(this.#answered().at(-1)?.answers ?? []);
      this.#resolvedUntil[group] = now + this.#keep(group);
    }
    return this.#resolved[group]!;
  }

  #keep(group: number): Millis {
    const { ignoreTtl } = this.#client;
    return ignoreTtl && group < ignoreTtl.share * groups ? Math.max(ignoreTtl.keep, this.#ttl) : this.#ttl;
  }

  #sticks(group: number): boolean {
    const { sticky } = this.#client;
    return sticky !== undefined && (group * stride) % groups < sticky.share * groups;
  }

  #draw(answers: readonly Answer[]): number {
    if (answers.length === 0) return -1;
    // Shares may come to a little less than 1.
    const chosen = (answers.length > 1 && answerAt(answers, this.#random.next())) || answers.at(-1)!;
    const known = this.#nodes.indexOf(chosen.to);
    return known >= 0 ? known : this.#nodes.push(chosen.to) - 1;
  }
}

const groupOf = (nature: number): number => Math.floor(place(nature, salt) * groups);
