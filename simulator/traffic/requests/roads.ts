/** What the network does to an exchange between two ends that are known: who called, from which zone, and who answers. */
import type { Server } from '../../fleet.ts';
import { aboutZones, type Road, roadOf } from '../road.ts';
import { zoneOf } from './apart.ts';
import type { ServiceNode } from './nodes.ts';
import type { Simulation } from './simulation.ts';

/** A load balancer's node stands in a zone; a server that calls without one has impairments of its own, too. */
export function roadBetween(s: Simulation, service: ServiceNode, server: Server, exchange: number): Road {
  const { exchanges, jobs, fleet } = s;
  const { faults } = service;
  const balancer = s.balancers[s.edges[exchanges.edge[exchange]!]!.balancer];
  if (balancer) {
    const asked = server.impairments.some(({ zone }) => zone !== undefined);
    return roadOf(server.impairments, asked ? zoneOf(s, balancer, exchange) : undefined, faults);
  }
  const caller = fleet.servers[jobs.server[exchanges.caller[exchange]!]!];
  const there = roadOf(server.impairments, caller?.zone, faults);
  const own = caller ? aboutZones(caller.impairments) : [];
  if (own.length === 0) return there;
  const back = roadOf(own, server.zone, faults);
  return { delay: there.delay + back.delay, broken: there.broken || back.broken };
}
