/**
 * What traffic sees of the fleet. The control plane and fault effects write it, both
 * traffic models read it. A server is anything that serves requests: an instance of a
 * group, a database instance, a cache, a function.
 */
import type { Millis } from './model.ts';

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
  /** Databases: takes writes. */
  writer: boolean;
  /** Gone for good (terminated). */
  gone: boolean;
}

export interface Fleet {
  readonly servers: Server[];
  /** Indices of the servers of a service that are not gone, in order of birth. */
  members(service: string): readonly number[];
}
