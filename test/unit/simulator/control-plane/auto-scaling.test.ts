import { expect, it } from 'vitest';
import {
  idsOf,
  inject,
  instancesOf,
  minute,
  noCapacity,
  ofType,
  runFor,
  second,
  shop,
  shopCloud,
  stop,
  terminate,
} from '../shop.ts';

type Cloud = ReturnType<typeof shopCloud>;
const zones = ['euc1-az1', 'euc1-az2', 'euc1-az3'];
const spread = (cloud: Cloud, group = 'web') => zones.map((zone) => instancesOf(cloud, group, zone).length);
const healthyIn = (cloud: Cloud, group = 'web') => instancesOf(cloud, group).filter(({ healthy }) => healthy).length;
const groupsOf = (cloud: Cloud) => idsOf(ofType(cloud, 'ec2:autoscaling-group'));

it('spreads a group over its zones', () => {
  expect(spread(shopCloud())).toEqual([2, 2, 2]);
});

it('replaces a dead member in its zone, after detection, launch, warm-up and the first health checks', () => {
  const cloud = shopCloud();
  const [victim] = instancesOf(cloud, 'web', 'euc1-az2');
  inject(cloud, [terminate([victim!.id])]);
  // Detection.
  runFor(cloud, 60 * second - 1);
  expect(spread(cloud)).toEqual([2, 1, 2]);
  runFor(cloud, 1);
  expect(spread(cloud)).toEqual([2, 2, 2]);
  // Launch and warm-up: running or not, it takes no traffic.
  runFor(cloud, 105 * second - 1);
  expect(healthyIn(cloud)).toBe(5);
  // Two health checks, five seconds apart.
  runFor(cloud, 1 + 10 * second);
  expect(healthyIn(cloud)).toBe(6);
  expect(instancesOf(cloud, 'web').some(({ id }) => id === victim!.id)).toBe(false);
});

it('launches elsewhere when the zone has no capacity, and spreads again when it has', () => {
  const cloud = shopCloud();
  const lost = idsOf(instancesOf(cloud, 'web', 'euc1-az2'));
  inject(cloud, [terminate(lost), noCapacity(groupsOf(cloud), 'euc1-az2', 'PT8M')]);
  runFor(cloud, 7 * minute);
  expect(spread(cloud)).toEqual([3, 0, 3]);
  expect(healthyIn(cloud)).toBe(6);
  let fewest = 6;
  for (let i = 0; i < 50; i++) {
    runFor(cloud, 6 * second);
    fewest = Math.min(fewest, healthyIn(cloud));
  }
  expect(spread(cloud)).toEqual([2, 2, 2]);
  // Launched before terminated: nobody was missed.
  expect(fewest).toBe(6);
});

it('goes on trying while no zone has capacity', () => {
  const cloud = shopCloud();
  inject(cloud, [
    terminate(idsOf(instancesOf(cloud, 'api')).slice(0, 2)),
    noCapacity(groupsOf(cloud), zones.join(','), 'PT5M'),
  ]);
  runFor(cloud, 5 * minute - second);
  expect(instancesOf(cloud, 'api').length).toBe(4);
  runFor(cloud, 3 * minute);
  expect(healthyIn(cloud, 'api')).toBe(6);
});

it('refuses a share of launches, drawn by the seed', () => {
  const refusals = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
    const cloud = shopCloud(seed);
    const half = { ...noCapacity(groupsOf(cloud), 'euc1-az2', 'PT5M') };
    inject(cloud, [
      terminate(idsOf(instancesOf(cloud, 'web', 'euc1-az2'))),
      { ...half, parameters: { ...half.parameters, percentage: '50' } },
    ]);
    runFor(cloud, minute);
    return spread(cloud)[1]!;
  });
  expect(new Set(refusals).size).toBeGreaterThan(1);
});

it('does not replace a member that is back before it is looked at', () => {
  const cloud = shopCloud();
  const before = idsOf(instancesOf(cloud, 'web'));
  inject(cloud, [stop(before.slice(0, 1), { startInstancesAfterDuration: 'PT25S' })]);
  runFor(cloud, 3 * minute);
  expect(idsOf(instancesOf(cloud, 'web'))).toEqual(before);
  expect(healthyIn(cloud)).toBe(6);
});

it('never exceeds what rebalancing may, and ends at the desired capacity', () => {
  const model = {
    ...shop,
    services: shop.services.map((s) =>
      s.kind === 'auto-scaling-group' ? { ...s, capacity: { desired: 6, min: 6, max: 6 } } : s,
    ),
  };
  const cloud = shopCloud(3, model);
  inject(cloud, [
    terminate(idsOf(instancesOf(cloud, 'web', 'euc1-az1'))),
    noCapacity(groupsOf(cloud), 'euc1-az1', 'PT5M'),
  ]);
  let most = 0;
  for (let i = 0; i < 80; i++) {
    runFor(cloud, 10 * second);
    most = Math.max(
      most,
      cloud.resources().filter(({ group, type, healthy }) => group === 'web' && type === 'ec2:instance' && healthy)
        .length,
    );
  }
  expect(most).toBeLessThanOrEqual(7);
  expect(spread(cloud)).toEqual([2, 2, 2]);
});
