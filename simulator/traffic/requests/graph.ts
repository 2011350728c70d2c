import { Sampler } from '../../engine/distributions.ts';
import { stream } from '../../engine/random.ts';
import {
  mayRoute,
  nodesCalled,
  regionOfNode,
  regionOfService,
  roundTrip,
  spansRegions,
  ttlOf,
} from '../../geography.ts';
import type { LoadBalancerModel, PoolModel, RetryPolicy, ServiceModel, WorldModel } from '../../model.ts';
import type { Routing } from '../../routing.ts';
import { placesOf, timesOf } from '../service.ts';
import { triedLimit } from './exchanges.ts';
import { Meter } from './meter.ts';
import type { BalancerNode, Calling, ClientNode, Edge, Graph, ServiceNode } from './nodes.ts';
import { Occupancy } from './occupancy.ts';
import { Resolvers } from './resolvers.ts';

type Call = Pick<Edge, 'share' | 'write' | 'optional' | 'timeout' | 'retries'> & { readonly pool?: PoolModel };

const noRetries: RetryPolicy = { max: 0, policy: 'immediate', base: 0, cap: 0 };

/**
 * The world as a graph, each node with its own meter and streams. A name that leads to one
 * place for good is resolved here, once; of one that routes, there is an edge to each place.
 *
 * @throws RangeError for a name that nothing bears, or a number beyond what the model can do.
 */
export function graphOf(model: WorldModel, seed: number, routing: () => Routing, start: number): Graph {
  const edges: Edge[] = [];

  const add = (
    from: string | undefined,
    to: string,
    { share, write, optional, timeout, retries, pool }: Call,
  ): Edge => {
    const balancer = position(model.loadBalancers, to);
    const service = balancer < 0 ? position(model.services, to) : -1;
    if (balancer < 0 && service < 0) throw new RangeError(`nothing in the world is called ${to}`);
    if (!(timeout > 0)) throw new RangeError(`the timeout of a call to ${to} must be above 0`);
    const index = edges.length;
    const list = { oldest: -1, newest: -1, armed: false };
    const connections = { pool, pools: new Map() };
    const far = { from, distance: roundTrip(model, from, regionOfNode(model, to)) };
    const edge = {
      index,
      to,
      ...far,
      balancer,
      service,
      share,
      write,
      optional,
      timeout,
      retries,
      ...connections,
      ...list,
    };
    edges.push(edge);
    return edge;
  };

  const calling = (id: string, addEdges: () => void): Calling => {
    const firstEdge = edges.length;
    addEdges();
    return { firstEdge, endEdge: edges.length, backoff: stream(seed, `backoff/${id}`), meter: new Meter(id) };
  };

  const clients = model.clients.map((client, index): ClientNode => {
    const places = nodesCalled(model, client.calls);
    if (places.length === 0) throw new RangeError(`no DNS record for ${client.calls}`);
    const { id, timeout, retries, region } = client;
    const call = { share: 1, write: client.operation === 'write', optional: false, timeout, retries };
    const arrivals = stream(seed, `arrivals/${id}`);
    const natures = stream(seed, `natures/${id}`);
    const answered = () => routing().answered[id] ?? [];
    const resolvers = mayRoute(model, client.calls)
      ? new Resolvers(client, ttlOf(model, client), answered, seed, start)
      : undefined;
    const ways = new Map<string, Edge>();
    const node = calling(id, () => {
      for (const to of new Set(places)) ways.set(to, add(region, to, call));
    });
    return { ...node, index, model: client, arrivals, natures, arrived: 0, resolvers, ways };
  });

  const services = model.services.map(
    (service, index): ServiceNode => ({
      ...calling(service.id, () => {
        for (const { to, ...call } of callsOf(service)) add(regionOfService(model, service), to, call);
      }),
      index,
      id: service.id,
      kind: service.kind,
      concurrency: placesOf(service).concurrency,
      queueLimit: placesOf(service).queue,
      hitShare: service.kind === 'cache' ? service.hitShare : 0,
      times: new Sampler(timesOf(service), stream(seed, `service-times/${service.id}`)),
      branches: stream(seed, `branches/${service.id}`),
      faults: stream(seed, `faults/${service.id}`),
      disks: stream(seed, `disks/${service.id}`),
      routing: stream(seed, `routing/${service.id}`),
      occupancy: new Occupancy(),
      spans: spansRegions(model, service),
      counts: service.kind === 'database' || service.kind === 'bucket',
      written: 0,
      members: [],
    }),
  );

  const balancers = model.loadBalancers.map((balancer, index) =>
    balancerOf(balancer, index, position(model.services, balancer.to), model, seed),
  );
  return { clients, balancers, services, edges };
}

const position = (nodes: readonly { readonly id: string }[], id: string): number =>
  nodes.findIndex((node) => node.id === id);

function balancerOf(
  model: LoadBalancerModel,
  index: number,
  service: number,
  { services }: WorldModel,
  seed: number,
): BalancerNode {
  if (service < 0) throw new RangeError(`no service is called ${model.to}`);
  if (model.connectRetries > triedLimit) throw new RangeError(`${model.id}: at most ${triedLimit} connect retries`);
  const target = services[service]!;
  return {
    index,
    model,
    service,
    places: stream(seed, `places/${model.id}`),
    zones: target.kind === 'auto-scaling-group' ? target.zones : [],
    left: [],
    apart: new Set(),
    routing: stream(seed, `routing/${model.id}`),
    checks: stream(seed, `health-checks/${model.id}`),
    meter: new Meter(model.id),
    registered: [],
    passing: [],
    untried: [],
    outstanding: [],
    checkOf: [],
    turn: 0,
  };
}

/** A cache has two: where its misses go, and where writes go through it. */
function callsOf(service: ServiceModel): readonly (Call & { readonly to: string })[] {
  if (service.kind === 'database' || service.kind === 'table' || service.kind === 'bucket') return [];
  if (service.kind === 'cache') {
    const call = { ...service.misses, share: 1, optional: false, retries: noRetries };
    return [
      { ...call, write: false },
      { ...call, write: true },
    ];
  }
  return service.calls.map(({ operation, ...call }) => ({ ...call, write: operation === 'write' }));
}
