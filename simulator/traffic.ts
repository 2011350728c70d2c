/** The seam between the control plane and the two ways of making traffic: `requests` and `closed-form`. */
import type { Instant } from './model.ts';

/**
 * Latencies of one node in one collection window, in log-linear buckets (relative error at
 * most 1 %). Percentiles are read from it; windows merge by adding.
 */
export interface LatencyHistogram {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Bucket index to count, sparse. */
  readonly buckets: ReadonlyMap<number, number>;
}

/** What happened at one node (client, load balancer or service) since the last `drain`. */
export interface NodeMeasurements {
  readonly node: string;
  /**
   * Requests that ended, at a client each counted once however often it was retried. A
   * load balancer's callers may give up: such a request neither succeeded nor failed.
   */
  readonly requests: number;
  readonly successes: number;
  readonly failures: number;
  /** Retries included: of a client, calls sent; of a load balancer or a service, calls received. */
  readonly attempts: number;
  /** Optional calls that failed and were answered by the fallback. */
  readonly fallbacks: number;
  readonly hits: number;
  readonly misses: number;
  readonly latency: LatencyHistogram;
  /** Server time spent serving, and server time there was, in milliseconds: their ratio is utilisation. */
  readonly busy: number;
  readonly capacity: number;
  /** Slot time in use, waits for downstream answers included, in milliseconds. As `busy` where missing. */
  readonly held?: number;
  /** Mean queue length over the window. */
  readonly queue: number;
}

export interface Traffic {
  /** Runs to `to` inclusive. */
  advance(to: Instant): void;
  /** A server was added, or a field of it changed, at the instant reached by the last `advance`. */
  changed(server: number): void;
  /** Names lead elsewhere, or load balancers have left or joined a zone, since the instant reached by the last `advance`. */
  rerouted(): void;
  /** Measurements since the last drain, one for each node, in the model's order. */
  drain(): readonly NodeMeasurements[];
  /** Writes that a database or a bucket has taken and answered since traffic began; of any other node 0. */
  written(service: string): number;
  /** What a load balancer's health checks say of a registered server now. */
  healthy(loadBalancer: string, server: number): boolean;
}
