/** Rules of security groups that are revoked: who no longer reaches whom, in both ways of making traffic. */
import { describe, expect, it } from 'vitest';
import type { SimulatedCloud } from '../../../../simulator/cloud.ts';
import { createCloud } from '../../../../simulator/create-cloud.ts';
import type { SecurityRuleModel, WorldModel } from '../../../../simulator/model.ts';
import { partsOf } from '../../../../simulator/parts/parts-of.ts';
import { balancer, call, client, database, group, world } from '../../../simulation/small-world.ts';
import { idsOf, inject, instancesOf, minute, ofType, runFor, second, stateOf } from '../shop.ts';

const tcp = (port: number, peer: string): SecurityRuleModel => ({
  protocol: 'tcp',
  fromPort: port,
  toPort: port,
  peer,
});
const everything: SecurityRuleModel = { protocol: 'all', fromPort: 0, toPort: 65_535, peer: '0.0.0.0/0' };
const groupOn = (id: string, on: string, ingress: readonly SecurityRuleModel[], egress = [everything]) => ({
  id,
  tags: {},
  on: [on],
  ingress,
  egress,
});

/** 10 ms at the front, 5 ms at the orders behind it, given up after 300 ms. The orders let the front in twice. */
const model: WorldModel = {
  ...world(
    [client(20)],
    [group('web', 2, {}, [call('orders', { timeout: 300 })]), database('orders', 1)],
    [balancer('web', { connectTimeout: 100 })],
  ),
  securityGroups: [
    groupOn('sg-1', 'balancer', [tcp(443, '0.0.0.0/0')]),
    groupOn('sg-2', 'web', [tcp(8080, 'sg-1')], [tcp(5432, 'sg-3')]),
    groupOn('sg-3', 'orders', [tcp(5432, 'sg-2'), tcp(5432, '10.0.0.0/16')]),
  ],
  metrics: (['latency', 'failure-percent'] as const).map((measure) => ({
    namespace: 'Shop',
    metric: measure,
    dimensions: {},
    of: 'users',
    measure,
    period: minute,
  })),
};

const arnOf = (cloud: SimulatedCloud, id: string): string =>
  ofType(cloud, 'ec2:security-group').find(({ name }) => name === id)!.id;
const revoked = (cloud: SimulatedCloud, id: string, parameters: Record<string, string>, token = id) =>
  inject(
    cloud,
    [
      {
        actionId: 'squall:ec2:revoke-security-group-rule',
        parameters: { duration: 'PT5M', protocol: 'tcp', ...parameters },
        targets: { SecurityGroups: [arnOf(cloud, id)] },
      },
    ],
    { token },
  );

