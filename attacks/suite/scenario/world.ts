/** A small fleet in three zones: one group that nobody replaces in time, one that heals, and metrics that alarm. In another Region a standby. */
import { compileWorld } from '../../../adapters/simulated/compile-world.ts';
import { validateWorld } from '../../../core/world/validate.ts';
import type { WorldModel } from '../../../simulator/model.ts';

/** Ordinary days, and those on which calendars break. UTC. */
const begins = [
  '2026-03-03T09:30:00Z',
  // A Friday on which the windows of Berlin and New York close within minutes, at 15:00.
  '2026-06-12T14:47:00Z',
  // Summer time begins and ends in Berlin at 01:00.
  '2026-03-29T00:50:00Z',
  '2026-10-25T00:50:00Z',
  // A leap day, and a year that ends.
  '2028-02-29T10:00:00Z',
  '2026-12-31T23:45:00Z',
] as const;

/** Notices that a zone of the shop is lost, or more of it. */
export const lostHosts = 'shop-lost-hosts';
/** The standby is not there. */
export const lostStandby = 'shop-lost-standby';

const healthyHosts = (balancer: string) =>
  ({
    namespace: 'AWS/ApplicationELB',
    metric: 'HealthyHostCount',
    dimensions: { LoadBalancer: balancer },
  }) as const;

const balancer = (id: string, to: string) => ({
  id,
  to,
  balance: 'round-robin',
  connectTimeout: 'PT0.2S',
  connectRetries: 1,
  healthCheck: { every: 'PT10S', timeout: 'PT2S', unhealthyAfter: 2, healthyAfter: 2 },
});

const once = (exactly: string) => ({ exactly });

const worldAt = (startAt: string): unknown => ({
  apiVersion: 'squall/v1',
  kind: 'World',
  metadata: { name: 'attacked', title: 'A small fleet to attack the platform on' },
  startAt,
  warmUp: 'PT3M',
  environment: 'staging',
  account: '111122223333',
  traffic: 'closed-form',
  regions: [
    { id: 'eu-central-1', zones: ['euc1-az1', 'euc1-az2', 'euc1-az3'] },
    { id: 'eu-west-1', zones: ['euw1-az1'] },
  ],
  tags: { 'resilience:fis-enabled': 'true', 'resilience:service': 'checkout' },
  clients: [{ id: 'shoppers', calls: 'shop.example', rate: 50, arrivals: 'poisson', timeout: 'PT2S' }],
  dns: [
    {
      name: 'shop.example',
      ttl: 'PT60S',
      routing: 'weighted',
      records: [
        { id: 'home', to: 'public', weight: 100 },
        { id: 'standby', to: 'public-standby', weight: 0 },
      ],
    },
  ],
  loadBalancers: [balancer('public', 'web'), balancer('public-standby', 'web-standby')],
  services: [
    {
      id: 'web',
      kind: 'auto-scaling-group',
      tags: { Service: 'web' },
      capacity: { desired: 9, min: 9, max: 12 },
      instance: { concurrency: 4, queue: 16, serviceTime: once('PT0.02S') },
      replacement: { detection: 'PT12H', launch: 'PT60S', warmUp: 'PT10S' },
    },
    {
      id: 'web-standby',
      kind: 'auto-scaling-group',
      region: 'eu-west-1',
      tags: { Service: 'standby' },
      capacity: { desired: 3, min: 3, max: 3 },
      instance: { concurrency: 4, queue: 16, serviceTime: once('PT0.02S') },
      replacement: { detection: 'PT12H', launch: 'PT60S', warmUp: 'PT10S' },
    },
    {
      id: 'workers',
      kind: 'auto-scaling-group',
      tags: { Service: 'workers' },
      capacity: { desired: 6, min: 6, max: 9 },
      instance: { concurrency: 4, queue: 16, serviceTime: once('PT0.02S') },
      replacement: { detection: 'PT20S', launch: 'PT40S', warmUp: 'PT10S' },
    },
    {
      id: 'carts',
      kind: 'table',
      concurrency: 50,
      requestTime: once('PT0.005S'),
      replica: { region: 'eu-west-1', lag: 'PT1S', rewrittenEvery: 'PT10M' },
    },
  ],
  metrics: [
    { namespace: 'Shop', metric: 'FailureRate', of: 'shoppers', measure: 'failure-percent' },
    { ...healthyHosts('public'), of: 'public', measure: 'healthy-hosts' },
    { ...healthyHosts('public-standby'), of: 'public-standby', measure: 'healthy-hosts' },
  ],
  publicationDelay: 'PT10S',
  alarms: [
    {
      name: 'shop-5xx',
      metric: { namespace: 'Shop', metric: 'FailureRate' },
      stat: 'Average',
      period: 'PT1M',
      threshold: { above: 20 },
      datapoints: { breaching: 1, of: 1 },
      missingData: 'breaching',
    },
    {
      name: lostHosts,
      metric: healthyHosts('public'),
      stat: 'Average',
      period: 'PT1M',
      threshold: { below: 7 },
      datapoints: { breaching: 1, of: 1 },
      missingData: 'breaching',
    },
    {
      name: lostStandby,
      metric: healthyHosts('public-standby'),
      stat: 'Average',
      period: 'PT1M',
      threshold: { below: 2 },
      datapoints: { breaching: 1, of: 1 },
      missingData: 'breaching',
    },
  ],
});

export const stopAlarm = 'shop-5xx';

/** One for each beginning. */
export const models: readonly WorldModel[] = begins.map((startAt) => {
  const valid = validateWorld(worldAt(startAt));
  if (!valid.ok) throw new Error(valid.problems.map(({ message }) => message).join('; '));
  return compileWorld(valid.world);
});
