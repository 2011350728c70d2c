/**
 * Connection pools: one for each server and what it calls. A call takes a connection, or
 * waits in line for one until its own timeout, or fails at once where the line is full. A
 * connection is held until the answer is back or the caller gives up on it.
 */
import type { PoolModel } from '../../model.ts';
import { answer } from './answers.ts';
import { send } from './calls.ts';
import { CLOSED, encode } from './events.ts';
import type { Edge, ServiceNode } from './nodes.ts';
import { newOpened, type Opened, openMore, settle } from './openings.ts';
import type { Simulation } from './simulation.ts';

export interface Pool {
  inUse: number;
  /** Exchanges that wait for a connection, first come first served. */
  readonly waiting: number[];
  /** Exchanges that are answered, and whose connections are not closed yet. */
  readonly closing: Set<number>;
  /** Of a pool that warms up: what it has, and what it needs. */
  readonly opened: Opened | undefined;
}

/** What an exchange has of its pool. */
export const WITHOUT = 0;
export const WAITING = 1;
export const HOLDING = 2;

/** True: the call has its connection, and goes out now. */
export function connects(s: Simulation, edge: Edge, exchange: number, server: number): boolean {
  const { pool } = edge;
  if (pool === undefined || server < 0) return true;
  const kept = edge.pools.get(server) ?? newPool(pool, s.now);
  edge.pools.set(server, kept);
  if (kept.opened && pool.warmUp) settle(kept, kept.opened, pool.warmUp, s.now);
  if (kept.inUse < (kept.opened?.count ?? pool.size)) {
    kept.inUse++;
    s.exchanges.pooled[exchange] = HOLDING;
    return true;
  }
  if (kept.opened) openMore(s, edge, kept, kept.opened, server);
  // One that is being opened is waited for, whatever the line.
  if (kept.waiting.length < pool.queue + (kept.opened?.opening ?? 0)) {
    kept.waiting.push(exchange);
    s.exchanges.pooled[exchange] = WAITING;
  } else {
    answer(s, exchange, false, 0);
  }
  return false;
}

/** The exchange has ended, however it did: its connection goes to the first in line. */
export function disconnect(s: Simulation, edge: Edge, exchange: number, server: number): void {
  const state = s.exchanges.pooled[exchange]!;
  if (state === WITHOUT) return;
  s.exchanges.pooled[exchange] = WITHOUT;
  const kept = edge.pools.get(server);
  if (!kept) return;
  if (state === WAITING) {
    kept.waiting.splice(kept.waiting.indexOf(exchange), 1);
    return;
  }
  handOn(s, edge, kept, server);
}

/** True: the answer is there, and the connection stays in use until it is closed. The exchange is freed then. */
export function keepsConnection(s: Simulation, edge: Edge, exchange: number, server: number): boolean {
  const { exchanges } = s;
  const held = exchanges.held[exchange]!;
  const kept = edge.pools.get(server);
  if (held === 0 || exchanges.pooled[exchange] !== HOLDING || !kept) return false;
  kept.closing.add(exchange);
  exchanges.target[exchange] = server;
  s.events.push(s.now + held, encode(CLOSED, exchange));
  return true;
}

/** The connection is closed at last. A pool that was made since, after its server's death, knows nothing of it. */
export function closed(s: Simulation, exchange: number): void {
  const { exchanges } = s;
  const edge = s.edges[exchanges.edge[exchange]!]!;
  const server = exchanges.target[exchange]!;
  const kept = edge.pools.get(server);
  exchanges.slots.give(exchange);
  if (kept?.closing.delete(exchange)) handOn(s, edge, kept, server);
}

const newPool = (pool: PoolModel, now: number): Pool => ({
  inUse: 0,
  waiting: [],
  closing: new Set(),
  opened: newOpened(pool, now),
});

/** A connection that is free goes to the first in line. */
export function handOn(s: Simulation, edge: Edge, kept: Pool, server: number): void {
  const next = kept.waiting.shift();
  if (next === undefined) {
    kept.inUse--;
    return;
  }
  s.exchanges.pooled[next] = HOLDING;
  s.exchanges.sent[next] = s.now;
  send(s, edge, next, server);
}

/** The server goes down, and its connections with it. */
export function dropConnections(s: Simulation, service: ServiceNode, server: number): void {
  for (let at = service.firstEdge; at < service.endEdge; at++) s.edges[at]!.pools.delete(server);
}
