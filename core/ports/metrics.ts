import type { Heartbeat, MetricQuery } from '../experiment/schema/probes.ts';
import type { Instant, Millis } from './clock.ts';

export interface Datapoint {
  /** Start of the period, as CloudWatch labels it. */
  readonly at: Instant;
  readonly value: number;
}

export type AlarmStateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** One metric that an alarm judges. */
export interface AlarmMetric {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** As CloudWatch writes it: `Average`, `p99`. */
  readonly stat: string;
}

export interface AlarmThreshold {
  readonly comparison: 'above' | 'atLeast' | 'below' | 'atMost';
  readonly value: number;
}

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
  /** What it judges, several under metric maths. Missing for a composite, and for what is no metric. */
  readonly metrics?: readonly AlarmMetric[];
  /** The metric maths over them. */
  readonly expression?: string;
  /** Missing where it is no fixed number: a band of anomaly detection. */
  readonly threshold?: AlarmThreshold;
  /** What it judged of late, oldest first: a dozen datapoints where there are so many. */
  readonly recent?: readonly Datapoint[];
  /** How late its datapoints appear. Missing where nobody says: CloudWatch does not. */
  readonly publicationDelay?: Millis;
  /** Of a percentile: whether periods with too few samples leave the state as it is. */
  readonly lowSamples?: 'evaluate' | 'ignore';
  /** ARNs of what it sets off by going into ALARM, and whether it does. */
  readonly actions?: { readonly enabled: boolean; readonly onAlarm: readonly string[] };
}

/** A probe that asks instead of reading a series. */
export type HttpAnswer = { readonly status: number; readonly latency: Millis } | { readonly failed: string };

/** One write of a run's own item at home, and one look at what the other place has of it. */
export interface Beat {
  readonly heartbeat: Heartbeat;
  /** Value of the partition key, and of the sort key where the table has one. */
  readonly item: string;
  /** When it is written, which is also what is written. */
  readonly at: Instant;
  /** None was acknowledged before, so that the item may be new. A later one never makes it anew. */
  readonly first: boolean;
}

export interface BeatAnswer {
  /** Home has acknowledged it. */
  readonly written: boolean;
  /** When the newest was written that the other place shows. Missing: it shows none, or does not answer. */
  readonly seen?: Instant;
  /** Why not, of either. */
  readonly why?: string;
  /** One of them was refused, or is not there: that is no answer of a Region which is lost, and nothing is measured by it. */
  readonly barred?: true;
}

/** Partition keys of all heartbeats begin so, which is all that the functions of the platform are granted of a table. */
export const beatPrefix = 'squall-heartbeat/';

export interface Metrics {
  /** Datapoints published by now whose period lies in [from, to), oldest first. @throws an error named `MetricUnavailable`, with `unpublished: true` where nobody publishes such a metric. */
  series(query: MetricQuery, from: Instant, to: Instant): Promise<readonly Datapoint[]>;
  /** One for each name, in order; undefined for an alarm that does not exist. */
  alarms(names: readonly string[]): Promise<readonly (AlarmObservation | undefined)[]>;
  http(url: string, timeout: Millis): Promise<HttpAnswer>;
  /** Answers within seconds, whatever is lost. An older beat never overwrites a newer one. */
  beat(beat: Beat): Promise<BeatAnswer>;
  /** Takes the item away in both places. Idempotent. @throws what the table throws: it may still be there. */
  endBeat(heartbeat: Heartbeat, item: string): Promise<void>;
}
