import { LatencyRecorder } from '../../engine/histogram.ts';
import type { NodeMeasurements } from '../../traffic.ts';

/** Counts what happens at one node between two drains. */
export class Meter {
  readonly node: string;
  requests = 0;
  successes = 0;
  failures = 0;
  attempts = 0;
  fallbacks = 0;
  hits = 0;
  misses = 0;
  readonly latency = new LatencyRecorder();

  constructor(node: string) {
    this.node = node;
  }

  ended(succeeded: boolean): void {
    this.requests++;
    if (succeeded) this.successes++;
    else this.failures++;
  }

  /** What was counted, with the occupancy of a service (none for a client or a load balancer); counters start again. */
  drain(occupancy?: Pick<NodeMeasurements, 'busy' | 'held' | 'capacity' | 'queue'>): NodeMeasurements {
    const { node, requests, successes, failures, attempts, fallbacks, hits, misses } = this;
    const latency = this.latency.snapshot();
    this.requests = 0;
    this.successes = 0;
    this.failures = 0;
    this.attempts = 0;
    this.fallbacks = 0;
    this.hits = 0;
    this.misses = 0;
    this.latency.reset();
    const counts = { node, requests, successes, failures, attempts, fallbacks, hits, misses, latency };
    return occupancy ? { ...counts, ...occupancy } : { ...counts, busy: 0, capacity: 0, queue: 0 };
  }
}
