import { expect, test } from 'vitest';
import { distinct, givingBack, holderOf, sweepingUp, taking } from '../../../../adapters/aws/dynamodb-locks.ts';
import { key } from '../../../../adapters/aws/dynamodb-writes.ts';
import type { Lock } from '../../../../core/ports/runs.ts';

const shared: Lock = { key: 'zone/a', mode: 'shared' };
const exclusive: Lock = { key: 'zone/a', mode: 'exclusive' };
const item = (held: object) => ({ ...key('lock/zone/a', 'lock'), ...held });

test('a key wanted twice is taken once, exclusively if at all so, in the place of the first', () => {
  const other: Lock = { key: 'zone/b', mode: 'shared' };
  expect(distinct([shared, other, exclusive])).toEqual([exclusive, other]);
  expect(distinct([exclusive, shared])).toEqual([exclusive]);
  expect(distinct([shared, shared])).toEqual([shared]);
});

test('more than ninety keys are refused, however often they are named', () => {
  const locks = (count: number) => Array.from({ length: count }, (_, n): Lock => ({ key: `k/${n}`, mode: 'shared' }));
  expect(distinct([...locks(90), ...locks(90)])).toHaveLength(90);
  expect(() => distinct(locks(91))).toThrow(expect.objectContaining({ name: 'TooManyLocks' }));
});

test('who is in the way is named; shared holders are in nobody’s who shares', () => {
  const two = { shared: new Set(['run-1', 'run-2']) };
  expect(holderOf(shared, item({ exclusive: 'run-1' }))).toBe('zone/a is held (exclusive) by run run-1');
  expect(holderOf(exclusive, item(two))).toBe('zone/a is held (shared) by run run-1');
  expect(holderOf(shared, item(two))).toBeUndefined();
  expect(holderOf(exclusive, item({}))).toBeUndefined();
  expect(holderOf(exclusive, undefined)).toBeUndefined();
});

test('an exclusive lock goes as an item, a shared one as a holder', () => {
  expect(givingBack(exclusive, 'run-1')).toEqual({ Delete: { Key: key('lock/zone/a', 'lock') } });
  expect(givingBack(shared, 'run-1').Update?.UpdateExpression).toBe('DELETE #shared :me');
  expect(sweepingUp(shared).Delete?.ConditionExpression).toBe(taking(exclusive, 'run-1').Update?.ConditionExpression);
  expect(taking(shared, 'run-1').Update?.ConditionExpression).toBe('attribute_not_exists(#exclusive)');
});
