/** What each family does to the fleet and the control plane, beside what traffic makes of it. */
import { expect, it } from 'vitest';
import { simulatedResources } from '../../../../adapters/simulated/resources.ts';
import type { CloudAction, SimulatedCloud } from '../../../../simulator/cloud.ts';
import { restoreCloud } from '../../../../simulator/create-cloud.ts';
import {
  command,
  idsOf,
  inject,
  instancesOf,
  minute,
  ofType,
  runFor,
  second,
  shopCloud,
  stateOf,
  worldModel,
} from '../shop.ts';

const depth = { ...worldModel('shop-in-depth'), warmUp: minute };
const containers = { ...worldModel('shop-in-containers'), warmUp: minute };
const deep = () => shopCloud(1, depth);
const action = (actionId: string, parameters: Record<string, string>, targets: CloudAction['targets']) => ({
  actionId,
  parameters,
  targets,
});
const read = (cloud: SimulatedCloud, namespace: string, metric: string, dimensions: Record<string, string>) =>
  cloud
    .series({ namespace, metric, dimensions, stat: 'Average', period: minute, from: depth.startAt, to: cloud.now })
    .map(({ value }) => value);
const healthyIn = (cloud: SimulatedCloud, type: string, group: string) =>
  ofType(cloud, type).filter((one) => one.group === group && one.healthy).length;

it('a process that outgrows its memory dies, is back, lives for a while and dies again, until the memory is given back', () => {
  const cloud = deep();
  const [host] = idsOf(instancesOf(cloud, 'api'));
  // Half is the process's own: 60 % more is too much, 40 % is not.
  inject(cloud, [command('Memory-Stress', [host!], { Percent: '60', DurationSeconds: '120' })]);
  expect(stateOf(cloud, host!)).toMatchObject({ state: 'running', memoryTakenPercent: 60 });
  const up = (): boolean => !!cloud.resources().find(({ id }) => id === host)?.healthy;
  const seen = Array.from({ length: 16 }, () => {
    runFor(cloud, 10 * second);
    return up();
  });
  // Dead for 20 s, checked twice before it is used, alive for 20 s.
  expect(seen.slice(0, 12).filter((alive) => !alive).length).toBeGreaterThan(6);
  runFor(cloud, minute);
  expect(up()).toBe(true);
  expect(stateOf(cloud, host!)?.memoryTakenPercent).toBeUndefined();
  const modest = deep();
  inject(modest, [command('Memory-Stress', [host!], { Percent: '40' })]);
  runFor(modest, minute);
  expect(modest.resources().find(({ id }) => id === host)?.healthy).toBe(true);
});

it('memory is told in percent, and a disk as full as it is', () => {
  const cloud = deep();
  const memory = command(
    'Memory-Stress',
    idsOf(instancesOf(cloud, 'api')).slice(0, 3),
    { Percent: '30', DurationSeconds: '240' },
    'PT4M',
  );
  const disk = command(
    'Disk-Fill',
    idsOf(instancesOf(cloud, 'web')),
    { Percent: '90', DurationSeconds: '240' },
    'PT4M',
  );
  inject(cloud, [memory, disk]);
  runFor(cloud, 3 * minute);
  expect(read(cloud, 'CWAgent', 'mem_used_percent', { AutoScalingGroupName: 'api' })[1]).toBeCloseTo(65);
  expect(read(cloud, 'CWAgent', 'disk_used_percent', { AutoScalingGroupName: 'web' })[1]).toBeCloseTo(90);
});

it('a spot instance is told, replaced on notice, and gone two minutes later', () => {
  const cloud = deep();
  const [spot] = idsOf(ofType(cloud, 'ec2:instance').filter(({ alsoType }) => alsoType === 'ec2:spot-instance'));
  inject(cloud, [
    action(
      'aws:ec2:send-spot-instance-interruptions',
      { durationBeforeInterruption: 'PT3M' },
      { SpotInstances: [spot!] },
    ),
  ]);
  runFor(cloud, minute - second);
  expect(instancesOf(cloud, 'web')).toHaveLength(6);
  runFor(cloud, 2 * second);
  expect(instancesOf(cloud, 'web')).toHaveLength(7);
  runFor(cloud, 2 * minute + second);
  expect(stateOf(cloud, spot!)).toBeUndefined();
  expect(healthyIn(cloud, 'ec2:instance', 'web')).toBe(6);
});

it('stopped before the notice, an interruption is called off; after it, it is not', () => {
  for (const [wait, gone] of [
    [30, false],
    [90, true],
  ] as const) {
    const cloud = deep();
    const [spot] = idsOf(instancesOf(cloud, 'web'));
    const { id } = inject(cloud, [
      action(
        'aws:ec2:send-spot-instance-interruptions',
        { durationBeforeInterruption: 'PT3M' },
        { SpotInstances: [spot!] },
      ),
    ]);
    runFor(cloud, wait * second);
    cloud.stopExperiment(id, 'enough');
    runFor(cloud, 4 * minute);
    expect(stateOf(cloud, spot!) === undefined).toBe(gone);
  }
});

