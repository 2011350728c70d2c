/** Buckets that are copied to another Region, held against closed forms: what is behind, what waits, what a reader there misses. */
import { describe, expect, it } from 'vitest';
import type { World } from '../../../../core/world/schema.ts';
import type { SimulatedCloud } from '../../../../simulator/cloud.ts';
import { createCloud, restoreCloud } from '../../../../simulator/create-cloud.ts';
import { away, home, modelOf, twoRegions } from '../../../fixtures/two-regions.ts';
import { idsOf, inject, minute, ofType, runFor, second, stateOf } from '../shop.ts';

const rate = 10;
const lag = 20;
const readAfter = 20 * 60;
const bucket = { kind: 'bucket', concurrency: 500, requestTime: { exactly: 'PT0.01S' } } as const;
const calls = (to: string, operation: 'read' | 'write', optional: boolean) => [
  { to, operation, timeout: 'PT0.5S', optional },
];
const [frankfurt, dublin] = twoRegions().services as Extract<
  World['services'][number],
  { kind: 'auto-scaling-group' }
>[];
const [writers] = twoRegions().clients;
const of = (metric: string, node: string, measure: World['metrics'][number]['measure']) =>
  ({ namespace: 'Docs', metric, of: node, measure, period: 'PT10S' }) as const;

/** Writers in Frankfurt, readers in Dublin, each by a name of their own; writers go to Dublin when their name says so. */
const world = twoRegions({
  clients: [
    { ...writers!, calls: 'pay.example', rate, operation: 'write' },
    { ...writers!, id: 'readers', calls: 'read.example', rate, region: away },
  ],
  dns: [
    {
      name: 'pay.example',
      ttl: 'PT10S',
      hostedZone: 'Z1',
      routing: 'weighted',
      records: [
        { id: 'frankfurt', to: 'public-fra', weight: 1 },
        { id: 'dublin', to: 'public-wri', weight: 0 },
      ],
    },
    { name: 'read.example', to: 'public-dub', ttl: 'PT30S' },
  ],
  healthChecks: [],
  loadBalancers: [
    ...twoRegions().loadBalancers,
    { ...twoRegions().loadBalancers[1]!, id: 'public-wri', to: 'write-dub' },
  ],
  services: [
    { ...frankfurt!, calls: calls('docs', 'write', false) },
    { ...dublin!, calls: calls('docs-copy', 'read', false) },
    { ...dublin!, id: 'write-dub', calls: calls('docs-copy', 'write', false) },
    {
      ...bucket,
      id: 'docs',
      region: home,
      replication: { to: 'docs-copy', lag: `PT${lag}S`, readAfter: `PT${readAfter}S` },
    },
    { ...bucket, id: 'docs-copy', region: away },
  ],
  metrics: [
    of('Lag', 'docs', 'replication-lag'),
    of('Pending', 'docs', 'pending-writes'),
    of('Missing', 'docs', 'missing-percent'),
    of('Read', 'readers', 'success-percent'),
    of('Written', 'writers', 'success-percent'),
  ].map((metric) => ({ ...metric, of: metric.of === 'writers' ? writers!.id : metric.of })),
});
const model = { ...modelOf(world), warmUp: 3 * minute };

const last = (cloud: SimulatedCloud, metric: string, back = 10 * second) => {
  const asked = { namespace: 'Docs', metric, dimensions: {}, stat: 'Average', period: 10 * second };
  const found = cloud.series({ ...asked, from: cloud.now - back, to: cloud.now }).map(({ value }) => value);
  return found.reduce((sum, value) => sum + value, 0) / found.length;
};
const pause = (cloud: SimulatedCloud, duration: string, more: Record<string, string> = {}) => ({
  actionId: 'aws:s3:bucket-pause-replication',
  parameters: { duration, region: away, ...more },
  targets: { Buckets: idsOf(ofType(cloud, 's3:bucket').filter(({ name }) => name === 'docs')) },
});

