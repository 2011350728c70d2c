import { expect, test } from 'vitest';
import { pauseBefore, retried } from '../../../../adapters/aws/retries.ts';

const failing = (times: number) => {
  let calls = 0;
  return {
    work: async () => (++calls <= times ? Promise.reject(new Error(`try ${calls}`)) : calls),
    tries: () => calls,
  };
};

test('pauses are anything up to a bound that doubles to a second', () => {
  expect([1, 2, 3, 6, 7, 30].map((attempt) => pauseBefore(attempt, () => 1))).toEqual([25, 50, 100, 800, 1000, 1000]);
  expect(pauseBefore(5, () => 0)).toBe(0);
  expect(pauseBefore(2, () => 0.5)).toBe(25);
});

test('what is worth it is tried again, and only that', async () => {
  const twice = failing(2);
  expect(await retried(twice.work, () => true)).toBe(3);
  const once = failing(2);
  await expect(retried(once.work, (error) => (error as Error).message !== 'try 1')).rejects.toThrow('try 1');
  expect(once.tries()).toBe(1);
});

test("it gives up with the caller's time", async () => {
  const { work, tries } = failing(100);
  await expect(retried(work, () => true, { remaining: () => 500 })).rejects.toThrow('try 1');
  await expect(retried(work, () => true, { signal: AbortSignal.abort() })).rejects.toThrow('try 2');
  expect(tries()).toBe(2);
});
