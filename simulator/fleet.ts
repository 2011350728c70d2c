/**
 * What traffic sees of the fleet. The control plane and fault effects write it, both
 * traffic models read it. A server is anything that serves requests: an instance of a
 * group, a database instance, a cache, a function.
 */
import type { Millis } from './model.ts';

/** What befalls a share of calls, or of a server's requests, on top of all else. */
export interface Mishap {
  /** Of them: above 0, at most 1. */
  readonly share: number;
  /**
   * `late`: all is well but late. `spoiled`: done, and the answer is no use. `unanswered`: done,
   * and no answer comes. `refused`: it fails after the delay, and nothing is done. `silent`:
   * nothing is done, and no answer comes.
   */
  readonly outcome: 'late' | 'spoiled' | 'unanswered' | 'refused' | 'silent';
  readonly latency: Millis;
  /** By how much the latency differs, up or down; 0 at least it stays. */
  readonly jitter: Millis;
  /** Share of them that lose a packet besides, as `Server.lossShare`. Default: none. */
  readonly lossShare?: number;
  /** How long its connection is kept once it is over. Default: not at all. */
  readonly held?: Millis;
  /** Requests that all of this is true of, and no others. Default: all. */
  readonly among?: readonly Among[];
  /**
   * One draw of this name for each request that a server works on, whatever it calls and how
   * often. Default: each call, or request, has a draw of its own.
   */
  readonly once?: number;
}

/** Requests that have something in common, as a tenant: their natures lie in these spans of [0, 1). */
export interface Among {
  /** Tells what they have in common from what they have not. */
  readonly salt: number;
  readonly spans: readonly { readonly from: number; readonly to: number }[];
}

/** What the network does to a share of a server's connections. Each exchange has one of its own. */
export interface Impairment {
  /** Of the connections: above 0, at most 1. */
  readonly share: number;
  readonly latency: Millis;
  /** By how much the latency differs, evenly, up or down. */
  readonly jitter: Millis;
  /** Share of their exchanges that lose a packet, as `Server.lossShare`. */
  readonly lossShare: number;
  /** Those with this zone alone. Default: with whomever. */
  readonly zone?: string;
}

/** What stands between a server and something that it calls. */
export interface Hindrance {
  /** The load balancer or service called. */
  readonly to: string;
  /** `refused`: the call fails at once. `silent`: no answer ever comes. */
  readonly outcome: 'late' | 'refused' | 'silent';
  readonly latency: Millis;
  /** Share of the calls that lose a packet, as `Server.lossShare`. */
  readonly lossShare: number;
  /** Each by itself. Default: none. */
  readonly mishaps?: readonly Mishap[];
}

export interface Server {
  /** Dense and never reused: a replacement is a new server. */
  readonly index: number;
  readonly name: string;
  /** Id of the service it belongs to. */
  readonly service: string;
  /** Undefined for what lives in no zone (functions, caches). */
  readonly zone: string | undefined;
  /** Its process runs. Going down loses every request it holds, without an answer. */
  up: boolean;
  /** Connections reach it. Unreachable, the caller waits for its connect timeout. */
  reachable: boolean;
  /** Registered with the load balancer of its service (after launch, before termination). */
  registered: boolean;
  /** 1 is normal; 0.5 takes twice as long for the same work (CPU stress, warm-up). */
  speed: number;
  /** Added to every answer (network latency, start-up delay of a function). */
  addedLatency: Millis;
  /** Share of the server's exchanges that lose a packet and pay a retransmission; several losses in a row fail. */
  lossShare: number;
  /** Share of requests answered at once with an error. */
  errorShare: number;
  /** What befalls its requests, each by itself: `late`, `spoiled` or `refused`. */
  mishaps: readonly Mishap[];
  /** What the network does to some of its connections, beside the latency and the losses of all. */
  impairments: readonly Impairment[];
  /** Calls of its own that do not come through as they should. */
  outgoing: readonly Hindrance[];
  /** Zones that it neither reaches nor is reached from. */
  apart: readonly string[];
  /** Share of requests that wait for its disk, and for how long: Infinity while the disk stands still. */
  diskShare: number;
  diskLatency: Millis;
  /** Caches: what is left of the share of lookups that usually hit. 1 is normal. */
  warmth: number;
  /** Copies of buckets: share of the reads that ask for what has not arrived. */
  missing: number;
  /** Databases: takes writes. */
  writer: boolean;
  /** Gone for good (terminated). */
  gone: boolean;
}

/** How a server stands that nothing hinders. */
export const unhindered = {
  reachable: true,
  speed: 1,
  addedLatency: 0,
  lossShare: 0,
  errorShare: 0,
  mishaps: [],
  impairments: [],
  outgoing: [],
  apart: [],
  diskShare: 0,
  diskLatency: 0,
  warmth: 1,
  missing: 0,
} as const satisfies Partial<Server>;

export interface Fleet {
  readonly servers: Server[];
  /** Indices of the servers of a service that are not gone, in order of birth. */
  members(service: string): readonly number[];
}
