import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expression, scheduleName } from '../../../../adapters/aws/deadline.ts';

test('whole seconds, never early', () => {
  expect(expression(Date.UTC(2026, 2, 3, 9, 30))).toBe('at(2026-03-03T09:30:00)');
  expect(expression(Date.UTC(2026, 2, 3, 9, 30) + 1)).toBe('at(2026-03-03T09:30:01)');
});

test('a name that Scheduler takes, another for every run', () => {
  expect(scheduleName('run-1')).toBe('run-1');
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 90 }), fc.string({ minLength: 1, maxLength: 90 }), (a, b) => {
      expect(scheduleName(a)).toMatch(/^[0-9a-zA-Z_.-]{1,64}$/);
      if (a !== b) expect(scheduleName(a)).not.toBe(scheduleName(b));
    }),
  );
  const long = 'x'.repeat(64);
  expect(scheduleName(`${long}1`)).not.toBe(scheduleName(`${long}2`));
});
