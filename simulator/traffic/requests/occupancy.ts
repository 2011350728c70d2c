/**
 * Integrals over time of what a service's servers do. Every change of a level is
 * preceded by `settle`, so a drain adds nothing to the error of the sums.
 */
export class Occupancy {
  /** Slots in their own service time. */
  working = 0;
  /** Slots in use, waits for downstream answers included. */
  held = 0;
  /** Requests waiting for a slot, over all servers. */
  queued = 0;
  /** Slots of servers that are up. */
  slots = 0;
  #since = 0;
  #drained = 0;
  #workingTime = 0;
  #heldTime = 0;
  #queueTime = 0;
  #slotTime = 0;

  settle(now: number): void {
    const elapsed = now - this.#since;
    if (elapsed === 0) return;
    this.#since = now;
    this.#workingTime += elapsed * this.working;
    this.#heldTime += elapsed * this.held;
    this.#queueTime += elapsed * this.queued;
    this.#slotTime += elapsed * this.slots;
  }

  /** `busy`, `held` and `capacity` in slot-milliseconds since the last drain, `queue` as a mean length. */
  drain(now: number): { busy: number; held: number; capacity: number; queue: number } {
    this.settle(now);
    const elapsed = now - this.#drained;
    const drained = {
      busy: this.#workingTime,
      held: this.#heldTime,
      capacity: this.#slotTime,
      queue: elapsed > 0 ? this.#queueTime / elapsed : this.queued,
    };
    this.#drained = now;
    this.#workingTime = 0;
    this.#heldTime = 0;
    this.#queueTime = 0;
    this.#slotTime = 0;
    return drained;
  }
}
