/** What there is in the place that takes over: looked at before users are sent there, and never changed. */
import type { Known } from '../conformity/known.ts';
import type { MetricQuery } from '../experiment/schema/probes.ts';
import type { PlannedStep } from '../plan/plan.ts';
import type { Instant, Millis } from './clock.ts';
import type { Datapoint } from './metrics.ts';

/** A Region, in the platform's own account where none is named. */
export interface Elsewhere {
  readonly account?: string;
  readonly region: string;
}

/** Of Route 53, or as it says what others say. */
export interface DnsHealthCheck {
  /** ARN, or an id of ours where Route 53 has none. */
  readonly id: string;
  /** What makes it healthy: answers, other checks, an alarm, a routing control that is on. */
  readonly by: 'answers' | 'others' | 'alarm' | 'routing-control';
  /** From one look to the next; 0 for those that do not look themselves. */
  readonly interval: Millis;
  /** Looks in a row that change its mind. */
  readonly threshold: number;
  /** ARN of the routing control that it goes by. */
  readonly routingControl?: string;
  /** Well is ill, and ill is well. */
  readonly inverted: boolean;
  /** It is taken for healthy whatever happens. */
  readonly disabled: boolean;
  readonly healthy: Known<boolean>;
}

/** One of the record sets that answer for a name by a routing policy. */
export interface DnsRecord {
  /** As its target has it, where movers may take it for one. */
  readonly id: string;
  /** What tells it from others of its name, for people. */
  readonly set: string;
  readonly policy: 'weighted' | 'failover' | 'latency' | 'other';
  readonly weight?: number;
  readonly role?: 'primary' | 'secondary';
  /** Where it leads, as far as it can be told. */
  readonly region?: string;
  /** For how long resolvers may keep the answer. */
  readonly ttl: Known<Millis>;
  /** An alias that is left out of the answers while its target is ill. */
  readonly evaluatesTarget: boolean;
  readonly healthCheck?: Known<DnsHealthCheck>;
}

export interface Certificate {
  /** Domain names that it is for, some with `*.` before them. */
  readonly names: readonly string[];
  readonly expires: Instant;
}

export type SecretState =
  | { readonly state: 'present' }
  | { readonly state: 'absent' }
  /** A clause: it is there, and cannot be read. */
  | { readonly state: 'unusable'; readonly why: string };

/** A group that is to become larger. */
export interface Growth {
  /** ARN. */
  readonly group: string;
  /** Members that it does not have yet. */
  readonly by: number;
}

/** A quota of an account in a Region, and what growing asks of it. */
export interface QuotaUse {
  /** For people: `vCPUs of On-Demand Standard instances`. */
  readonly what: string;
  readonly where: Elsewhere;
  readonly most: number;
  readonly used: number;
  readonly more: number;
}

export interface AheadQuestion {
  /** What the drill changes, as planned: the loss first, movers after it. */
  readonly steps: readonly PlannedStep[];
  readonly queries: readonly MetricQuery[];
  /** How far ahead, from the last of the steps on. */
  readonly for: Millis;
}

/** How a world would go on, told by a copy of it. */
export interface Ahead {
  /** When the last of the steps had been made. */
  readonly moved: Instant;
  readonly until: Instant;
  /** One for each query, in order: what was published in between. */
  readonly series: readonly (readonly Datapoint[])[];
}

export interface Standby {
  /** The record sets that answer for each name by a routing policy, in order: none where no policy routes it. */
  records(names: readonly string[]): Promise<readonly Known<readonly DnsRecord[]>[]>;
  /** All that are issued there. */
  certificates(where: Elsewhere): Promise<Known<readonly Certificate[]>>;
  /** One for each name, in order. No value is ever read. */
  secrets(names: readonly string[], where: Elsewhere): Promise<readonly Known<SecretState>[]>;
  /** What each growth takes of quotas, in order: none where none bounds it. */
  quotas(growth: readonly Growth[]): Promise<readonly Known<readonly QuotaUse[]>[]>;
  /** Not known where there is no world to run ahead. Nothing happens in the one that there is. */
  ahead(question: AheadQuestion): Promise<Known<Ahead>>;
}
