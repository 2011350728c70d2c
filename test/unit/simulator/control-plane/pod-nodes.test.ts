/** Pods stand on nodes: they go with them, wait for room, and find it as nodes come. */
import { expect, it } from 'vitest';
import { compileWorld } from '../../../../adapters/simulated/compile-world.ts';
import type { World } from '../../../../core/world/schema.ts';
import { validateWorld } from '../../../../core/world/validate.ts';
import type { SimulatedCloud } from '../../../../simulator/cloud.ts';
import { restoreCloud } from '../../../../simulator/create-cloud.ts';
import { partsOf } from '../../../../simulator/parts/parts-of.ts';
import { account, home, twoRegions } from '../../../fixtures/two-regions.ts';
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
  terminate,
} from '../shop.ts';

const zones = ['euc1-az1', 'euc1-az2'];
const [group] = twoRegions().services;
/** Node found 30 s after its death, launched in 40 s, joined in 20 s; a pod found missing in 5 s, started in 10 s, ready in 5 s. */
const nodeGroup = {
  id: 'nodes',
  cluster: 'shop',
  capacity: { desired: 2, min: 2, max: 6 },
  node: { pods: 3 },
  replacement: { detection: 'PT30S', launch: 'PT40S', join: 'PT20S' },
};
const pods = (desired: number): World['services'][number] =>
  ({
    ...group!,
    capacity: { desired, min: 1, max: 12 },
    runsAs: { kind: 'eks-pods', cluster: 'shop' },
    replacement: { detection: 'PT5S', launch: 'PT10S', warmUp: 'PT5S' },
  }) as World['services'][number];
const metric = (of: string, measure: 'pending-pods' | 'in-service') =>
  ({ namespace: 'K', metric: `${of}/${measure}`, of, measure, period: 'PT10S' }) as const;

function modelOf(desired: number, changes: Partial<typeof nodeGroup> = {}) {
  const base = twoRegions();
  const valid = validateWorld(
    twoRegions({
      services: [pods(desired), base.services[1]!],
      nodeGroups: [{ ...nodeGroup, ...changes }],
      metrics: [...base.metrics, metric('web-fra', 'pending-pods'), metric('nodes', 'in-service')],
    }),
  );
  if (!valid.ok) throw new Error(valid.problems.map(({ message }) => message).join('\n'));
  return compileWorld(valid.world);
}

const cloudOf = (desired: number, changes?: Partial<typeof nodeGroup>) => shopCloud(3, modelOf(desired, changes));
const podsIn = (cloud: SimulatedCloud) => ofType(cloud, 'eks:pod');
const spread = (cloud: SimulatedCloud) => zones.map((zone) => podsIn(cloud).filter((one) => one.zone === zone).length);
const healthy = (cloud: SimulatedCloud) => podsIn(cloud).filter((one) => one.healthy).length;
const nodesOf = (cloud: SimulatedCloud, zone?: string) => instancesOf(cloud, 'nodes', zone);
const worst = (cloud: SimulatedCloud, name: string) =>
  Math.max(
    ...cloud
      .series({
        namespace: 'K',
        metric: name,
        dimensions: {},
        stat: 'Maximum',
        period: 10 * second,
        from: cloud.model.startAt,
        to: cloud.now,
      })
      .map(({ value }) => value),
  );
const onGroup = (actionId: string, cloud: SimulatedCloud, parameters: Record<string, string>) => ({
  actionId,
  parameters,
  targets: { Nodegroups: idsOf(ofType(cloud, 'eks:nodegroup')) },
});
const raise = (cloud: SimulatedCloud, percent: string) =>
  inject(cloud, [onGroup('squall:eks:raise-capacity', cloud, { duration: 'PT30M', percent })], { token: 'raise' });
const lose = (cloud: SimulatedCloud, instanceTerminationPercentage: string) =>
  inject(cloud, [onGroup('aws:eks:terminate-nodegroup-instances', cloud, { instanceTerminationPercentage })]);