it('a replica takes over from a cache node without power; a node alone comes back empty, and fills', () => {
  const power = (cloud: SimulatedCloud, duration: string) =>
    inject(cloud, [
      action(
        'aws:elasticache:replicationgroup-interrupt-az-power',
        { duration },
        { ReplicationGroups: idsOf(ofType(cloud, 'elasticache:replicationgroup')) },
      ),
    ]);
  const two = deep();
  const [cache] = idsOf(ofType(two, 'elasticache:replicationgroup'));
  power(two, 'PT3M');
  expect(stateOf(two, cache!)).toEqual({ status: 'available', nodes: 1 });
  expect(two.resources().find(({ id }) => id === cache)?.healthy).toBe(false);
  runFor(two, 11 * second);
  expect(two.resources().find(({ id }) => id === cache)?.healthy).toBe(true);
  runFor(two, 3 * minute);
  expect(stateOf(two, cache!)).toEqual({ status: 'available', nodes: 2 });

  const model = { ...worldModel('shop-one-cache'), warmUp: minute };
  const one = shopCloud(1, model);
  power(one, 'PT1M');
  runFor(one, 5 * minute);
  const hits = read(one, 'AWS/ElastiCache', 'CacheHitRate', { CacheClusterId: 'products' });
  // 90 % of lookups hit as a rule; a tenth of the time to refill brings a tenth of that back.
  expect(hits.every((hit) => hit < 45)).toBe(true);
  expect(hits.at(-1)!).toBeGreaterThan(hits[0]! + 10);
});

it('power is taken in the zone that the target names: of a replica nobody notices', async () => {
  const cloud = deep();
  const resources = simulatedResources(cloud);
  const found = async (zone: string) =>
    (await resources.resolve({ type: 'elasticache:replicationgroup', where: { zone } })).map((one) => one.zone);
  expect([await found('euc1-az2'), await found('euc1-az3')]).toEqual([['euc1-az2'], []]);
  const [cache] = idsOf(ofType(cloud, 'elasticache:replicationgroup'));
  const power = (availabilityZoneIdentifier: string) => ({
    ...action(
      'aws:elasticache:replicationgroup-interrupt-az-power',
      { duration: 'PT3M' },
      { ReplicationGroups: [cache!] },
    ),
    targetParameters: { ReplicationGroups: { availabilityZoneIdentifier } },
  });
  inject(cloud, [power('euc1-az2')]);
  runFor(cloud, 5 * second);
  expect(cloud.resources().find(({ id }) => id === cache)).toMatchObject({ healthy: true, state: { nodes: 1 } });
  const elsewhere = { actions: [{ name: 'a', ...power('euc1-az3') }], stopAlarms: [] };
  expect(cloud.refusalOf(elsewhere)).toMatch(/its nodes are in euc1-az1, euc1-az2$/);
});

it('a replica falls behind by a second a second, and catches up at ten', () => {
  const cloud = deep();
  inject(cloud, [
    action(
      'aws:dynamodb:global-table-pause-replication',
      { duration: 'PT2M' },
      { Tables: idsOf(ofType(cloud, 'dynamodb:global-table')) },
    ),
  ]);
  runFor(cloud, 5 * minute);
  const dimensions = { TableName: 'carts', ReceivingRegion: 'eu-west-1' };
  const lag = read(cloud, 'AWS/DynamoDB', 'ReplicationLatency', dimensions);
  expect(lag[1]).toBe(1000 + ((70 + 80 + 90 + 100 + 110 + 120) * 1000) / 6);
  expect(lag[3]).toBe(1000);
  const stale = read(cloud, 'Shop', 'StaleReads', { Service: 'carts', Region: 'eu-west-1' });
  // 1 − e^(−lag / 6 h).
  expect(stale[1]).toBeCloseTo(100 * (96_000 / 21_600_000), 1);
});

it('a deleted pod leaves at once, has its grace, and is replaced; a stopped task is gone', () => {
  const cloud = shopCloud(1, containers);
  const pod = ofType(cloud, 'eks:pod')[0]!;
  const task = ofType(cloud, 'ecs:task')[0]!;
  expect(pod.id).toMatch(/:pod\/backend\/default\/api-[0-9a-f]{10}$/);
  expect(task.id).toMatch(/:task\/storefront\/[0-9a-f]{32}$/);
  inject(cloud, [
    action('aws:eks:pod-delete', { kubernetesServiceAccount: 'fis', gracePeriodSeconds: '20' }, { Pods: [pod.id] }),
    action('aws:ecs:stop-task', {}, { Tasks: [task.id] }),
  ]);
  runFor(cloud, 19 * second);
  expect(stateOf(cloud, pod.id)).toMatchObject({ state: 'running' });
  runFor(cloud, 2 * second);
  expect(stateOf(cloud, pod.id)).toBeUndefined();
  expect(stateOf(cloud, task.id)).toBeUndefined();
  runFor(cloud, 2 * minute);
  expect(healthyIn(cloud, 'eks:pod', 'api')).toBe(6);
  expect(healthyIn(cloud, 'ecs:task', 'web')).toBe(6);
});

