/** Literal worlds of a few nodes, everything not under test at rest. */
import type {
  CallModel,
  ClientModel,
  FunctionModel,
  GroupModel,
  LoadBalancerModel,
  RetryPolicy,
  ServiceModel,
  WorldModel,
} from '../../simulator/model.ts';
import { createRequestTraffic, type RequestTraffic } from '../../simulator/traffic/requests/index.ts';
import { type StandingFleet, standingFleet } from '../../simulator/traffic/requests/standing-fleet.ts';
import type { NodeMeasurements } from '../../simulator/traffic.ts';

export const exactly = (value: number) => ({ kind: 'exactly', value }) as const;
export const exponential = (mean: number) => ({ kind: 'exponential', mean }) as const;
export const noRetries: RetryPolicy = { max: 0, policy: 'immediate', base: 0, cap: 0 };
export const immediately = (max: number): RetryPolicy => ({ ...noRetries, max });

/** Requests at even intervals to the name `front`. */
export const client = (rate: number, changes: Partial<ClientModel> = {}): ClientModel => ({
  id: 'users',
  calls: 'front',
  rate,
  arrivals: 'constant',
  operation: 'read',
  timeout: 1000,
  retries: noRetries,
  ...changes,
});

export const balancer = (to: string, changes: Partial<LoadBalancerModel> = {}): LoadBalancerModel => ({
  id: 'balancer',
  to,
  tags: {},
  balance: 'round-robin',
  connectTimeout: 100,
  connectRetries: 0,
  healthCheck: { every: 5000, timeout: 2000, unhealthyAfter: 2, healthyAfter: 2 },
  ...changes,
});

export const group = (
  id: string,
  size: number,
  instance: Partial<GroupModel['instance']> = {},
  calls: readonly CallModel[] = [],
): GroupModel => ({
  kind: 'auto-scaling-group',
  id,
  tags: {},
  zones: ['z1'],
  capacity: { desired: size, min: 0, max: size + 10 },
  instance: { type: 'm7g.large', concurrency: 10, queue: 10, serviceTime: exactly(10), ...instance },
  replacement: { detection: 0, launch: 0, warmUp: 0 },
  calls,
});

export const call = (to: string, changes: Partial<CallModel> = {}): CallModel => ({
  to,
  share: 1,
  operation: 'read',
  timeout: 500,
  retries: noRetries,
  optional: false,
  ...changes,
});

export const database = (
  id: string,
  instances: number,
  changes: { concurrency?: number; queue?: number; queryTime?: GroupModel['instance']['serviceTime'] } = {},
): ServiceModel => ({
  kind: 'database',
  id,
  tags: {},
  instances: Array.from({ length: instances }, (_, i) => ({ id: `${id}-${i + 1}`, zone: 'z1' })),
  concurrency: 10,
  queue: 10,
  queryTime: exactly(5),
  failover: 0,
  ...changes,
});

export const lambda = (id: string, concurrency: number, time: number): FunctionModel => ({
  kind: 'lambda',
  id,
  tags: {},
  concurrency,
  serviceTime: exactly(time),
  calls: [],
});

/** `front` leads to the load balancer if there is one, and to the first service otherwise. */
export function world(
  clients: readonly ClientModel[],
  services: readonly ServiceModel[],
  loadBalancers: readonly LoadBalancerModel[] = [balancer(services[0]!.id)],
): WorldModel {
  return {
    name: 'small',
    startAt: 0,
    warmUp: 0,
    environment: 'test',
    account: '111122223333',
    traffic: 'requests',
    regions: [{ id: 'r', zones: ['z1'] }],
    clients,
    dns: [{ name: 'front', to: loadBalancers[0]?.id ?? services[0]!.id, ttl: 60_000 }],
    loadBalancers,
    services,
    metrics: [],
    publicationDelay: 0,
    alarms: [],
  };
}

export interface Running {
  readonly traffic: RequestTraffic;
  readonly fleet: StandingFleet;
  /** Runs to an instant. */
  to(instant: number): void;
  /** Changes servers of a service now, all of them or one. */
  change(service: string, changes: Partial<StandingFleet['servers'][number]>, which?: number): void;
  /** What a node did since the last look at any node, after running to an instant. */
  look(node: string, until?: number): NodeMeasurements;
  /** The same of all nodes. */
  lookAll(until?: number): Readonly<Record<string, NodeMeasurements>>;
}

export function running(model: WorldModel, seed = 1): Running {
  const fleet = standingFleet(model);
  const traffic = createRequestTraffic({ model, fleet, seed, start: 0 });
  const to = (instant: number) => traffic.advance(instant);
  const lookAll = (until?: number) => {
    if (until !== undefined) to(until);
    return Object.fromEntries(traffic.drain().map((measured) => [measured.node, measured]));
  };
  return {
    traffic,
    fleet,
    to,
    lookAll,
    look: (node, until) => lookAll(until)[node]!,
    change: (service, changes, which) => {
      const servers = fleet.of(service);
      for (const server of which === undefined ? servers : [servers[which]!]) {
        Object.assign(server, changes);
        traffic.changed(server.index);
      }
    },
  };
}

export const meanLatency = ({ latency }: NodeMeasurements): number => latency.sum / latency.count;
