/** The nodes and edges of the graph that requests travel: one record each, read by every part of the model. */
import type { Sampler } from '../../engine/distributions.ts';
import type { Random } from '../../engine/random.ts';
import type { ClientModel, LoadBalancerModel, PoolModel, RetryPolicy, ServiceModel } from '../../model.ts';
import type { Meter } from './meter.ts';
import type { Occupancy } from './occupancy.ts';
import type { Pool } from './pools.ts';
import type { Resolvers } from './resolvers.ts';

/** A call that a node makes. */
export interface Edge {
  readonly index: number;
  /** Name of the load balancer or service called. */
  readonly to: string;
  /** Region that it is called from; undefined for clients who live nowhere in particular. */
  readonly from: string | undefined;
  /** How far what is called is from there, there and back, in milliseconds. */
  readonly distance: number;
  /** Connections that one calling server keeps, and calls that wait for one; undefined: as many as it needs. */
  readonly pool: PoolModel | undefined;
  /** By calling server. */
  readonly pools: Map<number, Pool>;
  /** Index of the load balancer called, or −1 when a service is called directly. */
  readonly balancer: number;
  /** Index of the service called, or −1. */
  readonly service: number;
  readonly share: number;
  readonly write: boolean;
  readonly optional: boolean;
  readonly timeout: number;
  readonly retries: RetryPolicy;
  /** Its open exchanges, oldest first: one edge has one timeout, so they time out in this order. */
  oldest: number;
  newest: number;
  /** A deadline event of this edge is under way. */
  armed: boolean;
}

/** A node that makes calls: a job of it works through the edges from `firstEdge` to before `endEdge`. */
export interface Calling {
  readonly firstEdge: number;
  readonly endEdge: number;
  readonly backoff: Random;
  readonly meter: Meter;
}

export interface ClientNode extends Calling {
  readonly index: number;
  readonly model: ClientModel;
  readonly arrivals: Random;
  /** What each request asks for: see `makesCall`. */
  readonly natures: Random;
  arrived: number;
  /** Of a client whose name may lead to several places. */
  readonly resolvers: Resolvers | undefined;
  /** By node: the edge that leads there, of those. */
  readonly ways: Map<string, Edge>;
}

export interface ServiceNode extends Calling {
  readonly index: number;
  readonly id: string;
  readonly kind: ServiceModel['kind'];
  /** Slots and waiting places of one server. */
  readonly concurrency: number;
  readonly queueLimit: number;
  /** A cache answers this share of its reads by itself. */
  readonly hitShare: number;
  readonly times: Sampler;
  /** Whether a cache holds the answer. */
  readonly branches: Random;
  readonly faults: Random;
  /** Whether a request waits for the disk. */
  readonly disks: Random;
  readonly routing: Random;
  readonly occupancy: Occupancy;
  /** Its servers stand in several Regions. */
  readonly spans: boolean;
  /** Its writes are counted: of databases and buckets; and those that it took and answered. */
  readonly counts: boolean;
  written: number;
  /** Servers that are not gone, in order of birth. */
  readonly members: number[];
}

export interface BalancerNode {
  readonly index: number;
  readonly model: LoadBalancerModel;
  readonly service: number;
  readonly routing: Random;
  readonly checks: Random;
  /** In which zone a caller from outside meets it. */
  readonly places: Random;
  /** Zones of its targets' service: it has a node in each. */
  readonly zones: readonly string[];
  /** Zones that it sends nothing to. */
  left: readonly string[];
  /** Targets that some of its nodes cannot reach. */
  readonly apart: Set<number>;
  readonly meter: Meter;
  /** Registered targets, and those of them that pass their health checks, both in order of birth. */
  readonly registered: number[];
  readonly passing: number[];
  /** Scratch: the targets left to one exchange after a failed connection. */
  readonly untried: number[];
  /** By server: exchanges sent there that have not ended. */
  readonly outstanding: number[];
  /** By server: the index of its latest health-check record. */
  readonly checkOf: number[];
  turn: number;
}

export interface Graph {
  readonly clients: readonly ClientNode[];
  readonly balancers: readonly BalancerNode[];
  readonly services: readonly ServiceNode[];
  readonly edges: Edge[];
}
