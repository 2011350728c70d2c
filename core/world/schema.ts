/**
 * Kind `World`: a simulated fleet to rehearse on (ADR 2 says why it is shaped this way).
 *
 * A world is a graph of named nodes. `clients` send requests to a DNS name, DNS
 * points to a load balancer, a load balancer spreads over a service, and a service
 * may call load balancers and services in turn. Everything a probe or an alarm may
 * read is declared under `metrics`: nothing is measured by accident. Rates are per
 * second, times are ISO 8601 durations, shares are 0 to 1.
 */
import * as z from 'zod/mini';
import { fixedDuration, id, instant, tags, text } from '../experiment/schema/scalars.ts';
import { grants, homes, source } from '../platform/settings.ts';
import { inventoryItem, proxy } from './beside.ts';
import { client } from './clients.ts';
import { bucket, table } from './copied.ts';
import { globalDatabase } from './global-database.ts';
import { disk, memory } from './host.ts';
import { accelerator, distance, dnsRecord, healthCheck, routingControl } from './names.ts';
import { nodeGroup } from './node-groups.ts';
import { provisions } from './provisions.ts';
import { requests } from './requests.ts';
import { commonOfServices, count, positive, retryPolicy, share, timeDistribution } from './scalars.ts';
import { securityGroup } from './security-group.ts';
import { audience, pool, scaling } from './warm-up.ts';

export { inventoryTypes } from './beside.ts';

/** One dependency of a service. A failed call fails the request, unless it is `optional`. */
export const call = z.strictObject({
  /** A load balancer, or a service that is not behind one (cache, database, function). */
  to: id,
  /** Of the caller's requests, the share that make this call. Default 1. */
  share: z.optional(share),
  operation: z.optional(z.enum(['read', 'write'])),
  timeout: fixedDuration,
  retries: z.optional(retryPolicy),
  /** The caller has a fallback: failure degrades the answer and does not fail it. */
  optional: z.optional(z.boolean()),
  /** Default: as many connections as it needs. */
  pool: z.optional(pool),
  /** One of `proxies`, that it goes through. Each call has a connection of its own there. */
  proxy: z.optional(id),
  /** Signed with the time of the caller's clock. Default: calls to functions and tables are, others are not. */
  signed: z.optional(z.boolean()),
});

const port = z.optional(z.int().check(z.gte(1), z.lte(65_535)));

export const autoScalingGroup = z.strictObject({
  kind: z.literal('auto-scaling-group'),
  ...commonOfServices,
  /** Default: every zone of its Region. */
  zones: z.optional(z.array(text)),
  capacity: z.strictObject({ desired: positive, min: count, max: positive }),
  /** Default: it keeps its desired capacity, however busy. */
  scaling: z.optional(scaling),
  /** Requests that one instance serves at once, that wait before it refuses, and how long one takes alone. */
  instance: z.strictObject({
    type: z.optional(text),
    concurrency: positive,
    queue: count,
    serviceTime: timeDistribution,
    /** From the death of the process (killed, out of memory) until it serves again. */
    restart: z.optional(fixedDuration),
    memory: z.optional(memory),
    disk: z.optional(disk),
    /** Share of requests with a token that the instance checks by its own clock, and how long one is valid. */
    tokens: z.optional(z.strictObject({ requests: share, validFor: fixedDuration })),
  }),
  /** They are tasks of ECS or pods of Kubernetes in this cluster, which stand on its `nodeGroups` where it has some. Default: instances of EC2. */
  runsAs: z.optional(z.strictObject({ kind: z.enum(['ecs-tasks', 'eks-pods']), cluster: id })),
  /** They are spot instances. `replacedOnNotice`: the group launches another as soon as an interruption is announced. */
  spot: z.optional(z.strictObject({ replacedOnNotice: z.boolean() })),
  /** That its load balancers connect to. Default 8080. */
  port,
  replacement: z.strictObject({
    /** From an instance's death to the group's noticing. */
    detection: fixedDuration,
    /** From the decision to a running instance. */
    launch: fixedDuration,
    /** From running to passing its first health check. */
    warmUp: fixedDuration,
  }),
  calls: z.optional(z.array(call)),
});

