import { expect, it } from 'vitest';
import { createCloud } from '../../../../simulator/create-cloud.ts';
import type { AlarmModel } from '../../../../simulator/model.ts';
import { command, idsOf, inject, instancesOf, minute, run, second, shop, shopCloud, waiting } from '../shop.ts';

/** Breaches while the web tier is stressed. */
const busy: AlarmModel = {
  name: 'web-busy',
  metric: { namespace: 'AWS/EC2', metric: 'CPUUtilization', dimensions: { AutoScalingGroupName: 'web' } },
  stat: 'Average',
  period: minute,
  comparison: 'above',
  threshold: 60,
  breaching: 2,
  of: 3,
  missingData: 'breaching',
};

const guarded = { ...shop, alarms: [busy] };

it('has left INSUFFICIENT_DATA by the end of the warm-up, and begins there without one', () => {
  expect(shopCloud().alarm('shop-checkout-5xx')).toMatchObject({
    state: 'OK',
    lastDatapointAt: shop.startAt - 2 * minute,
  });
  const cold = createCloud({ model: { ...shop, warmUp: 0 }, seed: 1, traffic: 'closed-form' });
  expect(cold.alarm('shop-checkout-5xx')).toMatchObject({ state: 'INSUFFICIENT_DATA', since: shop.startAt });
});

it('announces a transition when the deciding period has been published, and stops what it guards', () => {
  const cloud = shopCloud(1, guarded);
  const start = cloud.now;
  const stress = command(
    'CPU-Stress',
    idsOf(instancesOf(cloud, 'web')),
    { LoadPercent: '80', DurationSeconds: '600' },
    'PT10M',
  );
  const { id } = inject(cloud, [stress], { stopAlarms: ['web-busy'] });
  const free = inject(cloud, [waiting('PT10M')], { token: 'free' });
  const [first] = run(cloud, start + 3 * minute);
  // Two breaching minutes, and half a minute until the second is published.
  expect(first).toMatchObject({
    type: 'alarm',
    at: start + 2 * minute + 30 * second,
    name: 'web-busy',
    state: 'ALARM',
  });
  expect(first).toHaveProperty('reason', expect.stringContaining('2 of the last 3 datapoints'));
  expect(cloud.experiment(id)).toMatchObject({ status: 'stopped', reason: expect.stringContaining('web-busy') });
  expect(cloud.experiment(free.id)?.status).toBe('running');
});

it('announces alarm and stop together, at one instant', () => {
  const cloud = shopCloud(1, guarded);
  const stress = command(
    'CPU-Stress',
    idsOf(instancesOf(cloud, 'web')),
    { LoadPercent: '80', DurationSeconds: '600' },
    'PT10M',
  );
  const { id } = inject(cloud, [stress], { stopAlarms: ['web-busy'] });
  const events = cloud.advance(cloud.now + 10 * minute);
  expect(events.map(({ type }) => type)).toEqual(['alarm', 'experiment']);
  expect(events[1]).toMatchObject({ id, status: 'stopping', at: cloud.now });
});

it('fails a start while a stop alarm is in ALARM, and touches nothing', () => {
  const cloud = shopCloud(1, guarded);
  const web = idsOf(instancesOf(cloud, 'web'));
  inject(cloud, [command('CPU-Stress', web, { LoadPercent: '80' })]);
  run(cloud, cloud.now + 3 * minute);
  expect(cloud.alarm('web-busy')?.state).toBe('ALARM');
  const refused = inject(cloud, [command('Network-Latency', web, {})], { token: 'late', stopAlarms: ['web-busy'] });
  expect(refused).toMatchObject({ status: 'failed', reason: 'stop condition: alarm web-busy is in ALARM' });
  expect(instancesOf(cloud, 'web').every(({ state }) => state.networkDelayMilliseconds === 0)).toBe(true);
});

it('is set by hand at once, stops what it guards, and is decided anew at its next evaluation', () => {
  const cloud = shopCloud(1, guarded);
  const { id } = inject(cloud, [waiting('PT10M')], { stopAlarms: ['web-busy'] });
  const events = cloud.setAlarmState('web-busy', 'ALARM', 'an exercise');
  expect(events.map(({ type }) => type)).toEqual(['alarm', 'experiment']);
  expect(events[0]).toMatchObject({ at: cloud.now, state: 'ALARM', reason: 'an exercise' });
  expect(cloud.alarm('web-busy')).toMatchObject({ state: 'ALARM', since: cloud.now });
  expect(cloud.setAlarmState('web-busy', 'ALARM', 'again')).toEqual([]);
  const [first] = run(cloud, cloud.now + 2 * minute).filter(({ type }) => type === 'alarm');
  expect(first).toMatchObject({ name: 'web-busy', state: 'OK' });
  expect(cloud.experiment(id)?.status).toBe('stopped');
  expect(() => cloud.setAlarmState('nobody', 'OK', '')).toThrow(/does not model the alarm nobody/);
});
