import { expect, test } from 'vitest';
import { simulatedMetrics } from '../../../../adapters/simulated/metrics.ts';
import { createCloud, restoreCloud } from '../../../../simulator/create-cloud.ts';
import { instancesOf, minute, runFor, shop, shopCloud } from '../shop.ts';

const { startAt } = shop;
const told = [
  {
    name: 'sev1',
    raised: [
      { from: startAt + 2 * minute, until: startAt + 5 * minute, reason: 'the payment provider is down' },
      { from: startAt + 5 * minute, until: startAt + 6 * minute, reason: 'and still is' },
      { from: startAt + 20 * minute, until: startAt + 21 * minute, reason: 'again' },
    ],
  },
];
const model = { ...shop, told };

test('an alarm that others raise stands as the world says, and is announced when it turns and not before', () => {
  const cloud = shopCloud(1, model);
  expect(cloud.alarm('sev1')).toMatchObject({ state: 'OK', reason: 'nobody has raised it' });
  const events = runFor(cloud, 10 * minute).filter((event) => event.type === 'alarm' && event.name === 'sev1');
  expect(events).toMatchObject([
    { at: startAt + 2 * minute, state: 'ALARM', reason: 'the payment provider is down' },
    { at: startAt + 6 * minute, state: 'OK' },
  ]);
  expect(cloud.alarm('sev1')).toMatchObject({ state: 'OK', since: startAt + 6 * minute });
  expect(cloud.alarms().map(({ name }) => name)).toContain('sev1');
});

test('it stands the same in a cloud that was restored, since it follows from the time alone', () => {
  const cloud = shopCloud(1, model);
  runFor(cloud, 3 * minute);
  const again = restoreCloud({ model, seed: 1, dump: cloud.dump() });
  expect(again.alarm('sev1')).toEqual(cloud.alarm('sev1'));
  expect(again.alarm('sev1')).toMatchObject({ state: 'ALARM', since: startAt + 2 * minute });
});

test('an experiment that it guards is stopped as it is raised, and fails to start while it is', () => {
  const cloud = shopCloud(1, model);
  const instance = instancesOf(cloud, 'web')[0]!.id;
  const reboot = {
    name: 'stop',
    actionId: 'aws:ec2:stop-instances',
    parameters: { startInstancesAfterDuration: 'PT10M' },
    targets: { Instances: [instance] },
  };
  const { id } = cloud.startExperiment({ clientToken: 'a', tags: {}, stopAlarms: ['sev1'], actions: [reboot] });
  runFor(cloud, 3 * minute);
  expect(cloud.experiment(id)?.status).toMatch(/^stopp/);
  const late = cloud.startExperiment({ clientToken: 'b', tags: {}, stopAlarms: ['sev1'], actions: [reboot] });
  expect(late).toMatchObject({ status: 'failed', reason: 'stop condition: alarm sev1 is in ALARM' });
  expect(() => cloud.setAlarmState('sev1', 'OK', 'by hand')).toThrow(/the world says when it is raised/);
});

test('whoever looks is shown an alarm of no metric, which cannot be fresh', async () => {
  const [seen] = await simulatedMetrics(createCloud({ model, seed: 1, traffic: 'closed-form' })).alarms(['sev1']);
  expect(seen).toMatchObject({ name: 'sev1', state: 'OK', composite: true });
  expect(seen?.metrics).toBeUndefined();
});