it('names that do not resolve fail host by host, as what each has cached runs out', () => {
  const cloud = deep();
  const web = idsOf(instancesOf(cloud, 'web'));
  inject(cloud, [action('squall:host:dns-failure', { duration: 'PT3M' }, { Instances: web })]);
  const failing = () => web.filter((id) => stateOf(cloud, id)?.callsHindered === 'internal refused').length;
  const counts = [0, 20, 20, 20, 5].map((wait) => {
    runFor(cloud, wait * second);
    return failing();
  });
  expect(counts.toSorted((a, b) => a - b)).toEqual(counts);
  expect(counts[0]).toBeLessThan(3);
  expect(counts[3]).toBe(6);
  runFor(cloud, 2 * minute);
  expect(failing()).toBe(0);
});

it('a clock that is off spoils signatures beyond five minutes, and tokens in proportion', () => {
  const skewed = (skewSeconds: string) => {
    const cloud = deep();
    const [host] = idsOf(instancesOf(cloud, 'api'));
    inject(cloud, [action('squall:host:clock-skew', { duration: 'PT2M', skewSeconds }, { Instances: [host!] })]);
    return stateOf(cloud, host!)?.clockSkewMilliseconds;
  };
  expect(skewed('-301')).toBe(-301_000);
});

it.each([
  [
    'a port that nothing is called on',
    'Network-Blackhole-Port',
    { Protocol: 'tcp', Port: '8443', TrafficType: 'egress' },
    'port 8443',
  ],
  [
    'a name that the world does not know',
    'Network-Latency-Sources',
    { Sources: 'elsewhere.example' },
    'elsewhere.example',
  ],
  ['several workers', 'Memory-Stress', { Percent: '50', Workers: '4' }, 'Workers "4"'],
])('refuses %s by name', (_, document, parameters, named) => {
  const cloud = deep();
  const why = cloud.refusalOf({
    actions: [{ name: 'a', ...command(document, idsOf(instancesOf(cloud, 'api')), parameters) }],
    stopAlarms: [],
  });
  expect(why).toContain(named);
});

it('refuses hosts of which the world says too little', () => {
  const cloud = shopCloud();
  for (const [document, parameters, named] of [
    ['Memory-Stress', { Percent: '50' }, 'its memory'],
    ['Disk-Fill', {}, 'its disk'],
    ['IO-Stress', {}, 'its disk'],
    ['Kill-Process', { ProcessName: 'java', DurationSeconds: undefined }, 'restart'],
  ] as const) {
    const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >;
    const { parameters: all, ...rest } = command(document, idsOf(instancesOf(cloud, 'web')), given);
    const own = document === 'Kill-Process' ? { ...all, documentParameters: JSON.stringify(given) } : all;
    expect(cloud.refusalOf({ actions: [{ name: 'a', ...rest, parameters: own }], stopAlarms: [] })).toContain(named);
  }
});

it('a cloud that is restored in the middle goes on where it was: dead processes come back, caches fail over, lag grows', () => {
  const cloud = deep();
  const [host] = idsOf(instancesOf(cloud, 'api'));
  const [cache] = idsOf(ofType(cloud, 'elasticache:replicationgroup'));
  inject(cloud, [
    command('Memory-Stress', [host!], { Percent: '60', DurationSeconds: '60' }),
    action(
      'aws:elasticache:replicationgroup-interrupt-az-power',
      { duration: 'PT3M' },
      { ReplicationGroups: [cache!] },
    ),
    action(
      'aws:dynamodb:global-table-pause-replication',
      { duration: 'PT3M' },
      { Tables: idsOf(ofType(cloud, 'dynamodb:global-table')) },
    ),
  ]);
  runFor(cloud, 5 * second);
  const restored = restoreCloud({ model: depth, seed: 1, dump: cloud.dump() });
  const healthy = (id: string) => restored.resources().find((resource) => resource.id === id)?.healthy;
  expect([healthy(host!), healthy(cache!)]).toEqual([false, false]);
  runFor(restored, 10 * second);
  expect(healthy(cache!)).toBe(true);
  runFor(restored, 2.5 * minute);
  expect(healthy(host!)).toBe(true);
  const lag = read(restored, 'AWS/DynamoDB', 'ReplicationLatency', {
    TableName: 'carts',
    ReceivingRegion: 'eu-west-1',
  });
  expect(lag.at(-1)!).toBeGreaterThan(60_000);
});
