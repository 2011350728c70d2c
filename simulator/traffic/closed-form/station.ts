/**
 * What a request meets at servers that share their work: M/M/c/K in equilibrium. Below
 * saturation waits are shortened as holding times vary less than exponential ones, by
 * (1 + cv²) / 2 (Allen and Cunneen's approximation); a saturated queue is as long either way.
 */
import type { Random } from '../../engine/random.ts';

export interface StationLoad {
  /** Arrivals a millisecond × `hold`: slots that would be in use if there were enough. */
  readonly load: number;
  /** Mean time for which a request holds a slot, in milliseconds. */
  readonly hold: number;
  /** Its squared coefficient of variation. */
  readonly variation: number;
  readonly servers: number;
  /** Requests that may wait. */
  readonly places: number;
}

export class Station {
  /** Probability that a request finds every slot and waiting place taken, and is refused. */
  readonly refused: number;
  /** Of the requests that are not refused: those that wait. */
  readonly waits: number;
  /** Mean number waiting. */
  readonly queue: number;
  /** Mean time between departures from a full station, in milliseconds. */
  readonly #departure: number;
  /** Cumulative probabilities of 0, 1, … waiting before one that waits. */
  readonly #before: readonly number[];

  constructor({ load, hold, variation, servers, places }: StationLoad) {
    this.#departure = (hold / servers) * (load < servers ? Math.min(1, (1 + variation) / 2) : 1);
    // State probabilities relative to the likeliest, so that nothing overflows.
    const logs: number[] = [0];
    for (let n = 1; n <= servers + places; n++) logs.push(logs[n - 1]! + Math.log(load / Math.min(n, servers)));
    const highest = Math.max(...logs);
    const weights = logs.map((log) => Math.exp(log - highest));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const p = weights.map((weight) => weight / total);
    this.refused = load > 0 ? p[servers + places]! : 0;
    this.queue = p.reduce((sum, probability, n) => sum + probability * Math.max(0, n - servers), 0);
    const waiting = load > 0 ? p.slice(servers, servers + places) : [];
    const all = waiting.reduce((sum, probability) => sum + probability, 0);
    this.waits = all > 0 && this.refused < 1 ? all / (1 - this.refused) : 0;
    let sum = 0;
    this.#before = waiting.map((probability) => {
      sum += probability;
      return sum / all;
    });
  }

  /** Milliseconds, of one that waits: until everyone before it, and then one more, have left. */
  wait(random: Random): number {
    const at = random.next();
    let before = this.#before.findIndex((cumulative) => at < cumulative);
    if (before < 0) before = this.#before.length - 1;
    // Many exponentials are nearly normal.
    if (before >= 30) return this.#departure * Math.max(0, before + 1 + Math.sqrt(before + 1) * random.normal());
    let time = 0;
    for (let i = 0; i <= before; i++) time += random.exponential(this.#departure);
    return time;
  }
}

/** Nobody waits. */
export const idle = new Station({ load: 0, hold: 0, variation: 1, servers: 1, places: 0 });
