/** The services of a world, and what they call, as the engine takes them. Part of `WorldModel`. */
import type { Millis, RetryPolicy, TimeDistribution } from './model.ts';

/** Connections that one server of the caller keeps to what it calls, and calls that may wait for one. */
export interface PoolModel {
  readonly size: number;
  readonly queue: number;
  /** Default: one that is needed is there at once. */
  readonly warmUp?: {
    readonly idle: number;
    readonly connect: Millis;
    readonly atOnce: number;
    readonly keep: Millis;
  };
}

export interface CallModel {
  readonly to: string;
  /** Default: as many connections as there are calls. */
  readonly pool?: PoolModel;
  /** Id of the proxy that it goes through. */
  readonly proxy?: string;
  /** It carries a signature with the time of the caller's clock. Default: no. */
  readonly signed?: boolean;
  readonly share: number;
  readonly operation: 'read' | 'write';
  readonly timeout: Millis;
  readonly retries: RetryPolicy;
  readonly optional: boolean;
}

export interface MemoryModel {
  readonly used: number;
  /** Share of the processor time that collecting garbage takes when nothing is wrong. */
  readonly collection: number;
  /** From a start with too little memory to the next death. */
  readonly survives: Millis;
}

export interface DiskModel {
  readonly used: number;
  /** Share of requests that read or write it. */
  readonly requests: number;
  readonly fullAt: number;
  /** Of one of those requests, when nothing is wrong: part of its service time. Default: not known. */
  readonly time?: Millis;
}

export interface GroupModel {
  readonly kind: 'auto-scaling-group';
  readonly id: string;
  /** Default: that of its zones, or else the first. */
  readonly region?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly zones: readonly string[];
  readonly capacity: { readonly desired: number; readonly min: number; readonly max: number };
  /** Target tracking, in percent. Default: it keeps its desired capacity. */
  readonly scaling?: { readonly measure: 'cpu-percent' | 'in-use-percent'; readonly target: number };
  readonly instance: {
    readonly type: string;
    readonly concurrency: number;
    readonly queue: number;
    readonly serviceTime: TimeDistribution;
    /** From the death of the process until it serves again. */
    readonly restart?: Millis;
    readonly memory?: MemoryModel;
    readonly disk?: DiskModel;
    readonly tokens?: { readonly requests: number; readonly validFor: Millis };
  };
  /** Default: instances of EC2. */
  readonly runsAs?: { readonly kind: 'ecs-tasks' | 'eks-pods'; readonly cluster: string };
  readonly spot?: { readonly replacedOnNotice: boolean };
  readonly port?: number;
  readonly replacement: { readonly detection: Millis; readonly launch: Millis; readonly warmUp: Millis };
  readonly calls: readonly CallModel[];
}

export interface CacheModel {
  readonly kind: 'cache';
  readonly id: string;
  /** Default: that of its zones, or else the first. */
  readonly region?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly hitShare: number;
  readonly concurrency: number;
  readonly lookup: TimeDistribution;
  /** The primary first. Default: one, in no zone. */
  readonly nodes?: readonly { readonly id: string; readonly zone: string }[];
  readonly failover?: Millis;
  readonly refill?: Millis;
  /** Lookups a second when it serves everybody. Default: it holds everybody's data, whomever it serves. */
  readonly audience?: { readonly lookups: number };
  readonly port?: number;
  readonly misses: { readonly to: string; readonly timeout: Millis };
}

/** Clusters of one database in several Regions: one writes, the others follow. */
export interface GlobalDatabaseModel {
  readonly lag: Millis;
  readonly switchOver: Millis;
  readonly failOver: Millis;
  readonly attach: Millis;
  /** The first writes at the start, and is named as the database. */
  readonly clusters: readonly { readonly id: string; readonly instances: readonly string[]; readonly speed: number }[];
}

export interface DatabaseModel {
  readonly kind: 'database';
  readonly id: string;
  /** Default: that of its zones, or else the first. */
  readonly region?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Of all of its clusters. */
  readonly instances: readonly { readonly id: string; readonly zone: string }[];
  readonly concurrency: number;
  readonly queue: number;
  readonly queryTime: TimeDistribution;
  readonly failover: Millis;
  /** Default: all instances are of one cluster. */
  readonly global?: GlobalDatabaseModel;
  readonly port?: number;
}

export interface TableModel {
  readonly kind: 'table';
  readonly id: string;
  /** Default: that of its zones, or else the first. */
  readonly region?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly concurrency: number;
  readonly requestTime: TimeDistribution;
  readonly replica: {
    readonly region: string;
    readonly lag: Millis;
    readonly rewrittenEvery: Millis;
    /** The table that it is. Default: nobody writes there. */
    readonly as?: string;
  };
}

export interface BucketModel {
  readonly kind: 'bucket';
  readonly id: string;
  /** Default: the first. */
  readonly region?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly concurrency: number;
  readonly requestTime: TimeDistribution;
  /** To a bucket in another Region. Default: it is copied nowhere. */
  readonly replication?: { readonly to: string; readonly lag: Millis; readonly readAfter: Millis };
}

/** Machines that pods of a cluster stand on, kept at their number as a group keeps its members. */
export interface NodeGroupModel {
  readonly kind: 'node-group';
  readonly id: string;
  readonly cluster: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly zones: readonly string[];
  readonly capacity: GroupModel['capacity'];
  /** Pods that one has room for. */
  readonly node: { readonly type: string; readonly pods: number };
  /** `warmUp`: from running until it takes pods. */
  readonly replacement: GroupModel['replacement'];
}

/** What is kept at a number of members. */
export type LaunchingModel = GroupModel | NodeGroupModel;

export interface FunctionModel {
  readonly kind: 'lambda';
  readonly id: string;
  /** Default: that of its zones, or else the first. */
  readonly region?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly concurrency: number;
  readonly serviceTime: TimeDistribution;
  readonly calls: readonly CallModel[];
}

export type ServiceModel = GroupModel | CacheModel | DatabaseModel | TableModel | BucketModel | FunctionModel;
