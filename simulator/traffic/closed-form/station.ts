/** M/M/c/K in equilibrium: what a request meets at servers that share their work. */
import type { Random } from '../../engine/random.ts';

export class Station {
  /** Probability that a request finds every slot and waiting place taken, and is refused. */
  readonly refused: number;
  /** Of the requests that are not refused: those that wait. */
  readonly waits: number;
  /** Mean number waiting. */
  readonly queue: number;
  readonly #servers: number;
  readonly #hold: number;
  /** Cumulative probabilities of 0, 1, … waiting before one that waits. */
  readonly #before: readonly number[];

  /**
   * @param load arrivals a millisecond × `hold`: slots that would be in use if there were enough.
   * @param hold mean time for which a request holds a slot, in milliseconds.
   */
  constructor(load: number, hold: number, servers: number, places: number) {
    this.#servers = servers;
    this.#hold = hold;
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
    const departure = this.#hold / this.#servers;
    // Many exponentials are nearly normal.
    if (before >= 30) return departure * Math.max(0, before + 1 + Math.sqrt(before + 1) * random.normal());
    let time = 0;
    for (let i = 0; i <= before; i++) time += random.exponential(departure);
    return time;
  }
}

/** Nobody waits. */
export const idle = new Station(0, 0, 1, 0);
