/** What a change of a server means to the traffic. */
import { deregister, insert, register, remove } from './health.ts';
import { loseAll } from './serving.ts';
import type { Simulation } from './simulation.ts';
import { Station } from './station.ts';

/** @throws RangeError for a server the fleet does not have, of an unknown service, or of a speed not above 0. */
export function serverChanged(s: Simulation, index: number): void {
  const server = s.fleet.servers[index];
  if (!server) throw new RangeError(`the fleet has no server ${index}`);
  if (!(server.speed > 0)) throw new RangeError(`the speed of ${server.name} must be above 0`);
  const station = s.stations[index] ?? open(s, index);
  const service = s.services[station.service]!;
  const up = server.up && !server.gone;
  if (station.up !== up) {
    if (station.up) loseAll(s, station);
    station.up = up;
    service.occupancy.settle(s.now);
    service.occupancy.slots += up ? station.concurrency : -station.concurrency;
  }
  const apart = server.apart.length > 0 && !server.gone;
  if (station.apart !== apart) {
    station.apart = apart;
    station.apartSince = s.now;
    for (const balancer of s.balancers) {
      if (balancer.service !== station.service) continue;
      if (apart) balancer.apart.add(index);
      else balancer.apart.delete(index);
    }
  }
  if (server.gone) remove(service.members, index);
  const registered = server.registered && !server.gone;
  if (station.registered !== registered) {
    station.registered = registered;
    for (const balancer of s.balancers) {
      if (balancer.service !== station.service) continue;
      if (registered) register(s, balancer, index);
      else deregister(s, balancer, index);
    }
  }
}

function open(s: Simulation, index: number): Station {
  const { name, service: id, gone } = s.fleet.servers[index]!;
  const service = s.services.find((node) => node.id === id);
  if (!service) throw new RangeError(`${name} belongs to ${id}, which the world does not have`);
  const station = new Station(index, service.index, service.concurrency, service.queueLimit);
  s.stations[index] = station;
  if (!gone) insert(service.members, index);
  return station;
}
