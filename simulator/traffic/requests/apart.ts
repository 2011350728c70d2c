/**
 * Zones that do not reach each other. A load balancer has a node in each zone of its
 * service. A caller in a zone meets that of its own zone, a caller from outside any of
 * them; a node that finds a target out of its reach leaves it alone from then on.
 */
import type { HealthCheckModel } from '../../model.ts';
import type { BalancerNode } from './nodes.ts';
import type { Simulation } from './simulation.ts';

/** From the cut until the nodes behind it have seen enough checks fail. The first comes after half the interval, on average. */
export const timeToNotice = ({ every, timeout, unhealthyAfter }: HealthCheckModel): number =>
  every / 2 + (unhealthyAfter - 1) * Math.max(every, timeout) + timeout;

/** The zone from which a load balancer's node reaches for targets; undefined for a service that is in no zone. */
export function zoneOf(s: Simulation, balancer: BalancerNode, exchange: number): string | undefined {
  const { place } = s.exchanges;
  if (place[exchange]! < 0) {
    const caller = s.jobs.server[s.exchanges.caller[exchange]!]!;
    const own = caller < 0 ? -1 : balancer.zones.indexOf(s.fleet.servers[caller]!.zone ?? '');
    place[exchange] = own >= 0 || balancer.zones.length === 0 ? own : balancer.places.int(balancer.zones.length);
  }
  return balancer.zones[place[exchange]!];
}

/** Whether a server can be reached from a zone, by what is not itself cut off. */
export const reachedFrom = (s: Simulation, server: number, zone: string | undefined): boolean =>
  zone === undefined || !s.fleet.servers[server]!.apart.includes(zone);

/** Whether one server reaches another without a load balancer between them. */
export function reaches(s: Simulation, from: number, to: number): boolean {
  const [a, b] = [s.fleet.servers[from], s.fleet.servers[to]!];
  if (!a) return true;
  return !a.apart.includes(b.zone ?? '') && !b.apart.includes(a.zone ?? '');
}

/** A node in the zone knows by now that it does not reach the target. */
export function avoided(s: Simulation, balancer: BalancerNode, server: number, zone: string | undefined): boolean {
  if (reachedFrom(s, server, zone)) return false;
  return s.now >= s.stations[server]!.apartSince + timeToNotice(balancer.model.healthCheck);
}
