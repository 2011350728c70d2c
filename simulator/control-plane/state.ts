/**
 * All that the control plane knows, as one JSON-safe value: a dump is a copy of it, so
 * that nothing can be forgotten in one. Everything else (the fleet's fields, what is
 * healthy, what is published at an instant) is worked out from it.
 */
import type { AlarmRecord } from '../alarms/record.ts';
import type { MetricsRecord } from '../metrics/record.ts';
import type { Instant, Millis } from '../model.ts';
import type { Routing } from '../routing.ts';
import type { Task } from './agenda.ts';
import type { ExperimentRecord } from './experiment-record.ts';
import type { BeatRecord } from './heartbeats.ts';
import type { WritesRecord } from './writes.ts';

/** A server's identity. The order is that of the fleet's indices. */
export interface ServerRecord {
  readonly name: string;
  readonly service: string;
  readonly zone: string | null;
  gone: boolean;
}

export interface InstanceRecord {
  readonly id: string;
  readonly group: string;
  readonly zone: string;
  readonly launchedAt: Instant;
  /** As EC2 has it. `starting` is a stopped instance on its way back. */
  phase: 'pending' | 'running' | 'stopped' | 'starting' | 'terminated';
  /** As its group has it. */
  lifecycle: 'pending' | 'in-service' | 'draining';
  /** Index in the fleet, from its first running on. */
  server: number | null;
  /** Since when EC2 has shown it as anything but running. */
  downSince: Instant | null;
  /** Starts or restarts its operating system until then. EC2 shows a restarting one as running all the while. */
  bootsAt: Instant | null;
  /** Its process is dead until then; and spared from a further death until then. Missing: neither. */
  processBackAt?: Instant | null;
  sparedUntil?: Instant | null;
  /** Id of the node that a pod stands on. Missing: on none. */
  readonly node?: string;
  /** When EC2 takes it back, once that has been announced. */
  interruptedAt?: Instant | null;
}

export interface GroupRecord {
  readonly id: string;
  /** When the group next tries to launch, or to rebalance. */
  fillAt: Instant | null;
  rebalanceAt: Instant | null;
  /** Of one that follows its load. Missing until it has been looked at. */
  scaling?: ScalingRecord;
}

export interface ScalingRecord {
  /** Members that the load asks for. */
  readonly desired: number;
  /** Slot time used and there was, in the minute under way. */
  readonly used: number;
  readonly slots: number;
  /** Minutes in a row that were too busy, or too idle. */
  readonly busier: number;
  readonly idler: number;
}

export interface ClusterRecord {
  readonly id: string;
  /** Database instance that holds the writer's role. */
  writer: string;
  /** The writer is lost, or was told to go, and another takes over at `due`. */
  failover: { readonly forced: boolean; readonly due: Instant } | null;
  /** Database instances that restart, and until when. */
  restarting: Record<string, Instant>;
}

/** A database whose clusters stand in several Regions. */
export interface GlobalRecord {
  readonly id: string;
  /** Cluster that writes. */
  primary: string;
  /** Nobody writes until then. */
  moving: { readonly to: string; readonly due: Instant; readonly lossy: boolean } | null;
  /** Clusters that a failover left behind, and when they follow again: null while they are not there. */
  detached: Record<string, { due: Instant | null }>;
  /** Cluster that took over to the one that wrote before. */
  cameFrom: Record<string, string>;
  /** Cluster that is to write again as soon as it can. */
  home: string | null;
  /** Writes taken in all, the traffic's own count of them when last looked at, and what it came to at some instants. */
  readonly written: WritesRecord;
  /** Writes that were taken after `from` and lost `at` a failover. Oldest first. */
  readonly losses: { readonly at: Instant; readonly from: Instant; readonly writes: number }[];
}

export interface CacheRecord {
  readonly id: string;
  /** Node that answers. */
  primary: string;
  /** The primary is lost, and a replica takes over then. */
  failoverAt: Instant | null;
  /** The primary has been without power since it was lost, or for a part of that. */
  unpowered: boolean;
  /** Its memory was lost, and has been filling since. */
  emptySince: Instant | null;
  /** Of a cache with an audience. Missing until it has been looked at. */
  audience?: AudienceRecord;
}

export interface AudienceRecord {
  /** Of everybody: the share that it serves, and whose data it holds. */
  served: number;
  covered: number;
  /** What that leaves of its usual hits, in steps. */
  warmth: number;
}

/** A bucket that is copied, or is a copy. */
export interface BucketRecord {
  readonly id: string;
  readonly written: WritesRecord;
  /** Writes a millisecond, each weighed by the chance that a read asks for one of its age; and what that was at some instants. Null until it has been looked at twice. */
  weight: number | null;
  readonly weights: [at: Instant, weight: number][];
  /** Of a copy: share of its reads that ask for what is not there, in steps. */
  missing: number;
}

/** What is written to a table, or a bucket, and does not reach its copy, or is catching up. */
export interface LagRecord {
  readonly id: string;
  /** Writes from then on have not arrived; null while they catch up. */
  pausedSince: Instant | null;
  /** How far the replica was behind, beyond what is usual, and when that was. */
  behind: Millis;
  at: Instant;
}

/** A health check of Route 53 that asks. */
export interface EndpointCheckRecord {
  readonly id: string;
  /** As enough of its checkers believe. */
  healthy: boolean;
  /** What each believes, what it has heard against that in a row, and when it asks again. */
  readonly checkers: { nextAt: Instant; healthy: boolean; against: number }[];
}

export interface ControlPlaneState {
  readonly schemaVersion: 1;
  readonly traffic: 'requests' | 'closed-form';
  now: Instant;
  /** What ids are made from: how many of each kind there have been. */
  counters: Record<string, number>;
  servers: ServerRecord[];
  instances: InstanceRecord[];
  groups: GroupRecord[];
  clusters: ClusterRecord[];
  /** Missing in dumps of older versions, which knew none of these, and in worlds that have none. */
  caches?: CacheRecord[];
  lags?: LagRecord[];
  buckets?: BucketRecord[];
  globals?: GlobalRecord[];
  beats?: BeatRecord[];
  endpointChecks?: EndpointCheckRecord[];
  /** Where names lead, once any may lead elsewhere. */
  routing?: Routing;
  agenda: Task[];
  experiments: ExperimentRecord[];
  metrics: MetricsRecord;
  alarms: AlarmRecord[];
}