it('pods are spread over zones, on nodes that EKS would tag and EC2 would list', () => {
  const cloud = cloudOf(4);
  expect(spread(cloud)).toEqual([2, 2]);
  const [own] = ofType(cloud, 'eks:nodegroup');
  expect(own!.id).toMatch(
    new RegExp(`^arn:aws:eks:${home}:${account}:nodegroup/shop/nodes/[0-9a-f]{8}-[0-9a-f-]{27}$`),
  );
  expect(own).toMatchObject({ name: 'nodes', healthy: true, state: { desired: 2, min: 2, max: 6, healthy: 2 } });
  expect(nodesOf(cloud)).toHaveLength(2);
  expect(nodesOf(cloud)[0]).toMatchObject({
    healthy: true,
    tags: { 'eks:nodegroup-name': 'nodes', 'eks:cluster-name': 'shop' },
  });
  expect(idsOf(ofType(cloud, 'eks:cluster'))).toEqual([`arn:aws:eks:${home}:${account}:cluster/shop`]);
});

it('a node takes its pods with it; others are started where there is room, and the rest once a node has come', () => {
  // Room for six, and four of them taken: two of the lost three find a place on the node that is left.
  const cloud = cloudOf(4, { node: { pods: 3 } });
  lose(cloud, '50');
  expect(nodesOf(cloud)).toHaveLength(1);
  expect([podsIn(cloud).length, healthy(cloud)]).toEqual([2, 2]);
  runFor(cloud, 5 * second);
  expect(podsIn(cloud).length).toBe(3);
  // Started, ready, and found so by two checks of the load balancer five seconds apart.
  runFor(cloud, 25 * second);
  expect(healthy(cloud)).toBe(3);
  expect(ofType(cloud, 'eks:nodegroup')[0]).toMatchObject({ healthy: false, state: { desired: 2, healthy: 1 } });
  // 30 s + 40 s + 20 s after its loss the node takes pods, which are there 10 s + 5 s and two checks later.
  runFor(cloud, 60 * second - 1);
  expect(podsIn(cloud).length).toBe(3);
  runFor(cloud, 1 + 10 * second);
  expect([podsIn(cloud).length, ...spread(cloud)]).toEqual([4, ...spread(cloud)]);
  runFor(cloud, 20 * second);
  expect(healthy(cloud)).toBe(4);
  expect(worst(cloud, 'web-fra/pending-pods')).toBe(1);
  // Nobody moves pods that run.
  runFor(cloud, 5 * minute);
  expect(spread(cloud).toSorted()).toEqual([1, 3]);
});

it('raised nodes come after their boot, hold what waits, are drained when they are given up, and are proved by count', () => {
  const cloud = cloudOf(6, { node: { pods: 3 } });
  const before = ofType(cloud, 'eks:nodegroup')[0]!;
  const { id } = raise(cloud, '150');
  expect(cloud.experiment(id)).toMatchObject({ status: 'pending', reason: 'nodes has 2 of 3 in service' });
  runFor(cloud, 60 * second - 1);
  expect(cloud.experiment(id)?.status).toBe('pending');
  runFor(cloud, 1);
  expect(cloud.experiment(id)?.status).toBe('running');
  expect(stateOf(cloud, before.id)).toMatchObject({ desired: 3, min: 3, healthy: 3 });
  runFor(cloud, 10 * second);
  expect(worst(cloud, 'nodes/in-service')).toBe(3);
  // With the third node there is room for what a lost one held, at once.
  inject(cloud, [terminate([nodesOf(cloud, 'euc1-az2')[0]!.id])], { token: 'one' });
  runFor(cloud, 40 * second);
  expect(healthy(cloud)).toBe(6);
  expect(worst(cloud, 'web-fra/pending-pods')).toBe(0);
  runFor(cloud, 2 * minute);
  cloud.stopExperiment(id, 'enough');
  cloud.endEffects(id);
  runFor(cloud, 2 * minute);
  expect(stateOf(cloud, before.id)).toEqual(before.state);
  // Its pods were moved first: all are there, on the two that are left.
  expect([nodesOf(cloud).length, healthy(cloud)]).toEqual([2, 6]);
});

