/** New requests of a client: Poisson, or at even intervals. */
import { proceed } from './calls.ts';
import { ARRIVAL, encode } from './events.ts';
import type { ClientNode } from './nodes.ts';
import type { Simulation } from './simulation.ts';

export function expectArrival(s: Simulation, client: ClientNode): void {
  const { rate, arrivals } = client.model;
  if (!(rate > 0)) return;
  client.arrived++;
  // Counted from the start, even intervals gather no rounding error.
  const at =
    arrivals === 'constant' ? (client.arrived * 1000) / rate : s.now + client.arrivals.exponential(1000 / rate);
  s.events.push(at, encode(ARRIVAL, client.index));
}

export function arrive(s: Simulation, client: ClientNode): void {
  if (s.silent) return;
  const { jobs } = s;
  s.requests++;
  const job = jobs.take(~client.index, -1, -1, s.now);
  jobs.nature[job] = client.natures.int(2 ** 32);
  jobs.edge[job] = client.firstEdge;
  jobs.end[job] = client.endEdge;
  proceed(s, job);
  expectArrival(s, client);
}
