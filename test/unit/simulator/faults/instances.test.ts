import { expect, it } from 'vitest';
import { idsOf, inject, instancesOf, minute, runFor, second, shopCloud, stateOf, stop, terminate } from '../shop.ts';

const victim = (cloud: ReturnType<typeof shopCloud>) => idsOf(instancesOf(cloud, 'web')).slice(0, 1);

it('stop-instances without a duration leaves them stopped after the action has ended', () => {
  const cloud = shopCloud();
  const ids = victim(cloud);
  const { id } = inject(cloud, [stop(ids)]);
  runFor(cloud, 20 * second);
  expect(cloud.experiment(id)?.status).toBe('completed');
  expect(stateOf(cloud, ids[0]!)).toMatchObject({ state: 'stopped' });
  cloud.startInstances(ids);
  runFor(cloud, 30 * second);
  expect(stateOf(cloud, ids[0]!)).toMatchObject({ state: 'running' });
});

it('stop-instances with a duration starts them again at its end', () => {
  const cloud = shopCloud();
  const ids = victim(cloud);
  const { id } = inject(cloud, [stop(ids, { startInstancesAfterDuration: 'PT20S' })]);
  runFor(cloud, 49 * second);
  expect(stateOf(cloud, ids[0]!)).toMatchObject({ state: 'pending' });
  runFor(cloud, second);
  expect(stateOf(cloud, ids[0]!)).toMatchObject({ state: 'running' });
  expect(cloud.experiment(id)?.status).toBe('completed');
});

it('StopExperiment starts stopped instances at once when a duration was given, and says stopped when they run', () => {
  const cloud = shopCloud();
  const ids = victim(cloud);
  const { id } = inject(cloud, [stop(ids, { startInstancesAfterDuration: 'PT10M' })]);
  runFor(cloud, 10 * second);
  cloud.stopExperiment(id, 'by hand');
  expect(cloud.experiment(id)).toMatchObject({ status: 'stopping', reason: 'by hand' });
  expect(runFor(cloud, 29 * second)).toEqual([]);
  expect(runFor(cloud, second)).toMatchObject([{ type: 'experiment', id, status: 'stopped' }]);
  expect(stateOf(cloud, ids[0]!)).toMatchObject({ state: 'running' });
  cloud.stopExperiment(id, 'again');
  expect(cloud.experiment(id)).toMatchObject({ status: 'stopped', reason: 'by hand' });
});

it.each([
  ['true', 'completed'],
  ['false', 'failed'],
])('an instance that its group has terminated: completeIfInstancesTerminated %s, %s', (forgiving, status) => {
  const cloud = shopCloud();
  const ids = victim(cloud);
  const parameters = { startInstancesAfterDuration: 'PT3M', completeIfInstancesTerminated: forgiving };
  const { id } = inject(cloud, [stop(ids, parameters)]);
  runFor(cloud, 2 * minute);
  expect(stateOf(cloud, ids[0]!)).toBeUndefined();
  expect(runFor(cloud, minute)).toMatchObject([{ type: 'experiment', id, status }]);
});

it('a failing action stops the others of its experiment', () => {
  const cloud = shopCloud();
  const [one, other] = idsOf(instancesOf(cloud, 'web'));
  const long = stop([other!], { startInstancesAfterDuration: 'PT10M', completeIfInstancesTerminated: 'true' });
  const { id } = inject(cloud, [stop([one!], { startInstancesAfterDuration: 'PT2M' }), long]);
  runFor(cloud, 2 * minute);
  expect(cloud.experiment(id)?.actions.map(({ status }) => status)).toEqual(['failed', 'stopped']);
  expect(cloud.experiment(id)?.reason).toContain('terminated');
});

it('terminate-instances takes an instance away at once, and its group replaces it', () => {
  const cloud = shopCloud();
  const ids = victim(cloud);
  inject(cloud, [terminate(ids)]);
  expect(stateOf(cloud, ids[0]!)).toBeUndefined();
  expect(instancesOf(cloud, 'web').length).toBe(5);
  runFor(cloud, 4 * minute);
  expect(instancesOf(cloud, 'web').filter(({ healthy }) => healthy).length).toBe(6);
});

it('reboot-instances takes an instance down and up again without its group noticing', () => {
  const cloud = shopCloud();
  const ids = victim(cloud);
  const healthy = () => cloud.resources().find(({ id }) => id === ids[0])?.healthy;
  inject(cloud, [{ actionId: 'aws:ec2:reboot-instances', parameters: {}, targets: { Instances: ids } }]);
  expect(healthy()).toBe(false);
  expect(stateOf(cloud, ids[0]!)).toMatchObject({ state: 'running' });
  runFor(cloud, 2 * minute);
  expect(healthy()).toBe(true);
});
