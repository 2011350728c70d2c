import type { MetricQuery } from '../experiment/schema/probes.ts';
import type { Instant, Millis } from './clock.ts';

export interface Datapoint {
  /** Start of the period, as CloudWatch labels it. */
  readonly at: Instant;
  readonly value: number;
}

export type AlarmStateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface AlarmObservation {
  readonly name: string;
  readonly state: AlarmStateValue;
  readonly since: Instant;
  readonly reason: string;
  readonly period: Millis;
  readonly breaching: number;
  readonly of: number;
  readonly missingData: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
  readonly lastDatapointAt?: Instant;
  /** Of other alarms' states, and of no metric: it tells of an incident, and cannot be fresh. */
  readonly composite?: true;
}

/** A probe that asks instead of reading a series. */
export type HttpAnswer = { readonly status: number; readonly latency: Millis } | { readonly failed: string };

export interface Metrics {
  /** Datapoints published by now whose period lies in [from, to), oldest first. @throws an error named `MetricUnavailable`. */
  series(query: MetricQuery, from: Instant, to: Instant): Promise<readonly Datapoint[]>;
  /** One for each name, in order; undefined for an alarm that does not exist. */
  alarms(names: readonly string[]): Promise<readonly (AlarmObservation | undefined)[]>;
  http(url: string, timeout: Millis): Promise<HttpAnswer>;
}
