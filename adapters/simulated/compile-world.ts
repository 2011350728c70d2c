/** A World file as the engine takes it: plain numbers, every default filled in. */
import { millis } from '../../core/experiment/durations.ts';
import { regionOfService } from '../../core/world/region-of.ts';
import type {
  RetryPolicy as RetryPolicyOfFile,
  TimeDistribution as TimeDistributionOfFile,
  World,
  WorldService,
} from '../../core/world/schema.ts';
import type {
  AlarmModel,
  CallModel,
  GroupModel,
  InventoryModel,
  MetricIdentity,
  PoolModel,
  RetryPolicy,
  ServiceModel,
  TimeDistribution,
  ToldAlarmModel,
  WorldModel,
} from '../../simulator/model.ts';
import { compileCopied } from './compile-copied.ts';
import { compileGlobal } from './compile-global.ts';
import { compileNames, memoryOf } from './compile-names.ts';
import { compileNodeGroups, zonesUnder } from './compile-node-groups.ts';
import { compileSecurityGroup } from './compile-security-group.ts';

type AlarmOfFile = NonNullable<World['alarms']>[number];
type Instance = Extract<WorldService, { kind: 'auto-scaling-group' }>['instance'];
type InventoryItem = NonNullable<World['inventory']>[number];
type CallOfFile = NonNullable<Extract<WorldService, { kind: 'lambda' }>['calls']>[number];

const minute = 60_000;
/** mke2fs keeps 5 % of the blocks for privileged processes. */
const reservedByExt4 = 0.95;
/** As the AWS SDKs wait: a tenth of a second at first, twenty seconds at most. */
const retryDefaults = { base: 100, cap: 20_000 };
const noRetries: RetryPolicy = { max: 0, policy: 'immediate', base: 0, cap: 0 };
const defaultEndpoint = 'http://toxiproxy.internal:8474';
const defaultInstanceType = 'm7g.large';

/** @param world a valid World (see `core/world/validate.ts`): names are taken as resolved. */
export function compileWorld(world: World): WorldModel {
  // What AWS answers itself takes signed requests alone.
  const ofAws: readonly string[] = ['lambda', 'table', 'bucket'];
  const signed = new Set(world.services.flatMap(({ id, kind }) => (ofAws.includes(kind) ? [id] : [])));
  return {
    name: world.metadata.name,
    startAt: Date.parse(world.startAt),
    warmUp: orDefault(world.warmUp, 10 * minute),
    environment: world.environment,
    account: world.account,
    traffic: world.traffic,
    regions: world.regions,
    tags: world.tags ?? {},
    clients: world.clients.map((client) => ({
      id: client.id,
      calls: client.calls,
      rate: client.rate,
      arrivals: client.arrivals,
      operation: client.operation ?? 'read',
      timeout: millis(client.timeout),
      retries: retryPolicy(client.retries),
      ...memoryOf(client),
    })),
    ...compileNames(world),
    loadBalancers: world.loadBalancers.map((balancer) => ({
      id: balancer.id,
      to: balancer.to,
      ...(balancer.region !== undefined && { region: balancer.region }),
      tags: { ...world.tags, ...balancer.tags },
      ...(balancer.port !== undefined && { port: balancer.port }),
      balance: balancer.balance,
      connectTimeout: millis(balancer.connectTimeout),
      connectRetries: balancer.connectRetries,
      healthCheck: {
        every: millis(balancer.healthCheck.every),
        timeout: millis(balancer.healthCheck.timeout),
        unhealthyAfter: balancer.healthCheck.unhealthyAfter,
        healthyAfter: balancer.healthCheck.healthyAfter,
      },
    })),
    services: world.services.map((service) => compileService(service, world, signed)),
    ...(world.nodeGroups && { nodeGroups: compileNodeGroups(world) }),
    metrics: world.metrics.map((published) => ({
      ...identity(published),
      of: published.of,
      measure: published.measure,
      period: orDefault(published.period, minute),
    })),
    publicationDelay: orDefault(world.publicationDelay, minute),
    alarms: (world.alarms ?? []).map(compileAlarm),
    ...(world.told && { told: world.told.map(compileTold) }),
    proxies: (world.proxies ?? []).map(({ id, endpoint = defaultEndpoint, payload, tags }) => ({
      id,
      endpoint,
      tags: { ...world.tags, ...tags },
      ...(payload && { payload }),
    })),
    securityGroups: (world.securityGroups ?? []).map((group) => compileSecurityGroup(group, world.tags ?? {})),
    requests: {
      tenants: world.requests?.tenants ?? {},
      paths: world.requests?.paths ?? {},
      headers: world.requests?.headers ?? {},
    },
    inventory: (world.inventory ?? []).flatMap((item) => inventoryOf(item, world)),
  };
}

function inventoryOf({ type, names, zone, region, tags }: InventoryItem, world: World): readonly InventoryModel[] {
  const home = world.regions.find(({ zones }) => zone !== undefined && zones.includes(zone)) ?? world.regions[0]!;
  return names.map((name) => ({
    type,
    name,
    region: region ?? home.id,
    ...(zone !== undefined && { zone }),
    tags: { ...world.tags, ...tags },
  }));
}

