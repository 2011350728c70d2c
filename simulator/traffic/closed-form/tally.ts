/** What the walks of one situation saw, for each node and each server. */
import { bucketOf } from '../../engine/histogram.ts';

export class NodeTally {
  attempts = 0;
  /** Failed without ever being served: no latency. */
  refusals = 0;
  /** Given up by the caller: neither succeeded nor failed. */
  abandoned = 0;
  fallbacks = 0;
  /** Of a database: those that were taken and answered. */
  writes = 0;
  hits = 0;
  misses = 0;
  /** Latency bucket to how often, of those that succeeded and those that failed. */
  readonly succeeded = new Map<number, number>();
  readonly failed = new Map<number, number>();

  ended(ok: boolean, latency: number): void {
    const buckets = ok ? this.succeeded : this.failed;
    const bucket = bucketOf(latency);
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
  }
}

export class ServerTally {
  /** Requests sent here, whether or not they found a place. */
  arrivals = 0;
  /** Requests served, and for how long they held a slot, own work and everything. */
  served = 0;
  hold = 0;
  /** Squares of the times that slots were held. */
  holdSquared = 0;
  work = 0;
  /** How long callers had them outstanding here. */
  outstanding = 0;
}
