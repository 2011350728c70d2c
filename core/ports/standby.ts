/** What there is in the place that takes over: looked at before users are sent there, and never changed. */
import type { Known } from '../conformity/known.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { MetricQuery } from '../experiment/schema/probes.ts';
import type { RunHistory } from '../history/run-history.ts';
import type { Instant, Millis } from './clock.ts';

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

/** A group whose members serve. */
export interface Serving {
  readonly type: 'ec2:autoscaling-group' | 'ecs:service';
  /** Of a service with its cluster: `shop/web`. */
  readonly name: string;
  readonly where: Required<Elsewhere>;
}

/** What a load balancer tells of the requests that it sends to a group. */
export interface Arriving {
  /** Their number, by Sum. It may tell nothing while there are none. */
  readonly requests: MetricQuery;
  /** Tells for as long as the load balancer has the group behind it, requests or not. */
  readonly standing: MetricQuery;
}

export interface AheadQuestion {
  /** The drill as it is planned, references resolved. */
  readonly definition: Experiment;
  /** Of its plan. */
  readonly seed: number;
  /** How far ahead, from the first change on. */
  readonly for: Millis;
}

export interface Standby {
  /** The record sets that answer for each name by a routing policy, in order: none where no policy routes it. */
  records(names: readonly string[]): Promise<readonly Known<readonly DnsRecord[]>[]>;
  /** All that are issued there. */
  certificates(where: Elsewhere): Promise<Known<readonly Certificate[]>>;
  /** One for each name, in order. No value is ever read. */
  secrets(names: readonly string[], where: Elsewhere): Promise<readonly Known<SecretState>[]>;
  /** By what load balancers count the requests to each group, a minute at a time, in order: none where none sends it any. */
  arriving(groups: readonly Serving[]): Promise<readonly Known<readonly Arriving[]>[]>;
  /** What each growth takes of quotas, in order: none where none bounds it. */
  quotas(growth: readonly Growth[]): Promise<readonly Known<readonly QuotaUse[]>[]>;
  /** How the drill goes in a copy of the world, past its pre-checks and with every approval. Not known where there is no world to copy. Nothing happens in the one that there is. */
  ahead(question: AheadQuestion): Promise<Known<RunHistory>>;
}
