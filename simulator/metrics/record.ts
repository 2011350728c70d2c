/** What the control plane keeps of metrics: the periods still open, and what has been closed. */

import { nextBoundary } from '../control-plane/plane.ts';
import type { Instant, Millis, WorldModel } from '../model.ts';
import { emptySet, type StatisticSet } from './statistic-set.ts';

export interface Point {
  /** Start of the period. */
  readonly at: Instant;
  readonly set: StatisticSet;
}

export interface MetricRecord {
  open: StatisticSet;
  /** Running total of a counter, which its period publishes as one sample. */
  total: number;
  /** Oldest first. */
  closed: Point[];
}

/** Processor stress of a group's members, integrated over time since the last collection. */
export interface LoadRecord {
  at: Instant;
  value: number;
  integral: number;
}

/** How the last collection window went at a node, for probes. */
export interface WindowRecord {
  readonly failureShare: number;
  readonly meanLatency: Millis;
}

export interface MetricsRecord {
  /** In the model's order. */
  readonly metrics: MetricRecord[];
  readonly load: Record<string, LoadRecord>;
  windows: Record<string, WindowRecord>;
  /** Time between collections: it divides every period. */
  readonly every: Millis;
  collectedAt: Instant;
}

/** Gauges are looked at this often, or at every period if that is shorter. */
const collection = 10_000;

export function newMetrics(model: WorldModel, now: Instant): MetricsRecord {
  const every = model.metrics.reduce((divisor, { period }) => greatestCommonDivisor(divisor, period), collection);
  return {
    metrics: model.metrics.map(({ measure }) => ({ open: emptySet(measure === 'latency'), total: 0, closed: [] })),
    load: {},
    windows: {},
    every,
    collectedAt: now,
  };
}

export const nextCollection = ({ collectedAt, every }: MetricsRecord): Instant => nextBoundary(collectedAt, every);

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
