/**
 * The world as the engine takes it: plain numbers, every default filled in, every
 * name resolved. `adapters/simulated/compile-world.ts` makes one from a World file.
 * All times are milliseconds, all rates per second, all shares 0 to 1.
 */

import type {
  AcceleratorModel,
  ClientModel,
  DistanceModel,
  DnsModel,
  EndpointCheckModel,
  RoutingControlModel,
} from './names-model.ts';
import type { NodeGroupModel, ServiceModel } from './services-model.ts';

export type * from './names-model.ts';
export type * from './services-model.ts';

export type Millis = number;
/** Milliseconds since 1970-01-01T00:00:00Z, by the world's clock. */
export type Instant = number;

export type TimeDistribution =
  | { readonly kind: 'log-normal'; readonly median: Millis; readonly p99: Millis }
  | { readonly kind: 'exponential'; readonly mean: Millis }
  | { readonly kind: 'exactly'; readonly value: Millis };

export interface RetryPolicy {
  readonly max: number;
  readonly policy: 'immediate' | 'fixed' | 'exponential' | 'full-jitter';
  readonly base: Millis;
  readonly cap: Millis;
}

export interface HealthCheckModel {
  readonly every: Millis;
  readonly timeout: Millis;
  readonly unhealthyAfter: number;
  readonly healthyAfter: number;
}

export interface LoadBalancerModel {
  readonly id: string;
  readonly to: string;
  /** Default: that of what it spreads over. */
  readonly region?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly port?: number;
  readonly balance: 'round-robin' | 'random' | 'least-outstanding' | 'two-choices';
  readonly connectTimeout: Millis;
  readonly connectRetries: number;
  readonly healthCheck: HealthCheckModel;
}

export type Measure =
  | 'requests'
  | 'successes'
  | 'failures'
  | 'success-percent'
  | 'failure-percent'
  | 'latency'
  | 'attempts'
  | 'cpu-percent'
  | 'queue-length'
  | 'healthy-hosts'
  | 'in-service'
  | 'in-use-percent'
  | 'hit-percent'
  | 'fallbacks'
  | 'memory-percent'
  | 'disk-percent'
  | 'replication-lag'
  | 'stale-percent'
  | 'lost-writes'
  | 'missing-percent'
  | 'pending-writes'
  | 'pending-pods';

export interface MetricIdentity {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface MetricModel extends MetricIdentity {
  readonly of: string;
  readonly measure: Measure;
  /** Resolution of the published datapoints. */
  readonly period: Millis;
}

export interface AlarmModel {
  readonly name: string;
  readonly metric: MetricIdentity;
  readonly stat: string;
  readonly period: Millis;
  readonly comparison: 'above' | 'atLeast' | 'below' | 'atMost';
  readonly threshold: number;
  readonly breaching: number;
  readonly of: number;
  readonly missingData: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
}

/** An alarm that hangs on no metric of the world: people or another system raise it. */
export interface ToldAlarmModel {
  readonly name: string;
  /** In ALARM from the one instant until before the other. */
  readonly raised: readonly { readonly from: Instant; readonly until: Instant; readonly reason: string }[];
}

/** What exists, and is not simulated. */
export interface InventoryModel {
  /** FIS resource type. */
  readonly type: string;
  readonly name: string;
  readonly region: string;
  readonly zone?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A proxy of a Toxiproxy. */
export interface ProxyModel {
  readonly id: string;
  readonly endpoint: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Bytes of a call and of its answer, where they are known. */
  readonly payload?: { readonly request: number; readonly response: number };
}

export interface SecurityRuleModel {
  readonly protocol: 'tcp' | 'all';
  /** Of `all`: 0 to 65,535. */
  readonly fromPort: number;
  readonly toPort: number;
  /** Id of a security group, or a CIDR block. */
  readonly peer: string;
}

export interface SecurityGroupModel {
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Load balancers and services that carry it. */
  readonly on: readonly string[];
  readonly ingress: readonly SecurityRuleModel[];
  readonly egress: readonly SecurityRuleModel[];
}

/** By name, shares of all requests. A request has one tenant, one path and one value of each header, or none that is named. */
export interface RequestsModel {
  readonly tenants: Readonly<Record<string, number>>;
  readonly paths: Readonly<Record<string, number>>;
  /** `name: value`. */
  readonly headers: Readonly<Record<string, number>>;
}

export interface WorldModel {
  readonly name: string;
  readonly startAt: Instant;
  readonly warmUp: Millis;
  readonly environment: string;
  readonly account: string;
  /** The world's own tags, for what no node stands for: subnets. Nodes carry them already. Default: none. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly traffic: 'requests' | 'closed-form';
  readonly regions: readonly { readonly id: string; readonly zones: readonly string[] }[];
  /** Default: none, and nothing is far from anything. */
  readonly distances?: readonly DistanceModel[];
  readonly clients: readonly ClientModel[];
  readonly dns: readonly DnsModel[];
  /** Default: none, of each. */
  readonly endpointChecks?: readonly EndpointCheckModel[];
  readonly routingControls?: readonly RoutingControlModel[];
  readonly accelerators?: readonly AcceleratorModel[];
  readonly loadBalancers: readonly LoadBalancerModel[];
  readonly services: readonly ServiceModel[];
  /** Default: none, and pods stand on nothing. */
  readonly nodeGroups?: readonly NodeGroupModel[];
  readonly metrics: readonly MetricModel[];
  readonly publicationDelay: Millis;
  readonly alarms: readonly AlarmModel[];
  /** Default: none. */
  readonly told?: readonly ToldAlarmModel[];
  /** Default: none. */
  readonly proxies?: readonly ProxyModel[];
  /** Default: none, and everything lets everything through. */
  readonly securityGroups?: readonly SecurityGroupModel[];
  /** Default: requests say nothing of themselves. */
  readonly requests?: RequestsModel;
  /** Default: nothing. */
  readonly inventory?: readonly InventoryModel[];
}