it('a node that restarts has its pods back, what stresses it stresses them, and a stopped one loses them', () => {
  const cloud = cloudOf(4);
  const [node] = nodesOf(cloud, 'euc1-az1');
  const onNode = (actionId: string, parameters: Record<string, string> = {}) =>
    inject(cloud, [{ actionId, parameters, targets: { Instances: [node!.id] } }], { token: actionId });
  const there = idsOf(podsIn(cloud).filter(({ zone }) => zone === 'euc1-az1'));
  onNode('aws:ec2:reboot-instances');
  runFor(cloud, 20 * second);
  expect(healthy(cloud)).toBe(2);
  runFor(cloud, minute);
  expect([healthy(cloud), there.every((id) => stateOf(cloud, id) !== undefined)]).toEqual([4, true]);
  const from = cloud.now;
  inject(cloud, [command('Network-Latency', [node!.id], { DelayMilliseconds: '400' }, 'PT1M')], { token: 'late' });
  runFor(cloud, 30 * second);
  const asked = { namespace: 'Pay', metric: 'Latency', dimensions: {}, stat: 'Average', period: second };
  const late = cloud.series({ ...asked, from: from + 10 * second, to: cloud.now }).map(({ value }) => value);
  // Half of the pods are 400 ms late, and least-outstanding sends those less: of 25 ms it makes three times as much at least.
  expect(late.reduce((sum, value) => sum + value, 0) / late.length).toBeGreaterThan(75);
  runFor(cloud, 2 * minute);
  onNode('aws:ec2:stop-instances', { startInstancesAfterDuration: 'PT10M' });
  expect(there.every((id) => stateOf(cloud, id) === undefined)).toBe(true);
  runFor(cloud, 3 * minute);
  expect([healthy(cloud), nodesOf(cloud).length]).toEqual([4, 2]);
});

it('a cloud that is restored while pods wait goes on where it was', () => {
  const cloud = cloudOf(6);
  lose(cloud, '50');
  runFor(cloud, 20 * second);
  const again = restoreCloud({ model: cloud.model, seed: 3, dump: cloud.dump() });
  runFor(again, 3 * minute);
  expect([healthy(again), nodesOf(again).length]).toEqual([6, 2]);
});

it('nodes are of the part of a world that their pods are in', () => {
  const parts = partsOf(modelOf(4));
  expect(parts.flatMap(({ nodeGroups = [] }) => nodeGroups.map(({ id }) => id))).toEqual(['nodes']);
});

it('what a world only lists, and what nodes are not, is refused by name', () => {
  const listed = shopCloud(3, {
    ...modelOf(4),
    inventory: [{ type: 'eks:nodegroup', name: 'shop/old/1', region: home, tags: {} }],
  });
  const asked = (cloud: SimulatedCloud, actionId: string, parameters: Record<string, string>, targets: object) =>
    cloud.refusalOf({ actions: [{ name: 'a', actionId, parameters, targets: { ...targets } }], stopAlarms: [] });
  const old = ofType(listed, 'eks:nodegroup').find(({ name }) => name === 'shop/old/1')!;
  const raised = { duration: 'PT5M', percent: '200' };
  expect(asked(listed, 'squall:eks:raise-capacity', raised, { Nodegroups: [old.id] })).toMatch(
    /says so under nodeGroups/,
  );
  const cloud = cloudOf(4);
  const Instances = [nodesOf(cloud)[0]!.id];
  expect(asked(cloud, 'squall:elb:detach-targets', { duration: 'PT5M' }, { Instances })).toMatch(
    /no group of the world/,
  );
});