export const cache = z.strictObject({
  kind: z.literal('cache'),
  ...commonOfServices,
  hitShare: share,
  concurrency: positive,
  lookup: timeDistribution,
  /** Its nodes, the primary first. Default: one, in no zone. */
  nodes: z.optional(z.array(z.strictObject({ id, zone: text })).check(z.minLength(1), z.maxLength(6))),
  /** From the loss of the primary to a replica that answers. Default PT30S. */
  failover: z.optional(fixedDuration),
  /** An empty cache has 63 % of its usual hits back after this, 95 % after three times it. Default PT5M. */
  refill: z.optional(fixedDuration),
  /** It gets colder as those come whom it has not served, and warm again after `refill`. Default: it holds everybody's data. */
  audience: z.optional(audience),
  /** Default 6379. */
  port,
  /** Where misses go. */
  misses: z.strictObject({ to: id, timeout: fixedDuration }),
});

export const database = z.strictObject({
  kind: z.literal('database'),
  ...commonOfServices,
  /** The first is the writer at the start. */
  instances: z.array(z.strictObject({ id, zone: text })).check(z.minLength(1), z.maxLength(16)),
  /** Connections one instance serves at once, and that wait. */
  concurrency: positive,
  queue: count,
  queryTime: timeDistribution,
  /** From the loss of the writer to a promoted reader that takes writes. */
  failover: fixedDuration,
  /** Secondary clusters in other Regions. Default: none. */
  global: z.optional(globalDatabase),
  /** Default 5432. */
  port,
});

export const lambdaFunction = z.strictObject({
  kind: z.literal('lambda'),
  ...commonOfServices,
  concurrency: positive,
  serviceTime: timeDistribution,
  calls: z.optional(z.array(call)),
});

export const service = z.discriminatedUnion('kind', [autoScalingGroup, cache, database, table, bucket, lambdaFunction]);

export const measures = [
  'requests',
  'successes',
  'failures',
  'success-percent',
  'failure-percent',
  'latency',
  'attempts',
  'cpu-percent',
  'queue-length',
  'healthy-hosts',
  'in-service',
  'in-use-percent',
  'hit-percent',
  'fallbacks',
  'memory-percent',
  'disk-percent',
  'replication-lag',
  'stale-percent',
  'lost-writes',
  'missing-percent',
  'pending-writes',
  'pending-pods',
] as const;

export const publishedMetric = z.strictObject({
  namespace: text,
  metric: text,
  dimensions: z.optional(z.record(z.string(), text)),
  /** The client, load balancer, service or node group that is measured. */
  of: id,
  measure: z.enum(measures),
  /** Resolution: PT1M unless it is a high-resolution metric. */
  period: z.optional(fixedDuration),
});

export const alarm = z.strictObject({
  name: text,
  /** A metric published above. */
  metric: z.strictObject({ namespace: text, metric: text, dimensions: z.optional(z.record(z.string(), text)) }),
  stat: text,
  period: fixedDuration,
  threshold: z.union([
    z.strictObject({ above: z.number() }),
    z.strictObject({ atLeast: z.number() }),
    z.strictObject({ below: z.number() }),
    z.strictObject({ atMost: z.number() }),
  ]),
  /** In alarm when `breaching` of the last `of` datapoints breach: M of N. */
  datapoints: z.strictObject({ breaching: positive, of: positive }),
  missingData: z.enum(['missing', 'ignore', 'breaching', 'notBreaching']),
});

/** An alarm that hangs on no metric of the world: an incident that people declare, a deployment under way. */
export const toldAlarm = z.strictObject({
  name: text,
  /** In ALARM then, and OK otherwise. */
  raised: z
    .array(z.strictObject({ from: instant, for: fixedDuration, reason: text }))
    .check(z.minLength(1), z.maxLength(1000)),
});

