import { expect, test } from 'vitest';
import type { PlannedStep } from '../../../../core/plan/plan.ts';
import { placesOfStep, startedTogether } from '../../../../core/plan/started-together.ts';
import { plan } from '../../../fixtures/decisions/question.ts';

const [home, there] = ['111122223333', '999988887777'];
const [first] = plan().steps;
const step = (id: string, account: string | undefined, over: Partial<PlannedStep> = {}): PlannedStep => ({
  ...first!,
  id,
  wave: 1,
  provider: 'fis',
  targets: account === undefined ? {} : { Instances: [`arn:aws:ec2:eu-central-1:${account}:instance/i-1`] },
  ...over,
});
const inRegion = (id: string, account: string, region: string, over: Partial<PlannedStep> = {}): PlannedStep =>
  step(id, undefined, { targets: { Instances: [`arn:aws:ec2:${region}:${account}:instance/i-1`] }, ...over });
const placed = (...steps: readonly PlannedStep[]) =>
  startedTogether(steps).map(({ key, account, region, steps: own }) => [key, account, region, own.map(({ id }) => id)]);
const grouped = (...steps: readonly PlannedStep[]) =>
  startedTogether(steps).map(({ wave, key, account, steps: own }) => [wave, key, account, own.map(({ id }) => id)]);

test('what FIS does in one account is one experiment of each wave, and each of our own is alone', () => {
  const own = { provider: 'squall' } as const;
  expect(grouped(step('a', home), step('x', home, own), step('b', home), step('y', home, own))).toEqual([
    [1, 'fis', home, ['a', 'b']],
    [1, 'squall/x', home, ['x']],
    [1, 'squall/y', home, ['y']],
  ]);
  expect(grouped(step('a', there), step('b', there, { wave: 2 }))).toEqual([
    [1, 'fis', there, ['a']],
    [2, 'fis', there, ['b']],
  ]);
});

test('a wave in several accounts has one in each, by a key that tells them apart', () => {
  expect(grouped(step('a', there), step('b', home), step('c', there), step('d', there, { wave: 2 }))).toEqual([
    [1, `fis/${there}`, there, ['a', 'c']],
    [1, `fis/${home}`, home, ['b']],
    [2, 'fis', there, ['d']],
  ]);
});

test('a step without targets acts where the others of its wave do, or at home', () => {
  expect(grouped(step('wait', undefined))).toEqual([[1, 'fis', undefined, ['wait']]]);
  expect(grouped(step('wait', undefined), step('a', there))).toEqual([[1, 'fis', there, ['wait', 'a']]]);
  expect(grouped(step('wait', undefined), step('a', there), step('b', home))).toEqual([
    [1, `fis/${home}`, home, ['wait', 'b']],
    [1, `fis/${there}`, there, ['a']],
  ]);
});

const [far, near] = ['eu-west-1', 'eu-central-1'];

test('a wave in several Regions has one in each place, which its token tells', () => {
  const steps = [inRegion('a', home!, far), inRegion('b', home!, near), inRegion('c', there!, near)];
  expect(placed(...steps)).toEqual([
    [`fis/${home}/${far}`, home, far, ['a']],
    [`fis/${home}/${near}`, home, near, ['b']],
    [`fis/${there}/${near}`, there, near, ['c']],
  ]);
  // Of one Region that is not the platform's own there is nothing to tell apart, and the token is as it always was.
  expect(placed(inRegion('a', home!, far), inRegion('x', home!, near, { provider: 'squall' }))).toEqual([
    ['fis', home, far, ['a']],
    ['squall/x', home, near, ['x']],
  ]);
});

test('what is global belongs to its account, and FIS takes it along to the first place of it', () => {
  const role = (id: string, over: Partial<PlannedStep> = {}) =>
    step(id, undefined, { targets: { Roles: [`arn:aws:iam::${home}:role/web`] }, ...over });
  expect(placed(role('r'))).toEqual([['fis', home, undefined, ['r']]]);
  expect(placed(role('r'), inRegion('a', there!, near), inRegion('b', home!, far))).toEqual([
    [`fis/${home}/${far}`, home, far, ['r', 'b']],
    [`fis/${there}/${near}`, there, near, ['a']],
  ]);
  const zone = { provider: 'squall', targets: { Records: [`arn:aws:route53::${home}:hostedzone/Z1`] } } as const;
  expect(placed(step('z', undefined, zone), inRegion('a', home!, far))).toEqual([
    ['squall/z', home, undefined, ['z']],
    ['fis', home, far, ['a']],
  ]);
});

test('buckets, whose ARNs tell no place, are acted on where they were asked for', () => {
  const buckets = step('b', undefined, { targets: { Buckets: ['arn:aws:s3:::images'] }, place: { region: far } });
  expect(placed(buckets)).toEqual([['fis', undefined, far, ['b']]]);
  expect(placed(buckets, inRegion('a', home!, near), inRegion('c', home!, far))).toEqual([
    [`fis/${home}/${far}`, home, far, ['b', 'c']],
    [`fis/${home}/${near}`, home, near, ['a']],
  ]);
});

test('a step of two places is seen to be', () => {
  const targets = { Instances: [near, far].map((region) => `arn:aws:ec2:${region}:${home}:instance/i-1`) };
  expect(placesOfStep(step('a', undefined, { targets }))).toEqual([
    { account: home, region: near },
    { account: home, region: far },
  ]);
});