describe.each(['requests', 'closed-form'] as const)('%s', (traffic) => {
  it('what is written during a pause is missing in the other Region until it ends, and arrives ten times as fast', () => {
    const cloud = createCloud({ model, seed: 4, traffic });
    const [docs] = ofType(cloud, 's3:bucket').filter(({ name }) => name === 'docs');
    expect(docs).toMatchObject({
      id: 'arn:aws:s3:::docs',
      region: home,
      state: { replication: 'active', copy: 'docs-copy' },
    });
    expect([last(cloud, 'Lag'), Math.round(last(cloud, 'Pending') / rate / 4)]).toEqual([lag, lag / 4]);
    const { id } = inject(cloud, [pause(cloud, 'PT5M')]);
    expect(stateOf(cloud, docs!.id)).toMatchObject({ replication: 'paused' });
    runFor(cloud, 5 * minute - second);
    runFor(cloud, second);
    const behind = lag + 300;
    expect(last(cloud, 'Lag')).toBe(behind);
    // All that was written since, and was not there when it began.
    expect(Math.abs(last(cloud, 'Pending') - rate * behind)).toBeLessThan(4 * Math.sqrt(rate * behind));
    const missing = 100 * (1 - Math.exp(-behind / readAfter));
    expect(Math.abs(last(cloud, 'Missing') - missing)).toBeLessThan(3);
    expect(Math.abs(100 - last(cloud, 'Read', minute) - missing)).toBeLessThan(6);
    expect(last(cloud, 'Written', minute)).toBe(100);
    expect(stateOf(cloud, docs!.id)).toEqual(docs!.state);
    expect(cloud.experiment(id)?.status).toBe('completed');
    // 300 s of writes, ten in each second.
    runFor(cloud, 20 * second);
    expect(last(cloud, 'Lag')).toBe(behind - 200);
    runFor(cloud, 10 * second);
    expect(last(cloud, 'Lag')).toBe(lag);
    runFor(cloud, minute);
    expect(last(cloud, 'Missing')).toBeLessThan(3);
    expect(last(cloud, 'Read', minute / 2)).toBeGreaterThan(95);
  });
});

it('writers who move to the other Region make it less that is missing there', () => {
  const cloud = createCloud({ model, seed: 4, traffic: 'closed-form' });
  inject(cloud, [pause(cloud, 'PT1H')], { token: 'pause' });
  runFor(cloud, 5 * minute);
  const stay = last(cloud, 'Missing');
  const record = (name: string) => idsOf(ofType(cloud, 'route53:record-set').filter((one) => one.name.endsWith(name)));
  inject(
    cloud,
    [
      {
        actionId: 'squall:route53:shift-weights',
        parameters: { duration: 'PT1H', weight: '0', othersWeight: '1' },
        targets: { RecordSets: record('frankfurt'), Others: record('dublin') },
      },
    ],
    { token: 'move' },
  );
  runFor(cloud, 80 * second);
  const moved = last(cloud, 'Missing');
  expect(moved).toBeGreaterThan(stay);
  runFor(cloud, 10 * minute);
  // What was written before them is asked for less and less: e^(−t / mean age).
  expect(last(cloud, 'Missing') / moved).toBeCloseTo(Math.exp(-600 / readAfter), 1);
});

it('what is behind survives a restart of the platform', () => {
  const cloud = createCloud({ model, seed: 4, traffic: 'closed-form' });
  inject(cloud, [pause(cloud, 'PT5M')]);
  runFor(cloud, 2 * minute);
  const again = restoreCloud({ model, seed: 4, dump: cloud.dump() });
  runFor(again, 3 * minute);
  expect(last(again, 'Lag')).toBe(lag + 300);
  expect(Math.abs(last(again, 'Pending') - rate * (lag + 300))).toBeLessThan(4 * Math.sqrt(rate * (lag + 300)));
});

it.each([
  ['another Region', { region: home }, /docs is copied to docs-copy in eu-west-1/],
  ['another copy', { destinationBuckets: 'elsewhere' }, /to elsewhere: docs is copied to docs-copy/],
  ['some of its rules', { prefixes: 'a/' }, /with prefixes/],
])('%s is refused by name', (_, more, why) => {
  const cloud = createCloud({ model: { ...model, warmUp: minute }, seed: 4, traffic: 'closed-form' });
  expect(cloud.refusalOf({ actions: [{ name: 'a', ...pause(cloud, 'PT5M', more) }], stopAlarms: [] })).toMatch(why);
});
