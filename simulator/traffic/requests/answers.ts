/** The way back of an answer: added latency, lost packets, and who is still there to hear it. */
import type { Server } from '../../fleet.ts';
import { losses, lossLimit, retransmissionDelay } from '../loss.ts';
import { clearDeadline } from './deadlines.ts';
import { ANSWER, encode } from './events.ts';
import { ABANDONED, ANSWERING, CONNECTING } from './exchanges.ts';
import type { ServiceNode } from './nodes.ts';
import { disconnect } from './pools.ts';
import { roadBetween } from './roads.ts';
import type { Simulation } from './simulation.ts';

/** A function's added latency is a slow start, and is spent in its slot; any other server's is the network's. */
export const networkLatency = (service: ServiceNode, server: Server): number =>
  service.kind === 'lambda' ? 0 : server.addedLatency;

/**
 * Sends a server's answer. Answers how long it is on the way. From a server that
 * cannot be reached no answer comes: the caller is left to its timeout.
 */
export function answerFrom(s: Simulation, service: ServiceNode, server: Server, exchange: number, ok: boolean): number {
  const lost = losses(server.lossShare, service.faults);
  const road = exchange >= 0 ? roadBetween(s, service, server, exchange) : undefined;
  const delay = Math.max(0, networkLatency(service, server) + (road?.delay ?? 0)) + retransmissionDelay(lost);
  if (exchange >= 0) {
    if (server.reachable) answer(s, exchange, ok && lost < lossLimit && road?.broken !== true, delay);
    else s.exchanges.callee[exchange] = -1;
  }
  return delay;
}

export function answer(s: Simulation, exchange: number, ok: boolean, delay: number): void {
  s.exchanges.callee[exchange] = -1;
  s.exchanges.phase[exchange] = ANSWERING;
  s.exchanges.succeeded[exchange] = ok ? 1 : 0;
  s.events.push(s.now + delay + s.exchanges.extra[exchange]!, encode(ANSWER, exchange));
}

/**
 * The caller stops waiting: its time is up, or it died. Work under way at the callee
 * goes on for nobody. A load balancer closes its connection to the target with the
 * caller's, and counts a request that neither succeeded nor failed (ALB's 460).
 */
export function abandon(s: Simulation, exchange: number): void {
  const { exchanges, jobs } = s;
  const edge = s.edges[exchanges.edge[exchange]!]!;
  clearDeadline(s, edge, exchange);
  disconnect(s, edge, exchange, jobs.server[exchanges.caller[exchange]!]!);
  if (exchanges.balanced[exchange] === 1) {
    release(s, exchange);
    s.balancers[edge.balancer]!.meter.requests++;
  }
  const callee = exchanges.callee[exchange]!;
  if (callee >= 0) jobs.exchange[callee] = -1;
  const phase = exchanges.phase[exchange]!;
  if (phase === ANSWERING || phase === CONNECTING) exchanges.phase[exchange] = ABANDONED;
  else exchanges.slots.give(exchange);
}

/** A load balancer is done with an exchange. */
export function release(s: Simulation, exchange: number): void {
  const { exchanges } = s;
  const balancer = s.balancers[s.edges[exchanges.edge[exchange]!]!.balancer]!;
  const target = exchanges.target[exchange]!;
  if (target >= 0) balancer.outstanding[target] = balancer.outstanding[target]! - 1;
  exchanges.target[exchange] = -1;
  exchanges.balanced[exchange] = 0;
}
