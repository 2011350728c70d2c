/**
 * Connection pools: one for each server and what it calls. A call takes a connection, or
 * waits in line for one until its own timeout, or fails at once where the line is full. A
 * connection is held until the answer is back or the caller gives up on it.
 */
import { answer } from './answers.ts';
import { send } from './calls.ts';
import type { Edge, ServiceNode } from './nodes.ts';
import type { Simulation } from './simulation.ts';

export interface Pool {
  inUse: number;
  /** Exchanges that wait for a connection, first come first served. */
  readonly waiting: number[];
}

/** What an exchange has of its pool. */
export const WITHOUT = 0;
export const WAITING = 1;
export const HOLDING = 2;

/** True: the call has its connection, and goes out now. */
export function connects(s: Simulation, edge: Edge, exchange: number, server: number): boolean {
  const { pool } = edge;
  if (pool === undefined || server < 0) return true;
  const kept = edge.pools.get(server) ?? { inUse: 0, waiting: [] };
  edge.pools.set(server, kept);
  if (kept.inUse < pool.size) {
    kept.inUse++;
    s.exchanges.pooled[exchange] = HOLDING;
    return true;
  }
  if (kept.waiting.length < pool.queue) {
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