describe.each(['requests', 'closed-form'] as const)('in traffic of %s', (traffic) => {
  const cloudOf = () => createCloud({ model, seed: 7, traffic });
  const seen = (cloud: SimulatedCloud) => {
    runFor(cloud, 2 * minute - (cloud.now % minute) + second);
    const read = (metric: string) =>
      cloud
        .series({ namespace: 'Shop', metric, dimensions: {}, stat: 'Average', period: minute, from: 0, to: cloud.now })
        .at(-1)!.value;
    return { latency: Math.round(read('latency')), failed: read('failure-percent') };
  };

  it('a load balancer finds no target, until the rule is put back by whoever revoked it', () => {
    const cloud = cloudOf();
    const arn = arnOf(cloud, 'sg-2');
    const before = stateOf(cloud, arn);
    const { id } = revoked(cloud, 'sg-2', { fromPort: '8080' });
    expect(before).toEqual({ 'rule ingress tcp 8080~8080 sg-1': '', 'rule egress tcp 5432~5432 sg-3': '' });
    expect(stateOf(cloud, arn)).toEqual({ 'rule egress tcp 5432~5432 sg-3': '' });
    // Failed after the connect timeout, and the instances run on.
    const during = seen(cloud);
    expect(during.failed).toBe(100);
    expect(Math.abs(during.latency - 100)).toBeLessThan(3);
    expect(instancesOf(cloud, 'web').map(({ healthy }) => healthy)).toEqual([false, false]);
    runFor(cloud, 5 * minute);
    expect(stateOf(cloud, arn)).not.toEqual(before);
    cloud.endEffects(id);
    runFor(cloud, minute);
    expect(stateOf(cloud, arn)).toEqual(before);
    expect(seen(cloud).failed).toBe(0);
  });

  it.each([
    ['of those that are let in', 'sg-3', {}],
    ['of those that may go out', 'sg-2', { direction: 'egress', fromPort: '5432' }],
  ])('calls %s are dropped: whoever calls waits for its timeout', (_, id, parameters) => {
    const cloud = cloudOf();
    revoked(cloud, id, parameters);
    const { latency, failed } = seen(cloud);
    expect(failed).toBe(100);
    expect(Math.abs(latency - 310)).toBeLessThan(8);
  });

  it('one rule of two leaves the way open, and both together close it', () => {
    const cloud = cloudOf();
    const first = revoked(cloud, 'sg-3', { peer: 'sg-2' }, 'first');
    expect(seen(cloud).failed).toBe(0);
    revoked(cloud, 'sg-3', { peer: '10.0.0.0/16' }, 'second');
    expect(seen(cloud).failed).toBe(100);
    cloud.stopExperiment(first.id, 'enough');
    cloud.endEffects(first.id);
    expect(seen(cloud).failed).toBe(0);
  });
});

describe('what is refused by name', () => {
  const why = (changes: Partial<WorldModel>, id: string, parameters: Record<string, string>): string => {
    const cloud = createCloud({ model: { ...model, ...changes }, seed: 7, traffic: 'closed-form' });
    try {
      revoked(cloud, id, parameters);
      return 'nothing';
    } catch (error) {
      return (error as Error).message;
    }
  };

  it.each([
    [
      'a rule that there is not',
      {},
      'sg-2',
      { fromPort: '80' },
      /of a rule that it does not have: it has ingress tcp 8080-8080 sg-1, egress/,
    ],
    ['the way of the clients', {}, 'sg-1', {}, /between users and balancer: clients are outside of the fleet/],
    [
      'what no rule lets through to begin with',
      { securityGroups: [model.securityGroups![1]!] },
      'sg-2',
      {},
      /web calls orders and whose security groups do not let it/,
    ],
    [
      'one of two load balancers',
      {
        loadBalancers: [balancer('web'), balancer('web', { id: 'other' })],
        securityGroups: [
          ...model.securityGroups!.slice(0, 1),
          groupOn('sg-2', 'web', [tcp(8080, 'sg-1'), tcp(8080, '10.0.0.0/8')], [tcp(5432, 'sg-3')]),
          model.securityGroups![2]!,
        ],
      },
      'sg-2',
      { peer: '10.0.0.0/8' },
      /it has balancer, other before it/,
    ],
  ])('%s', (_, changes, id, parameters, message) =>
    expect(why(changes, id, parameters as Record<string, string>)).toMatch(message),
  );
});

it('instances tell their groups, and what shares one is of one part', () => {
  const cloud = createCloud({ model, seed: 7, traffic: 'closed-form' });
  expect(instancesOf(cloud, 'web').map(({ securityGroups }) => securityGroups)).toEqual(
    idsOf(instancesOf(cloud, 'web')).map(() => [arnOf(cloud, 'sg-2')]),
  );
  const alone = { ...model, services: [...model.services, database('ledger', 1)] };
  expect(partsOf(alone)).toHaveLength(2);
  const shared = groupOn('sg-4', 'ledger', [tcp(5432, 'sg-2')]);
  expect(partsOf({ ...alone, securityGroups: [...model.securityGroups!, shared] })).toHaveLength(1);
});
