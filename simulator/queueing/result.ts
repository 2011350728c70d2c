import type { LatencyHistogram } from '../traffic.ts';

/** What one run of a queue showed after its warm-up. Times in milliseconds. */
export interface QueueResult {
  readonly customers: number;
  readonly meanWait: number;
  readonly meanSojourn: number;
  /** Share of customers that found no server free. */
  readonly waitedShare: number;
  /** Time average of the customers present, in service or not. */
  readonly meanInSystem: number;
  readonly sojourns: LatencyHistogram;
  /** Events handled, warm-up included. */
  readonly events: number;
}

/** What both queue models are asked for. */
export interface QueueRun {
  /** Mean time between Poisson arrivals, in milliseconds. */
  readonly interval: number;
  readonly seed: number;
  /** Customers that are counted, after `warmUp` that are not. */
  readonly customers: number;
  readonly warmUp: number;
}
