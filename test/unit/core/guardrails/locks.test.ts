/** The keys themselves, to the letter: two versions of the platform that name a scope differently would not meet. */
import { expect, test } from 'vitest';
import { groupsHit, locksOf, locksOn } from '../../../../core/guardrails/locks.ts';
import type { Plan } from '../../../../core/plan/plan.ts';
import type { Resource } from '../../../../core/ports/resources.ts';

const resource = (id: string, more: Partial<Resource> = {}) =>
  ({ id, type: 'ec2:instance', account: '1', region: 'r', tags: {}, ...more }) as Resource;
const planOf = (matched: readonly Resource[], scope?: string, reached: readonly Resource[] = []) =>
  ({
    targets: [{ matched: [...matched, resource('spared')], chosen: matched.map(({ id }) => id), reached }],
    definition: { metadata: { service: 'shop' }, blastRadius: scope === undefined ? {} : { scope } },
  }) as unknown as Plan;

const inZone = resource('a', { zone: 'z1', group: 'web' });
const nowhere = resource('b', { type: 'lambda:function' });
const shared = (key: string) => ({ key, mode: 'shared' });
const exclusive = (key: string) => ({ key, mode: 'exclusive' });

test('targets are held exclusively, what they lie in shared, in the order of their keys', () => {
  expect(locksOf(planOf([nowhere, inZone]))).toEqual([
    shared('region/1/r'),
    shared('service/shop'),
    exclusive('target/a'),
    exclusive('target/b'),
    shared('type/1/r/ec2:instance'),
    shared('type/1/r/lambda:function'),
    shared('zone/1/r/z1'),
  ]);
});

test.each([
  ['zone', ['zone/1/r/z1', 'loss/zone/r']],
  ['region', ['region/1/r', 'loss/region']],
  ['service', ['service/shop']],
])('a fault on a %s holds it exclusively, and the loss of another beside it', (scope, keys) => {
  const held = locksOf(planOf([inZone, nowhere], scope)).filter(({ mode }) => mode === 'exclusive');
  expect(held).toEqual([...keys, 'target/a', 'target/b'].sort().map(exclusive));
});

test('what stands in a target is held too, and what was not chosen is not', () => {
  const keys = locksOf(planOf([inZone], undefined, [resource('guest')])).map(({ key }) => key);
  expect(keys.filter((key) => key.startsWith('target/'))).toEqual(['target/a', 'target/guest']);
});

test('ninety keys are held one by one; above that, their type', () => {
  const many = (n: number) => locksOf(planOf(Array.from({ length: n }, (_, i) => resource(`i${i}`))));
  expect(many(87)).toHaveLength(90);
  expect(many(87).filter(({ key }) => key.startsWith('target/'))).toHaveLength(87);
  expect(many(88)).toEqual([shared('region/1/r'), shared('service/shop'), exclusive('type/1/r/ec2:instance')]);
});

test('locks on resources alone, and on the groups that a plan hits', () => {
  expect(locksOn([inZone, inZone], 'shop')).toEqual([
    shared('type/1/r/ec2:instance'),
    shared('region/1/r'),
    shared('service/shop'),
    shared('zone/1/r/z1'),
    exclusive('target/a'),
  ]);
  expect(groupsHit(planOf([inZone, resource('c', { group: 'web' }), nowhere]))).toEqual([shared('group/1/r/web')]);
});
