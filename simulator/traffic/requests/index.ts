/**
 * Traffic, request by request: clients → load balancers → servers with queues and
 * limited concurrency → what those call in turn. Overload, retry amplification and slow
 * recovery are not modelled anywhere: they happen. `README.md` beside this file lists
 * what is simulated and what is left out.
 */
import type { Fleet } from '../../fleet.ts';
import type { Instant, WorldModel } from '../../model.ts';
import { type Routing, straight } from '../../routing.ts';
import type { Traffic } from '../../traffic.ts';
import { expectArrival } from './arrivals.ts';
import { serverChanged } from './fleet-changes.ts';
import { isHealthy } from './health.ts';
import { run } from './loop.ts';
import { Simulation } from './simulation.ts';

export interface RequestTrafficOptions {
  readonly model: WorldModel;
  /** Its servers may stand already, or be added later, each announced by `changed`. */
  readonly fleet: Fleet;
  readonly seed: number;
  /** The clients' first instant. */
  readonly start: Instant;
  /** Where names lead at any instant. Default: each of a world's to one place for good, and no zone is left. */
  readonly routing?: () => Routing;
}

/** What is under way now. */
export interface Census {
  /** Requests of clients that have not ended. */
  readonly requests: number;
  /** Slots in use at servers, and requests waiting for one. */
  readonly slots: number;
  readonly waiting: number;
  /** Records in use: jobs (requests, slots, waiting, and what died with its server a moment ago) and exchanges. */
  readonly jobs: number;
  readonly exchanges: number;
  /** Events handled so far. */
  readonly events: number;
}

export interface RequestTraffic extends Traffic {
  census(): Census;
  /** Clients send nothing new from now on; what is under way goes on. */
  silence(): void;
}

/**
 * The same model, fleet and seed give the same measurements to the last bit, however
 * the time is cut into calls of `advance`.
 *
 * @throws RangeError for a model that names what it does not have.
 */
export function createRequestTraffic(options: RequestTrafficOptions): RequestTraffic {
  const { model, fleet, seed, start, routing = () => straight } = options;
  const s = new Simulation(model, fleet, seed, routing, start);
  const leave = () => {
    const { left } = routing();
    for (const balancer of s.balancers) balancer.left = left[balancer.model.id] ?? [];
  };
  leave();
  for (const server of fleet.servers) serverChanged(s, server.index);
  for (const client of s.clients) expectArrival(s, client);
  return {
    advance: (to) => run(s, to - start),
    changed: (server) => serverChanged(s, server),
    rerouted: leave,
    drain: () => [
      ...s.clients.map(({ meter }) => meter.drain()),
      ...s.balancers.map(({ meter }) => meter.drain()),
      ...s.services.map(({ meter, occupancy }) => meter.drain(occupancy.drain(s.now))),
    ],
    written: (service) => s.services.find(({ id }) => id === service)?.written ?? 0,
    healthy: (loadBalancer, server) => {
      const balancer = s.balancers.find((node) => node.model.id === loadBalancer);
      if (!balancer) throw new RangeError(`no load balancer is called ${loadBalancer}`);
      return isHealthy(s, balancer, server);
    },
    census: () => censusOf(s),
    silence: () => {
      s.silent = true;
    },
  };
}

function censusOf(s: Simulation): Census {
  let slots = 0;
  let waiting = 0;
  for (const { occupancy } of s.services) {
    slots += occupancy.held;
    waiting += occupancy.queued;
  }
  return {
    requests: s.requests,
    slots,
    waiting,
    jobs: s.jobs.slots.used,
    exchanges: s.exchanges.slots.used,
    events: s.events.popped,
  };
}
