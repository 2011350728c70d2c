/**
 * The virtual clock. It stands still while anything is busy (an execution that is not
 * waiting, a trigger's handler), and moves only when all is quiet. One total order: world
 * events up to t, alarm evaluations at t, then timers by (time, sequence), each run to
 * quiescence before the next.
 *
 * Quiet is counted, not guessed from idle turns of the event loop: under concurrency those
 * let the clock run ahead of work that has not come to its turn.
 */
import type { Instant } from '../../core/ports/clock.ts';
import type { CloudEvent } from '../../simulator/cloud.ts';

/** The part of the simulated cloud that time is made of. */
export interface TimedWorld {
  readonly now: Instant;
  /** Up to `to`, or to the first instant at which something is announced: `SimulatedCloud.advance`. */
  advance(to: Instant): readonly CloudEvent[];
}

export interface Timer {
  /** The timer will not fire. Idempotent, and nothing once it has fired. */
  cancel(): void;
}

interface Pending {
  readonly at: Instant;
  readonly sequence: number;
  readonly fire: () => void;
}

export class VirtualClock {
  readonly #world: TimedWorld;
  #busy = 0;
  #sequence = 0;
  /** In the order of firing. A run holds a handful, so a sorted array does. */
  readonly #timers: Pending[] = [];
  #whenQuiet: (() => void)[] = [];

  readonly #beforeFiring: () => void;

  /** @param beforeFiring is called whenever a timer is about to fire: the moment to keep the world as it stands. */
  constructor(world: TimedWorld, beforeFiring: () => void = () => {}) {
    this.#world = world;
    this.#beforeFiring = beforeFiring;
  }

  now(): Instant {
    return this.#world.now;
  }

  get busy(): number {
    return this.#busy;
  }

  /** Holds time until the answer is called. Calling it again does nothing. */
  hold(): () => void {
    this.#busy++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      if (--this.#busy > 0) return;
      const waiting = this.#whenQuiet;
      this.#whenQuiet = [];
      for (const go of waiting) go();
    };
  }

  /** Holds time while `work` runs. */
  async during<T>(work: () => T | Promise<T>): Promise<T> {
    const release = this.hold();
    try {
      return await work();
    } finally {
      release();
    }
  }

  /** Calls `fire` once time has come to `at`, after the timers that were set before it for the same instant. */
  schedule(at: Instant, fire: () => void): Timer {
    const pending = { at: Math.max(at, this.now()), sequence: this.#sequence++, fire };
    const place = this.#timers.findIndex((other) => other.at > pending.at);
    this.#timers.splice(place < 0 ? this.#timers.length : place, 0, pending);
    return {
      cancel: () => {
        const index = this.#timers.indexOf(pending);
        if (index >= 0) this.#timers.splice(index, 1);
      },
    };
  }

  /** Resolves when nothing is busy. */
  quiet(): Promise<void> {
    return this.#busy === 0 ? Promise.resolve() : new Promise((resolve) => this.#whenQuiet.push(resolve));
  }

  /**
   * One move: to the next announcement of the world, the next timer, or `limit`, whichever
   * is first. Fires at most one timer and waits until all is quiet. Answers what the world
   * announced, which the caller has to handle before the next move.
   */
  async step(limit: Instant): Promise<readonly CloudEvent[]> {
    await this.quiet();
    const events = this.#world.advance(Math.min(limit, this.#timers[0]?.at ?? limit));
    if (events.length > 0) return events;
    const due = this.#timers[0];
    if (due === undefined || due.at > this.now()) return [];
    this.#timers.shift();
    this.#beforeFiring();
    due.fire();
    await this.quiet();
    return [];
  }
}
