import { expect, test } from 'vitest';
import type { SimulatedCloud } from '../../../../simulator/cloud.ts';
import { createCloud } from '../../../../simulator/create-cloud.ts';
import type { WorldModel } from '../../../../simulator/model.ts';
import { createPartedCloud } from '../../../../simulator/parts/parted-cloud.ts';
import { partsOf } from '../../../../simulator/parts/parts-of.ts';
import { instancesOf, minute, ofType, run, runFor, shop, worldModel } from '../shop.ts';

const hour = 60 * minute;

/** The shop, and the same once more under other names: nothing calls from the one to the other. */
function twice(): WorldModel {
  const renamed = JSON.parse(
    JSON.stringify(shop, (key, value) =>
      ['id', 'to', 'of', 'calls', 'name', 'Service'].includes(key) && typeof value === 'string' ? `b-${value}` : value,
    ),
  ) as WorldModel;
  const both = <K extends 'clients' | 'dns' | 'loadBalancers' | 'services' | 'alarms'>(list: K) =>
    [...shop[list], ...renamed[list]] as WorldModel[K];
  return {
    ...shop,
    traffic: 'closed-form',
    clients: both('clients'),
    dns: both('dns'),
    loadBalancers: both('loadBalancers'),
    services: both('services'),
    metrics: [
      ...shop.metrics,
      ...renamed.metrics.map((metric) => ({ ...metric, dimensions: { ...metric.dimensions, Copy: 'b' } })),
    ],
    alarms: [
      ...shop.alarms,
      ...renamed.alarms.map((alarm) => ({
        ...alarm,
        metric: { ...alarm.metric, dimensions: { ...alarm.metric.dimensions, Copy: 'b' } },
      })),
    ],
  };
}
const model = twice();

const terminate = (cloud: SimulatedCloud, id: string, token = id) =>
  cloud.startExperiment({
    clientToken: token,
    tags: {},
    stopAlarms: [],
    actions: [{ name: 'kill', actionId: 'aws:ec2:terminate-instances', parameters: {}, targets: { Instances: [id] } }],
  });

/** When the group was seen whole again after a kill, to the second. */
function healed(cloud: SimulatedCloud, group: string): number {
  const from = cloud.now;
  terminate(cloud, instancesOf(cloud, group)[0]!.id);
  for (;;) {
    run(cloud, cloud.now + 1000);
    if (ofType(cloud, 'ec2:autoscaling-group').find(({ name }) => name === group)!.healthy) return cloud.now - from;
  }
}

test('a world falls apart where nothing calls across, and each part has what is its own', () => {
  const [first, second, ...more] = partsOf(model);
  expect(more).toEqual([]);
  expect(first!.services.map(({ id }) => id)).toEqual(shop.services.map(({ id }) => id));
  expect(second!.alarms.map(({ name }) => name)).toEqual(shop.alarms.map(({ name }) => `b-${name}`));
  expect(first!.metrics.length + second!.metrics.length).toBe(model.metrics.length);
  expect(partsOf(worldModel('shop-in-depth'))).toHaveLength(1);
});

test('a group heals in it as in a whole cloud, and after a month asleep as on the first day', () => {
  const whole = createCloud({ model, seed: 7 });
  const parted = createPartedCloud({ model, seed: 7 });
  // Health checks have a phase of their own in each cloud, and the shop's come every five seconds.
  const near = (time: number) => Math.abs(time - first) <= 10_000;
  const first = healed(whole, 'b-web');
  expect(healed(parted, 'b-web')).toSatisfy(near);
  runFor(parted, 30 * 24 * hour);
  expect(healed(parted, 'b-web')).toSatisfy(near);
  expect(ofType(parted, 'ec2:instance')).toHaveLength(ofType(whole, 'ec2:instance').length);
});

test('who looks after days finds metrics without a gap and alarms that have looked at them', () => {
  const cloud = createPartedCloud({ model, seed: 3 });
  const name = 'b-shop-checkout-5xx';
  const { metric } = model.alarms.find((alarm) => alarm.name === name)!;
  runFor(cloud, 3 * 24 * hour + 12_345);
  expect(cloud.alarm(name)).toMatchObject({ state: 'OK' });
  const seen = cloud.series({
    ...metric,
    stat: 'Average',
    period: minute,
    from: cloud.now - 4 * minute,
    to: cloud.now,
  });
  expect(seen.length).toBeGreaterThan(1);
  expect(cloud.now - seen.at(-1)!.at).toBeLessThan(3 * minute);
});

test('the same calls at the same instants see the same', () => {
  const scene = () => {
    const cloud = createPartedCloud({ model, seed: 5 });
    runFor(cloud, 5 * hour);
    healed(cloud, 'web');
    runFor(cloud, hour);
    return JSON.stringify([cloud.alarms(), cloud.resources(), cloud.experiments()]);
  };
  expect(scene()).toBe(scene());
});

test('what would reach into two parts is not simulated, and says so; neither is such a cloud kept', () => {
  const cloud = createPartedCloud({ model, seed: 1 });
  const both = [instancesOf(cloud, 'web')[0]!.id, instancesOf(cloud, 'b-web')[0]!.id];
  const action = {
    name: 'kill',
    actionId: 'aws:ec2:terminate-instances',
    parameters: {},
    targets: { Instances: both },
  };
  const request = { clientToken: 'x', tags: {}, stopAlarms: [], actions: [action] };
  expect(() => cloud.startExperiment(request)).toThrow(/several parts of a world that sleep/);
  expect(cloud.refusalOf(request)).toMatch(/several parts/);
  expect(cloud.experiments()).toEqual([]);
  expect(() => cloud.dump()).toThrow(/not model keeping/);
});

test('an alarm of one part stops what it guards in another, and while it is in ALARM nothing starts there', () => {
  const cloud = createPartedCloud({ model, seed: 1 });
  const alarm = 'shop-checkout-5xx';
  const stop = (token: string) => ({
    clientToken: token,
    tags: {},
    stopAlarms: [alarm],
    actions: [
      {
        name: 'stop',
        actionId: 'aws:ec2:stop-instances',
        parameters: { startInstancesAfterDuration: 'PT5M' },
        targets: { Instances: [instancesOf(cloud, 'b-web')[0]!.id] },
      },
    ],
  });
  const { id } = cloud.startExperiment(stop('first'));
  runFor(cloud, minute);
  const events = cloud.setAlarmState(alarm, 'ALARM', 'by hand');
  expect(events).toMatchObject([{ name: alarm }, { type: 'experiment', id, status: 'stopping' }]);
  expect(cloud.startExperiment(stop('second'))).toMatchObject({
    status: 'failed',
    reason: `stop condition: alarm ${alarm} is in ALARM`,
  });
});

test('alarms that others raise are announced once, in their order among the parts’ own', () => {
  const at = model.startAt + 2 * hour;
  const told = [{ name: 'sev1', raised: [{ from: at, until: at + minute, reason: 'down' }] }];
  const cloud = createPartedCloud({ model: { ...model, told }, seed: 1 });
  cloud.alarms();
  const events = runFor(cloud, 3 * hour);
  expect(events.filter((event) => 'name' in event && event.name === 'sev1')).toMatchObject([
    { at, state: 'ALARM' },
    { at: at + minute, state: 'OK' },
  ]);
});
