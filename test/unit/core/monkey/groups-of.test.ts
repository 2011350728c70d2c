import { expect, test } from 'vitest';
import { groupsOf } from '../../../../core/monkey/groups-of.ts';
import type { Grouping } from '../../../../core/monkey/schema/groups.ts';
import type { Resource, TargetQuery } from '../../../../core/ports/resources.ts';
import { monkeyWith } from './fixture.ts';

const home = { account: '123456789012', region: 'eu-central-1' };
const resource = (type: string, name: string, over: Partial<Resource> = {}): Resource => ({
  id: `arn:aws:x:${over.region ?? home.region}:${over.account ?? home.account}:${type.split(':')[1]}/${name}`,
  type,
  name,
  ...home,
  tags: {},
  healthy: true,
  ...over,
});
const instance = (name: string, group: string, over: Partial<Resource> = {}) =>
  resource('ec2:instance', name, { group, ...over });
const nodeOf = { 'eks:nodegroup-name': 'nodes', 'eks:cluster-name': 'shop' };
const arn = 'arn:aws:eks:eu-central-1:123456789012:nodegroup/shop/nodes/0123';
const tags = { 'resilience:fis-enabled': 'true', 'resilience:owner': 'ada' };

const all: readonly Resource[] = [
  instance('i-1', 'web', { tags: { Service: 'web', 'resilience:owner': 'ada' } }),
  instance('i-2', 'web', { tags: { Service: 'web', 'resilience:owner': 'ada' } }),
  instance('i-3', 'web', { region: 'us-east-1', tags: { Service: 'web', 'resilience:owner': 'bob' } }),
  instance('i-4', 'web', { account: '210987654321', tags: { Service: 'web' } }),
  instance('i-5', 'eks-nodes-asg', { tags: nodeOf }),
  resource('ec2:instance', 'i-6', { tags: { Service: 'batch' } }),
  resource('eks:nodegroup', 'nodes', { id: arn, tags }),
  resource('ecs:task', 't-1', { id: 'arn:aws:ecs:eu-central-1:123456789012:task/shop/t-1', group: 'shop/api' }),
];

const found = async (...groups: readonly Grouping[]) => {
  const resolve = async ({ type, where }: TargetQuery) =>
    all
      .filter((each) => each.type === type && each.account === (where.account ?? home.account))
      .filter(({ tags: own }) => Object.entries(where.tags ?? {}).every(([key, value]) => own[key] === value));
  return groupsOf(monkeyWith({ groups: [...groups] }), { resolve });
};
const names = async (...groups: readonly Grouping[]) =>
  (await found(...groups)).map(({ id, members }) => `${id}: ${members.map(({ name }) => name).join(' ')}`);

test('Auto Scaling groups, in each account and Region by itself, and not those of node groups', async () => {
  const accounts = [home.account, '210987654321'];
  expect(await names({ by: 'auto-scaling-group', where: { accounts } })).toEqual([
    'auto-scaling-group/123456789012/eu-central-1/web: i-1 i-2',
    'auto-scaling-group/123456789012/us-east-1/web: i-3',
    'auto-scaling-group/210987654321/eu-central-1/web: i-4',
  ]);
  const narrow = { regions: ['us-east-1'], names: ['w*'] };
  expect(await names({ by: 'auto-scaling-group', where: narrow })).toEqual([
    'auto-scaling-group/123456789012/us-east-1/web: i-3',
  ]);
  expect(await names({ by: 'auto-scaling-group', where: { names: ['api'] } })).toEqual([]);
  const [group] = await found({ by: 'auto-scaling-group' });
  expect(group).toMatchObject({ owner: 'ada', service: 'web', tags: { 'aws:autoscaling:groupName': 'web' } });
});

test('another account or Region is looked at only where it is named', async () => {
  const asked: TargetQuery['where'][] = [];
  const resolve = async ({ where }: TargetQuery) => {
    asked.push(where);
    return [];
  };
  const where = { regions: ['eu-west-1', 'us-east-1'], accounts: ['210987654321'] };
  const groups = [{ by: 'auto-scaling-group' as const }, { by: 'auto-scaling-group' as const, where }];
  await groupsOf(monkeyWith({ groups }), { resolve });
  expect(asked).toEqual([
    {},
    { account: '210987654321', region: 'eu-west-1' },
    { account: '210987654321', region: 'us-east-1' },
  ]);
});

test('a tag makes groups across Regions or in each, and what does not bear it is in none', async () => {
  expect(await names({ by: 'tag', keys: ['Service'] })).toEqual([
    'tag/123456789012/eu-central-1/Service=batch: i-6',
    'tag/123456789012/eu-central-1/Service=web: i-1 i-2',
    'tag/123456789012/us-east-1/Service=web: i-3',
  ]);
  const wide: Grouping = { by: 'tag', keys: ['Service'], regionsAreIndependent: false };
  expect(await names(wide)).toEqual([
    'tag/123456789012/*/Service=batch: i-6',
    'tag/123456789012/*/Service=web: i-1 i-2 i-3',
  ]);
  // Two owners are none.
  expect((await found(wide))[1]).not.toHaveProperty('owner');
});

test('services have their cluster, node groups their nodes and an owner who speaks for them', async () => {
  expect(await found({ by: 'ecs-service' })).toMatchObject([
    { id: 'ecs-service/123456789012/eu-central-1/shop/api', name: 'api', cluster: 'shop', type: 'ecs:task' },
  ]);
  expect(await found({ by: 'eks-nodegroup' })).toMatchObject([
    {
      id: 'eks-nodegroup/123456789012/eu-central-1/shop/nodes',
      resource: arn,
      optedIn: true,
      owner: 'ada',
      members: [{ name: 'i-5' }],
    },
  ]);
});

test('of a group that two entries find, the first counts', async () => {
  const groups = await found(
    { by: 'auto-scaling-group', where: { names: ['web'] }, leashed: true },
    { by: 'auto-scaling-group' },
  );
  expect(groups.map(({ grouping }) => grouping)).toEqual([0, 0]);
});