export const loadBalancer = z.strictObject({
  id,
  to: id,
  /** Default: that of what it spreads over. */
  region: z.optional(text),
  tags: z.optional(tags),
  /** That it listens on. Default 443. */
  port,
  balance: z.enum(['round-robin', 'random', 'least-outstanding', 'two-choices']),
  /** A target that does not answer the connection within this is given up. */
  connectTimeout: fixedDuration,
  /** Other targets tried after a failed connection. */
  connectRetries: z.int().check(z.gte(0), z.lte(3)),
  healthCheck: z.strictObject({
    every: fixedDuration,
    timeout: fixedDuration,
    unhealthyAfter: positive,
    healthyAfter: positive,
  }),
});

export const world = z.strictObject({
  apiVersion: z.literal('squall/v1'),
  kind: z.literal('World'),
  metadata: z.strictObject({ name: id, title: text, owner: z.optional(text), description: z.optional(text) }),
  startAt: instant,
  /** Traffic simulated before `startAt`, so that metrics and alarms have a past. Default PT10M. */
  warmUp: z.optional(fixedDuration),
  environment: id,
  account: text.check(z.regex(/^\d{12}$/, { error: 'an account id of twelve digits, in quotes' })),
  traffic: z.enum(['requests', 'closed-form']),
  regions: z.array(z.strictObject({ id: text, zones: z.array(text).check(z.minLength(1)) })).check(z.minLength(1)),
  /** Of Regions that call each other, or whose users do. */
  distances: z.optional(z.array(distance)),
  /** Put on every resource, under its own. */
  tags: z.optional(tags),
  clients: z.array(client).check(z.minLength(1)),
  dns: z.array(dnsRecord).check(z.minLength(1)),
  /** What records and accelerators hear of the health of what they lead to. */
  healthChecks: z.optional(z.array(healthCheck)),
  routingControls: z.optional(z.array(routingControl)),
  accelerators: z.optional(z.array(accelerator)),
  loadBalancers: z.array(loadBalancer).check(z.minLength(1)),
  services: z.array(service).check(z.minLength(1)),
  /** Machines under pods. Default: pods stand on none, and find room wherever their service may be. */
  nodeGroups: z.optional(z.array(nodeGroup)),
  metrics: z.array(publishedMetric).check(z.minLength(1)),
  /** How late a datapoint appears after its period ends. Default PT1M. */
  publicationDelay: z.optional(fixedDuration),
  alarms: z.optional(z.array(alarm)),
  /** Alarms that others raise, for `platform`: a rehearsal has its incidents and deployments then. */
  told: z.optional(z.array(toldAlarm)),
  /** Toxiproxies that calls go through. */
  proxies: z.optional(z.array(proxy)),
  /** Who lets whom through. Default: everyone everyone. */
  securityGroups: z.optional(z.array(securityGroup)),
  /** What requests of its clients say of themselves. Default: nothing. */
  requests: z.optional(requests),
  /** What exists besides and is not simulated. */
  inventory: z.optional(z.array(inventoryItem)),
  /** What its Regions are provided with, which drills look for before users are sent there. Default: nobody knows. */
  provisions: z.optional(provisions),
  /** What a deployment's configuration says, for a rehearsal. A source that is left out is none. */
  platform: z.optional(
    z.strictObject({
      incidentSource: z.optional(source),
      deploymentSource: z.optional(source),
      mayRun: z.optional(grants),
      homes: z.optional(homes),
    }),
  ),
});

export type World = z.infer<typeof world>;
export type WorldService = z.infer<typeof service>;
export type TimeDistribution = z.infer<typeof timeDistribution>;
export type RetryPolicy = z.infer<typeof retryPolicy>;
export type Measure = (typeof measures)[number];
