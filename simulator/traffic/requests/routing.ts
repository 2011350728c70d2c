/** From a caller's attempt to the server that takes it. */
import { regionOfZone, roundTrip } from '../../geography.ts';
import { answer, release } from './answers.ts';
import { reachedFrom, reaches, zoneOf } from './apart.ts';
import { choose } from './balancing.ts';
import { CONNECT_FAILED, encode } from './events.ts';
import { ABANDONED, CONNECTING, OPEN, triedLimit } from './exchanges.ts';
import type { BalancerNode, Edge, ServiceNode } from './nodes.ts';
import { accept } from './serving.ts';
import type { Simulation } from './simulation.ts';

export function route(s: Simulation, edge: Edge, exchange: number): void {
  if (edge.balancer < 0) {
    direct(s, edge, exchange);
    return;
  }
  const balancer = s.balancers[edge.balancer]!;
  balancer.meter.attempts++;
  s.exchanges.balanced[exchange] = 1;
  connect(s, balancer, edge, exchange);
}

/**
 * A load balancer connects to one of its targets. No target: an error at once (503
 * without any registered, 502 when none is left to try). One that cannot be reached or
 * does not run never answers: a killed process on a live machine would be refused
 * sooner, but the fleet does not tell the two apart.
 */
function connect(s: Simulation, balancer: BalancerNode, edge: Edge, exchange: number): void {
  const target = choose(s, balancer, exchange);
  if (target < 0) {
    answer(s, exchange, false, 0);
    return;
  }
  s.exchanges.target[exchange] = target;
  const reached = balancer.apart.size === 0 || reachedFrom(s, target, zoneOf(s, balancer, exchange));
  balancer.outstanding[target] = balancer.outstanding[target]! + 1;
  if (reached && answers(s, target)) {
    s.services[balancer.service]!.meter.attempts++;
    accept(s, exchange, target, edge.write);
    return;
  }
  s.exchanges.phase[exchange] = CONNECTING;
  s.events.push(s.now + balancer.model.connectTimeout, encode(CONNECT_FAILED, exchange));
}

export function connectFailed(s: Simulation, exchange: number): void {
  const { exchanges } = s;
  if (exchanges.phase[exchange] === ABANDONED) {
    exchanges.slots.give(exchange);
    return;
  }
  const edge = s.edges[exchanges.edge[exchange]!]!;
  const balancer = s.balancers[edge.balancer]!;
  const target = exchanges.target[exchange]!;
  release(s, exchange);
  exchanges.balanced[exchange] = 1;
  exchanges.phase[exchange] = OPEN;
  const count = exchanges.triedCount[exchange]!;
  if (count >= balancer.model.connectRetries) {
    answer(s, exchange, false, 0);
    return;
  }
  exchanges.tried[exchange * triedLimit + count] = target;
  exchanges.triedCount[exchange] = count + 1;
  connect(s, balancer, edge, exchange);
}

/** A service called without a load balancer. The caller's own timeout is its connect timeout. */
function direct(s: Simulation, edge: Edge, exchange: number): void {
  const service = s.services[edge.service]!;
  service.meter.attempts++;
  const from = s.jobs.server[s.exchanges.caller[exchange]!]!;
  const server = member(s, service, edge, from);
  if (service.spans && server >= 0)
    s.exchanges.extra[exchange] = s.exchanges.extra[exchange]! + further(s, edge, server);
  if (server >= 0 && fits(s, server, false, from)) {
    accept(s, exchange, server, edge.write);
    return;
  }
  service.meter.ended(false);
  if (server < 0) answer(s, exchange, false, 0);
}

/** How much further it is to a server than to the Region of its service, there and back. */
function further({ model, fleet }: Simulation, edge: Edge, server: number): number {
  const region = regionOfZone(model, fleet.servers[server]!.zone);
  return roundTrip(model, edge.from, region) - edge.distance;
}

const answers = (s: Simulation, server: number): boolean => {
  const { up, reachable } = s.fleet.servers[server]!;
  return up && reachable;
};

/**
 * The server that DNS or a driver would lead to, or −1 when there is none. Writes go
 * to a database's writer; its reads go to a random reader that can be reached, or else
 * to the writer, as Aurora's reader endpoint does; of a global database to those of the
 * caller's Region, where any can be reached. Other services: a random member that can be
 * reached. When none can be, one that cannot.
 */
function member(s: Simulation, service: ServiceNode, { write, from: region }: Edge, from: number): number {
  const database = service.kind === 'database';
  if (database && write) {
    for (const server of service.members) if (s.fleet.servers[server]!.writer) return server;
    return -1;
  }
  if (database && service.spans && region !== undefined) {
    const near = among(s, service, true, from, region);
    const nearest = near >= 0 ? near : among(s, service, false, from, region);
    if (nearest >= 0) return nearest;
  }
  if (service.members.length === 1) return service.members[0]!;
  const reader = among(s, service, database, from);
  if (reader >= 0) return reader;
  const any = database ? among(s, service, false, from) : -1;
  return any >= 0 ? any : (service.members[0] ?? -1);
}

/** @param region of those that are eligible. Missing: any. */
function among(s: Simulation, service: ServiceNode, readersOnly: boolean, from: number, region?: string): number {
  const isEligible = (server: number): boolean =>
    fits(s, server, readersOnly, from) &&
    (region === undefined || regionOfZone(s.model, s.fleet.servers[server]!.zone) === region);
  let eligible = 0;
  for (const server of service.members) if (isEligible(server)) eligible++;
  if (eligible === 0) return -1;
  let left = eligible === 1 ? 0 : service.routing.int(eligible);
  for (const server of service.members) if (isEligible(server) && left-- === 0) return server;
  return -1;
}

const fits = (s: Simulation, server: number, readersOnly: boolean, from: number): boolean =>
  answers(s, server) && reaches(s, from, server) && !(readersOnly && s.fleet.servers[server]!.writer);
