import { expect, test } from 'vitest';
import type { Resource, TargetQuery } from '../../../../core/ports/resources.ts';
import { capsOf } from '../../../../core/targets/caps.ts';
import { depleted } from '../../../../core/targets/group-capacity.ts';

const member = (n: number, over: Partial<Resource> = {}): Resource => ({
  id: `arn:aws:ec2:eu-central-1:111122223333:instance/i-${n}`,
  type: 'ec2:instance',
  name: `i-${n}`,
  account: '111122223333',
  region: 'eu-central-1',
  zone: `euc1-az${(n % 3) + 1}`,
  tags: { 'aws:autoscaling:groupName': 'web' },
  group: 'web',
  healthy: true,
  ...over,
});

const asked = (least: number, all: readonly Resource[], hit: readonly Resource[]) => {
  const queries: TargetQuery[] = [];
  const resolve = async (query: TargetQuery) => {
    queries.push(query);
    return all;
  };
  const hits = hit.map((resource) => ({ resource, weight: 1 }));
  return depleted(capsOf({ preset: 'single', minHealthyPerGroup: least }), hits, { resolve }).then((why) => ({
    why,
    queries,
  }));
};

test('a group keeps its floor of healthy members, wherever they stand, and a neighbour’s do not count', async () => {
  const all = [0, 1, 2, 3].map((n) => member(n));
  expect((await asked(3, all, [all[0]!])).why).toBeUndefined();
  const why = '2 healthy members would be left of web, below the floor of 3 in each group';
  expect((await asked(3, [...all.slice(0, 3), member(3, { healthy: false })], [all[0]!])).why).toBe(why);
  expect((await asked(3, [...all.slice(0, 3), member(3, { group: 'api' })], [all[0]!])).why).toBe(why);
  expect((await asked(3, all, [all[0]!, all[1]!])).why).toBe(why);
});

test('nobody is asked without a floor, nor about what is in no group', async () => {
  const all = [member(0)];
  expect(await asked(0, all, all)).toEqual({ why: undefined, queries: [] });
  const { group: _, ...alone } = member(0);
  expect(await asked(1, all, [alone])).toEqual({ why: undefined, queries: [] });
  const [query] = (await asked(1, all, all)).queries;
  expect(query?.where).toMatchObject({ tags: { 'aws:autoscaling:groupName': 'web' }, region: 'eu-central-1' });
});
