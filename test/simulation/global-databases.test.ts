/** Who writes of a database in two Regions: moved as planned, moved at once, lost and brought home, in both traffic models. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileWorld } from '../../adapters/simulated/compile-world.ts';
import { validateWorld } from '../../core/world/validate.ts';
import type { SimulatedCloud } from '../../simulator/cloud.ts';
import { createCloud, restoreCloud } from '../../simulator/create-cloud.ts';
import { idsOf, inject, minute, ofType, runFor, second } from '../unit/simulator/shop.ts';

const file = new URL('../../templates/worlds/shop.yaml', import.meta.url);
const text = parse(readFileSync(file, 'utf8'));
const lag = 2 * second;
const global = {
  ...{ lag: 'PT2S', switchOver: 'PT20S', failOver: 'PT15S', attach: 'PT40S' },
  secondaries: [{ id: 'orders-west', instances: [{ id: 'orders-west-1', zone: 'euw1-az1' }], speed: 0.5 }],
};
const metric = (measure: string) => ({ namespace: 'Shop', metric: measure, of: 'orders', measure, period: 'PT10S' });
const given = {
  ...text,
  regions: [...text.regions, { id: 'eu-west-1', zones: ['euw1-az1'] }],
  distances: [{ between: ['eu-central-1', 'eu-west-1'], roundTrip: 'PT0.025S' }],
  services: text.services.map((service: { id: string }) =>
    service.id === 'orders' ? { ...service, global } : service,
  ),
  metrics: [...text.metrics, metric('replication-lag'), metric('lost-writes'), metric('successes')],
};
const world = validateWorld(given);
if (!world.ok) throw new Error(JSON.stringify(world.problems));
const model = { ...compileWorld(world.world), warmUp: 30 * second };
const seed = 5;
const of = (traffic: 'requests' | 'closed-form') => createCloud({ model, seed, traffic });

const cluster = (cloud: SimulatedCloud, name: string) => ofType(cloud, 'rds:cluster').find((one) => one.name === name)!;
const move = (cloud: SimulatedCloud, action: string, parameters: Record<string, string> = {}) =>
  inject(
    cloud,
    [
      {
        actionId: `squall:rds:${action}-global-cluster`,
        parameters,
        targets: { Clusters: [cluster(cloud, 'orders-west').id] },
      },
    ],
    { token: action },
  ).id;
const read = (cloud: SimulatedCloud, measure: string, from = model.startAt) =>
  cloud
    .series({
      ...{ namespace: 'Shop', metric: measure, dimensions: {}, stat: 'Sum', period: 10 * second },
      ...{ from, to: cloud.now },
    })
    .map(({ value }) => value);
const lost = (cloud: SimulatedCloud) => read(cloud, 'lost-writes').reduce((sum, value) => sum + value, 0);
const cutOff = (cloud: SimulatedCloud, duration: string) =>
  inject(
    cloud,
    [
      {
        actionId: 'aws:network:disrupt-connectivity',
        parameters: { duration, scope: 'all' },
        targets: { Subnets: idsOf(ofType(cloud, 'ec2:subnet').filter(({ region }) => region === 'eu-central-1')) },
      },
    ],
    { token: 'cut' },
  );

describe.each(['requests', 'closed-form'] as const)('%s', (traffic) => {
  it('a planned move refuses writes while it lasts, loses none, and goes home the same way', () => {
    const cloud = of(traffic);
    const before = cluster(cloud, 'orders-west');
    expect(before).toMatchObject({
      id: 'arn:aws:rds:eu-west-1:111122223333:cluster:orders-west',
      region: 'eu-west-1',
      healthy: true,
      state: { globalRole: 'secondary', writerRegion: 'eu-central-1', writer: 'none', members: 1 },
    });
    const id = move(cloud, 'switch-over');
    expect(cloud.experiment(id)).toMatchObject({
      status: 'pending',
      reason: 'orders is switching over: orders-west does not write yet',
    });
    runFor(cloud, 19 * second);
    expect(cloud.experiment(id)?.status).toBe('pending');
    expect(ofType(cloud, 'rds:cluster').map(({ healthy, state }) => [healthy, state.status])).toEqual([
      [false, 'switching-over'],
      [true, 'switching-over'],
    ]);
    runFor(cloud, 2 * second);
    expect(cloud.experiment(id)?.status).toBe('completed');
    expect(cluster(cloud, 'orders').state).toMatchObject({ globalRole: 'secondary', writerRegion: 'eu-west-1' });
    const at = cloud.now;
    runFor(cloud, 30 * second);
    expect(Math.min(...read(cloud, 'successes', at + 10 * second))).toBeGreaterThan(0);
    cloud.endEffects(id);
    runFor(cloud, 30 * second);
    expect(cluster(cloud, 'orders-west')).toEqual(before);
    expect(lost(cloud)).toBe(0);
  });

  it('a move at once loses what was not replicated, and goes home only once home is attached again', () => {
    const cloud = of(traffic);
    const before = cluster(cloud, 'orders-west');
    runFor(cloud, 20 * second);
    cutOff(cloud, 'PT1M');
    runFor(cloud, 20 * second);
    // Planned, it would wait for who is not there.
    const planned = move(cloud, 'switch-over');
    expect(cloud.experiment(planned)).toMatchObject({ status: 'failed', reason: expect.stringMatching(/no writer/) });
    const id = move(cloud, 'fail-over', { allowDataLoss: 'true' });
    runFor(cloud, 20 * second);
    expect(cloud.experiment(id)?.status).toBe('completed');
    expect(cluster(cloud, 'orders').state.status).toBe('not-attached');
    runFor(cloud, minute);
    expect(Math.max(...read(cloud, 'replication-lag'))).toBeGreaterThan(lag + 15 * second);
    const gone = lost(cloud);
    expect(gone).toBeGreaterThan(0);
    cloud.endEffects(id);
    expect(cluster(cloud, 'orders-west').state).toMatchObject({ globalRole: 'primary' });
    runFor(cloud, minute);
    expect(cluster(cloud, 'orders-west')).toEqual(before);
    expect(lost(cloud)).toBe(gone);
  });
});

it('as much is lost as was written within the lag, and no more with a longer way', () => {
  const losses = ([1, 4] as const).map((seconds) => {
    const slower = { ...global, lag: `PT${seconds}S` };
    const services = given.services.map((one: { id: string }) =>
      one.id === 'orders' ? { ...one, global: slower } : one,
    );
    const valid = validateWorld({ ...given, services });
    if (!valid.ok) throw new Error('not a world');
    const cloud = createCloud({
      model: { ...compileWorld(valid.world), warmUp: 30 * second },
      seed,
      traffic: 'closed-form',
    });
    runFor(cloud, 15 * second);
    move(cloud, 'fail-over', { allowDataLoss: 'true' });
    runFor(cloud, 90 * second);
    return lost(cloud);
  });
  expect(losses[0]).toBeGreaterThan(0);
  expect(losses[1]! / losses[0]!).toBeGreaterThan(3);
  expect(losses[1]! / losses[0]!).toBeLessThan(5);
});

it('who writes survives a restart of the platform, and so does what was lost', () => {
  const cloud = of('closed-form');
  move(cloud, 'fail-over', { allowDataLoss: 'true' });
  runFor(cloud, 20 * second);
  const again = restoreCloud({ model, seed, dump: cloud.dump() });
  runFor(again, minute);
  expect(cluster(again, 'orders-west').state).toMatchObject({ globalRole: 'primary', writer: 'orders-west-1' });
  runFor(again, minute);
  expect(lost(again)).toBeGreaterThan(0);
});

it('a database in one Region has nowhere to move to', () => {
  const alone = createCloud({ model: { ...compileWorld(text), warmUp: 30 * second }, seed, traffic: 'closed-form' });
  const [only] = ofType(alone, 'rds:cluster');
  const actions = [
    {
      name: 'data',
      actionId: 'squall:rds:switch-over-global-cluster',
      parameters: {},
      targets: { Clusters: [only!.id] },
    },
  ];
  expect(alone.refusalOf({ actions, stopAlarms: [] })).toMatch(/its database has no secondary in another Region/);
});
