/** One thing of each kind in which nothing is wrong, each of whose fields a test may change. */
import type { SubjectOf, Thing } from '../../../../core/conformity/things.ts';
import type { Estate } from '../../../../core/ports/inventory.ts';

export const minute = 60_000;
export const day = 86_400_000;
export const now = Date.parse('2026-03-03T09:30:00Z');

const tags = { 'resilience:owner': 'ada', 'resilience:service': 'checkout', 'resilience:fis-enabled': 'true' };
const common = (name: string) => ({ id: `arn:${name}`, name, account: '111122223333', region: 'eu-central-1', tags });

interface Changes {
  readonly group?: Partial<SubjectOf<'auto-scaling-group'>>;
  readonly balancer?: Partial<SubjectOf<'load-balancer'>>;
  readonly targets?: Partial<SubjectOf<'target-group'>>;
  readonly database?: Partial<SubjectOf<'database'>>;
  readonly cache?: Partial<SubjectOf<'cache'>>;
  readonly table?: Partial<SubjectOf<'table'>>;
  readonly fn?: Partial<SubjectOf<'function'>>;
  readonly alarm?: Partial<SubjectOf<'alarm'>>;
}

export const sound = (changes: Changes): Readonly<Record<string, Thing>> => ({
  group: {
    ...common('web'),
    kind: 'auto-scaling-group',
    zones: ['az1', 'az2'],
    capacity: { min: 2, desired: 2, max: 4 },
    healthCheck: 'ELB',
    members: ['az1', 'az2'].map((zone, i) => ({ id: `i-${i}`, zone, inService: true, launchedAt: now - day })),
    targetGroups: ['arn:web-targets'],
    ...changes.group,
  },
  balancer: {
    ...common('public'),
    kind: 'load-balancer',
    type: 'application',
    zones: ['az1', 'az2'],
    deletionProtection: true,
    idleTimeout: minute,
    ...changes.balancer,
  },
  targets: {
    ...common('web-targets'),
    kind: 'target-group',
    tags: { 'resilience:keep-alive': 'PT75S' },
    targets: 'instance',
    loadBalancers: ['arn:public'],
    healthCheck: {
      enabled: true,
      protocol: 'HTTP',
      path: '/ready',
      interval: 10_000,
      timeout: 2000,
      unhealthyAfter: 2,
      healthyAfter: 2,
    },
    deregistrationDelay: 30_000,
    functions: [],
    ...changes.targets,
  },
  database: {
    ...common('orders'),
    kind: 'database',
    multiZone: true,
    backupRetention: 7 * day,
    deletionProtection: true,
    ...changes.database,
  },
  cache: { ...common('products'), kind: 'cache', multiZone: true, failover: true, ...changes.cache },
  table: {
    ...common('carts'),
    kind: 'table',
    pointInTimeRecovery: true,
    deletionProtection: true,
    ...changes.table,
  },
  fn: {
    ...common('resize'),
    kind: 'function',
    timeout: 30_000,
    sources: [],
    asynchronous: { retries: 2, longest: 6 * 60 * minute, keepsFailures: false, configured: false },
    ...changes.fn,
  },
  alarm: {
    ...common('checkout-errors'),
    kind: 'alarm',
    tags: {},
    state: 'OK',
    metrics: [{ namespace: 'Shop', metric: 'Errors', dimensions: { Service: 'checkout' }, stat: 'Sum' }],
    period: minute,
    actions: { enabled: true, onAlarm: 1 },
    newest: now - 2 * minute,
    ...changes.alarm,
  },
});

export const estateOf = (things: Readonly<Record<string, Thing>>, more: Partial<Estate> = {}): Estate => ({
  at: now,
  place: '111122223333 eu-central-1',
  things: Object.values(things),
  unread: [],
  ...more,
});
