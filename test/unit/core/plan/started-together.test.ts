import { expect, test } from 'vitest';
import type { PlannedStep } from '../../../../core/plan/plan.ts';
import { startedTogether } from '../../../../core/plan/started-together.ts';
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
