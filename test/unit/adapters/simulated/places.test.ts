/** A world of two Regions, seen as AWS would show it: another Region only where it is named. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { compileWorld } from '../../../../adapters/simulated/compile-world.ts';
import { simulatedFaults } from '../../../../adapters/simulated/faults.ts';
import { simulatedMetrics } from '../../../../adapters/simulated/metrics.ts';
import { simulatedResources } from '../../../../adapters/simulated/resources.ts';
import { world } from '../../../../core/world/schema.ts';
import { createCloud } from '../../../../simulator/create-cloud.ts';

const read = world.parse(parse(readFileSync('templates/worlds/shop-two-regions.yaml', 'utf8')));
const model = compileWorld({ ...read, warmUp: 'PT1M', clients: read.clients.map((each) => ({ ...each, rate: 1 })) });
const cloud = createCloud({ model, seed: 7 });
const [home, far] = ['eu-central-1', 'eu-west-1'];
const alarmIn = (region: string, account = model.account) =>
  `arn:aws:cloudwatch:${region}:${account}:alarm:shop-checkout-down`;

test('resources of the first Region are found unnamed, those of the other by name', async () => {
  const resources = simulatedResources(cloud);
  const where = { tags: { Service: 'web' } };
  const regionsOf = async (over: object) =>
    new Set(
      (await resources.resolve({ type: 'ec2:instance', where: { ...where, ...over } })).map(({ region }) => region),
    );
  expect(await regionsOf({})).toEqual(new Set([home]));
  expect(await regionsOf({ region: far })).toEqual(new Set([far]));
  expect(await regionsOf({ region: 'us-east-1' })).toEqual(new Set());
  const [there] = await resources.resolve({ type: 'ec2:instance', where: { ...where, region: far } });
  expect(await regionsOf({ ids: [there!.id] })).toEqual(new Set([far]));
  expect((await resources.zones())[0]).toMatch(/^euc1-/);
  expect((await resources.zones({ region: far }))[0]).toMatch(/^euw1-/);
  expect(await resources.zones({ account: '999999999999' })).toEqual([]);
});

test('alarms go by name and by ARN, and are told under the name that was asked for', async () => {
  const asked = ['shop-checkout-down', alarmIn(far), alarmIn('us-east-1'), alarmIn(home, '999999999999')];
  const seen = await simulatedMetrics(cloud).alarms(asked);
  expect(seen.map((alarm) => alarm?.name)).toEqual([asked[0], asked[1], undefined, undefined]);
});

test('metrics of a Region that the world has not are not there', async () => {
  const query = {
    namespace: 'Shop',
    metric: 'SuccessRate',
    dimensions: { Service: 'checkout' },
    stat: 'Average',
    period: 'PT10S',
  };
  const from = cloud.now - 60_000;
  expect((await simulatedMetrics(cloud).series({ ...query, region: far }, from, cloud.now)).length).toBeGreaterThan(0);
  await expect(
    simulatedMetrics(cloud).series({ ...query, region: 'us-east-1' }, from, cloud.now),
  ).rejects.toMatchObject({
    name: 'MetricUnavailable',
    message: 'this world is of eu-central-1, eu-west-1, and has no metrics of us-east-1',
  });
});

test('experiments count where they act', async () => {
  const [there] = await simulatedResources(cloud).resolve({
    type: 'ec2:instance',
    where: { region: far, tags: { Service: 'web' } },
  });
  const faults = simulatedFaults(cloud);
  await faults.start({
    runId: 'run-1',
    experiment: 'stop',
    epoch: 1,
    wave: 1,
    provider: 'fis',
    token: 'run-1/1/fis',
    stopAlarms: [alarmIn(far)],
    actions: [
      {
        stepId: 'stop',
        action: 'aws:ec2:stop-instances',
        parameters: { startInstancesAfterDuration: 'PT5M' },
        targets: { Instances: [there!.id] },
      },
    ],
  });
  const counts = [await faults.active(), await faults.active({ region: far }), await faults.active({ region: home })];
  expect(counts).toEqual([1, 1, 0]);
});
