import { LatencyRecorder } from '../engine/histogram.ts';
import type { QueueResult, QueueRun } from './result.ts';

/** Counts customers in the order of their arrival, leaving out those of the warm-up. */
export class Tally {
  readonly #warmUp: number;
  readonly #last: number;
  readonly #sojourns = new LatencyRecorder();
  #arrived = 0;
  #counted = 0;
  #waited = 0;
  #waits = 0;
  #present = 0;
  #presence = 0;
  #since = 0;
  #opened = 0;
  #now = 0;

  constructor({ warmUp, customers }: QueueRun) {
    this.#warmUp = warmUp;
    this.#last = warmUp + customers;
  }

  /** All that are counted have arrived. */
  get over(): boolean {
    return this.#arrived >= this.#last;
  }

  arrival(now: number): void {
    this.#pass(now);
    this.#present++;
    if (++this.#arrived === this.#warmUp) this.#open(now);
  }

  departure(now: number): void {
    this.#pass(now);
    this.#present--;
  }

  /** A customer's service begins. */
  service(arrivedAt: number, now: number, time: number): void {
    if (this.#arrived <= this.#warmUp) return;
    const wait = now - arrivedAt;
    this.#counted++;
    if (wait > 0) this.#waited++;
    this.#waits += wait;
    this.#sojourns.record(wait + time);
  }

  result(events: number): QueueResult {
    const sojourns = this.#sojourns.snapshot();
    return {
      customers: this.#counted,
      meanWait: this.#waits / this.#counted,
      meanSojourn: sojourns.sum / this.#counted,
      waitedShare: this.#waited / this.#counted,
      meanInSystem: this.#presence / (this.#now - this.#opened),
      sojourns,
      events,
    };
  }

  #pass(now: number): void {
    this.#presence += this.#present * (now - this.#since);
    this.#since = now;
    this.#now = now;
  }

  #open(now: number): void {
    this.#opened = now;
    this.#presence = 0;
  }
}
