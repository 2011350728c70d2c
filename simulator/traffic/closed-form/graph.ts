/** The world's nodes and calls by position, with times ready to be drawn. Semantics as in the request model. */
import { Sampler } from '../../engine/distributions.ts';
import type { Random } from '../../engine/random.ts';
import { mayRoute, nodesCalled, regionOfNode, regionOfService, roundTrip } from '../../geography.ts';
import type { LoadBalancerModel, PoolModel, RetryPolicy, ServiceModel, WorldModel } from '../../model.ts';
import { placesOf, timesOf } from '../service.ts';

export interface Call {
  /** Dense, over the whole world. */
  readonly index: number;
  /** Name of the load balancer or service called. */
  readonly to: string;
  /** Region that it is called from, and how far what is called is from there, in milliseconds there and back. */
  readonly from: string | undefined;
  readonly distance: number;
  /** Connections that one calling server keeps; undefined: as many as it needs. */
  readonly pool: PoolModel | undefined;
  /** Index of the load balancer called, or −1. */
  readonly balancer: number;
  /** Index of the service that answers. */
  readonly service: number;
  readonly share: number;
  readonly write: boolean;
  readonly optional: boolean;
  readonly timeout: number;
  readonly retries: RetryPolicy;
}

export interface ClosedService {
  readonly kind: ServiceModel['kind'];
  readonly concurrency: number;
  readonly queue: number;
  readonly hitShare: number;
  readonly times: Sampler;
  readonly calls: readonly Call[];
}

export interface ClosedGraph {
  readonly clients: readonly {
    readonly rate: number;
    readonly call: Call;
    /** By node: calls to where its name may lead. */
    readonly ways: ReadonlyMap<string, Call>;
  }[];
  readonly balancers: readonly {
    readonly model: LoadBalancerModel;
    readonly service: number;
    /** It has a node in each. */
    readonly zones: readonly string[];
  }[];
  readonly services: readonly ClosedService[];
  /** How much further it is to a server in a Region than to its service's own. */
  further(call: Call, region: string | undefined): number;
}

type Resolvable = Omit<Call, 'index' | 'to' | 'pool' | 'balancer' | 'service' | 'distance'> & {
  readonly pool?: PoolModel;
};

const noRetries: RetryPolicy = { max: 0, policy: 'immediate', base: 0, cap: 0 };

/** @throws RangeError for a name that nothing bears. */
export function closedGraph(model: WorldModel, random: Random): ClosedGraph {
  const position = (nodes: readonly { readonly id: string }[], id: string) => nodes.findIndex((node) => node.id === id);
  const serviceAt = (id: string): number => {
    const index = position(model.services, id);
    if (index < 0) throw new RangeError(`nothing in the world is called ${id}`);
    return index;
  };
  let calls = 0;
  const resolve = (to: string, { pool, ...rest }: Resolvable): Call => {
    const balancer = position(model.loadBalancers, to);
    return {
      index: calls++,
      to,
      distance: roundTrip(model, rest.from, regionOfNode(model, to)),
      pool,
      balancer,
      service: serviceAt(balancer < 0 ? to : model.loadBalancers[balancer]!.to),
      ...rest,
    };
  };
  const callsOf = (service: ServiceModel): readonly Call[] => {
    if (service.kind === 'database' || service.kind === 'table' || service.kind === 'bucket') return [];
    const from = regionOfService(model, service);
    if (service.kind === 'cache') {
      const { to, timeout } = service.misses;
      const rest = { from, share: 1, optional: false, timeout, retries: noRetries };
      return [resolve(to, { ...rest, write: false }), resolve(to, { ...rest, write: true })];
    }
    return service.calls.map(({ to, operation, ...rest }) =>
      resolve(to, { from, ...rest, write: operation === 'write' }),
    );
  };
  return {
    further: ({ from, distance }, region) => (region === undefined ? 0 : roundTrip(model, from, region) - distance),
    clients: model.clients.map(({ calls, rate, operation, timeout, retries, region: from }) => {
      const own = nodesCalled(model, calls);
      // A record may be led to any load balancer.
      const places = mayRoute(model, calls) ? [...own, ...model.loadBalancers.map(({ id }) => id)] : own;
      const call = { from, share: 1, write: operation === 'write', optional: false, timeout, retries };
      const ways = new Map([...new Set(places)].map((to) => [to, resolve(to, call)]));
      const [first] = ways.values();
      if (!first) throw new RangeError(`no DNS record for ${calls}`);
      return { rate, call: first, ways };
    }),
    balancers: model.loadBalancers.map((balancer) => {
      const service = serviceAt(balancer.to);
      const target = model.services[service]!;
      return { model: balancer, service, zones: target.kind === 'auto-scaling-group' ? target.zones : [] };
    }),
    services: model.services.map((service) => ({
      kind: service.kind,
      ...placesOf(service),
      hitShare: service.kind === 'cache' ? service.hitShare : 0,
      times: new Sampler(timesOf(service), random),
      calls: callsOf(service),
    })),
  };
}
