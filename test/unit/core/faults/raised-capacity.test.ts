import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  goalOf,
  isAsRaised,
  isRaise,
  loweredTo,
  raisedTo,
  type Told,
} from '../../../../core/faults/raised-capacity.ts';

const size = fc.integer({ min: 0, max: 500 });
/** A group, or what has a count alone. */
const before: fc.Arbitrary<Told> = fc.oneof(
  fc.tuple(size, size, size).map((sizes) => {
    const [min = 0, desired = 0, max = 0] = sizes.toSorted((a, b) => a - b);
    return { min, desired, max };
  }),
  size.map((desired) => ({ desired })),
);
const goal = fc.integer({ min: 1, max: 1000 });

describe('how many', () => {
  const group: Told = { desired: 3, min: 2, max: 4 };
  test.each([
    [{}, 6],
    [{ percent: '150' }, 5],
    [{ desired: '4' }, 4],
    [{ desired: '2' }, 2],
    [{ desired: '4', percent: '200' }, 6],
    [{ desired: '9', percent: '200' }, 9],
  ])('%j of three', (given, expected) => {
    expect(goalOf(given, group)).toBe(expected);
  });
  test('of none a share is none', () => {
    expect(goalOf({ percent: '300' }, { desired: 0 })).toBe(0);
  });
});

test('nothing is lowered by raising, and no bound lies below what is desired', () => {
  fc.assert(
    fc.property(before, goal, (was, to) => {
      const raised = raisedTo(to, was);
      expect(raised.desired).toBe(Math.max(was.desired, to));
      if (was.min === undefined) return;
      expect(raised.min).toBeGreaterThanOrEqual(was.min);
      expect(raised.min).toBeLessThanOrEqual(raised.desired);
      expect(raised.max).toBeGreaterThanOrEqual(raised.desired);
    }),
  );
});

test('what was raised and touched by nobody goes back to what it was, and is then no longer ours', () => {
  fc.assert(
    fc.property(before, goal, (was, to) => {
      const lowered = loweredTo(to, was, raisedTo(to, was));
      expect(lowered).toEqual(isRaise(to, was) ? was : undefined);
      if (lowered) expect(isAsRaised(to, was, lowered)).toBe(false);
    }),
  );
});

test('what policies raised further keeps its members and loses the minimum that we gave it', () => {
  fc.assert(
    fc.property(before, goal, fc.integer({ min: 1, max: 50 }), (was, to, more) => {
      const raised = raisedTo(to, was);
      fc.pre(isRaise(to, was) && (raised.max === undefined || raised.desired + more <= raised.max));
      const now = { ...raised, desired: raised.desired + more };
      const lowered = loweredTo(to, was, now);
      // Without a minimum of ours nothing is left that is ours.
      expect(lowered).toEqual(was.min === undefined ? undefined : { ...was, desired: now.desired });
    }),
  );
});

test('never more are given up than were added, whatever others did', () => {
  fc.assert(
    fc.property(before, goal, before, (was, to, now) => {
      const lowered = loweredTo(to, was, now);
      if (!lowered) return;
      expect(now.desired - lowered.desired).toBeLessThanOrEqual(raisedTo(to, was).desired - was.desired);
      if (lowered.max !== undefined) expect(lowered.max).toBeGreaterThanOrEqual(lowered.desired);
    }),
  );
});

test('a minimum that others set is theirs, and so is all the rest then', () => {
  const was = { desired: 3, min: 2, max: 10 };
  expect(loweredTo(6, was, { desired: 6, min: 4, max: 10 })).toBeUndefined();
  expect(loweredTo(6, was, { desired: 6, min: 6, max: 20 })).toEqual({ desired: 3, min: 2, max: 20 });
});