function compileService(service: WorldService, world: World, signed: ReadonlySet<string>): ServiceModel {
  const { region } = service;
  const tags = { ...world.tags, ...service.tags };
  const id = { id: service.id, ...(region !== undefined && { region }) };
  switch (service.kind) {
    case 'auto-scaling-group':
      return {
        kind: service.kind,
        ...id,
        tags,
        zones: service.zones ?? zonesUnder(world, service) ?? zonesIn(world, regionOfService(world, service)),
        capacity: service.capacity,
        ...(service.scaling && { scaling: service.scaling }),
        instance: {
          type: service.instance.type ?? defaultInstanceType,
          concurrency: service.instance.concurrency,
          queue: service.instance.queue,
          serviceTime: distribution(service.instance.serviceTime),
          ...hostOf(service.instance),
        },
        ...(service.runsAs && { runsAs: service.runsAs }),
        ...(service.spot && { spot: service.spot }),
        ...(service.port !== undefined && { port: service.port }),
        replacement: {
          detection: millis(service.replacement.detection),
          launch: millis(service.replacement.launch),
          warmUp: millis(service.replacement.warmUp),
        },
        calls: (service.calls ?? []).map((call) => compileCall(call, signed)),
      };
    case 'cache':
      return {
        kind: service.kind,
        ...id,
        tags,
        hitShare: service.hitShare,
        concurrency: service.concurrency,
        lookup: distribution(service.lookup),
        misses: { to: service.misses.to, timeout: millis(service.misses.timeout) },
        ...(service.nodes && { nodes: service.nodes }),
        failover: orDefault(service.failover, minute / 2),
        refill: orDefault(service.refill, 5 * minute),
        ...(service.audience && { audience: service.audience }),
        ...(service.port !== undefined && { port: service.port }),
      };
    case 'database':
      return {
        kind: service.kind,
        ...id,
        tags,
        ...compileGlobal(service),
        concurrency: service.concurrency,
        queue: service.queue,
        queryTime: distribution(service.queryTime),
        failover: millis(service.failover),
        ...(service.port !== undefined && { port: service.port }),
      };
    case 'table':
    case 'bucket':
      return compileCopied(service, { ...id, tags }, distribution(service.requestTime));
    case 'lambda':
      return {
        kind: service.kind,
        ...id,
        tags,
        concurrency: service.concurrency,
        serviceTime: distribution(service.serviceTime),
        calls: (service.calls ?? []).map((call) => compileCall(call, signed)),
      };
  }
}

const zonesIn = ({ regions }: World, region: string): readonly string[] =>
  regions.find(({ id }) => id === region)?.zones ?? [];

function hostOf({ restart, memory, disk, tokens }: Instance): Partial<GroupModel['instance']> {
  return {
    ...(restart !== undefined && { restart: millis(restart) }),
    ...(memory && {
      memory: {
        used: memory.used,
        collection: memory.collection ?? 0,
        survives: orDefault(memory.survives, minute / 2),
      },
    }),
    ...(disk && {
      disk: {
        used: disk.used,
        requests: disk.requests,
        fullAt: disk.fullAt ?? reservedByExt4,
        ...(disk.time !== undefined && { time: millis(disk.time) }),
      },
    }),
    ...(tokens && { tokens: { requests: tokens.requests, validFor: millis(tokens.validFor) } }),
  };
}

const compileCall = (call: CallOfFile, signed: ReadonlySet<string>): CallModel => ({
  to: call.to,
  share: call.share ?? 1,
  operation: call.operation ?? 'read',
  timeout: millis(call.timeout),
  retries: retryPolicy(call.retries),
  optional: call.optional ?? false,
  ...(call.proxy !== undefined && { proxy: call.proxy }),
  ...(call.pool && { pool: compilePool(call.pool) }),
  ...((call.signed ?? signed.has(call.to)) && { signed: true }),
});

const compilePool = ({ size, queue = 0, warmUp }: NonNullable<CallOfFile['pool']>): PoolModel => ({
  size,
  queue,
  ...(warmUp && {
    warmUp: {
      idle: warmUp.idle,
      connect: millis(warmUp.connect),
      atOnce: warmUp.atOnce ?? 1,
      keep: orDefault(warmUp.keep, 10 * minute),
    },
  }),
});

function compileAlarm(alarm: AlarmOfFile): AlarmModel {
  const [comparison, threshold] = Object.entries(alarm.threshold)[0] as [AlarmModel['comparison'], number];
  return {
    name: alarm.name,
    metric: identity(alarm.metric),
    stat: alarm.stat,
    period: millis(alarm.period),
    comparison,
    threshold,
    breaching: alarm.datapoints.breaching,
    of: alarm.datapoints.of,
    missingData: alarm.missingData,
  };
}

const compileTold = ({ name, raised }: NonNullable<World['told']>[number]): ToldAlarmModel => ({
  name,
  raised: raised.map(({ from, for: time, reason }) => ({
    from: Date.parse(from),
    until: Date.parse(from) + millis(time),
    reason,
  })),
});

const identity = (of: AlarmOfFile['metric']): MetricIdentity => ({
  namespace: of.namespace,
  metric: of.metric,
  dimensions: of.dimensions ?? {},
});

const retryPolicy = (retries: RetryPolicyOfFile | undefined): RetryPolicy =>
  retries === undefined
    ? noRetries
    : {
        max: retries.max,
        policy: retries.policy,
        base: orDefault(retries.base, retryDefaults.base),
        cap: orDefault(retries.cap, retryDefaults.cap),
      };

function distribution(time: TimeDistributionOfFile): TimeDistribution {
  if ('exactly' in time) return { kind: 'exactly', value: millis(time.exactly) };
  if ('mean' in time) return { kind: 'exponential', mean: millis(time.mean) };
  return { kind: 'log-normal', median: millis(time.median), p99: millis(time.p99) };
}

const orDefault = (duration: string | undefined, fallback: number): number =>
  duration === undefined ? fallback : millis(duration);
