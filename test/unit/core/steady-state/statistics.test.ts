import { describe, expect, it } from 'vitest';
import { percentile, shareOf } from '../../../../core/steady-state/statistics.ts';

describe('percentile', () => {
  it('is by nearest rank', () => {
    const values = [50, 15, 40, 20, 35];
    expect([0, 5, 30, 40, 50, 99, 100].map((p) => percentile(values, p))).toEqual([15, 15, 20, 20, 35, 50, 50]);
    expect(percentile([], 50)).toBeUndefined();
  });
});

describe('shareOf', () => {
  // Wilson's interval as Newcombe (1998, table I) gives it: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d of %d is within %d and %d', (count, of, low, high) => {
    const { interval } = shareOf(count, of);
    expect(interval![0]).toBeCloseTo(low, 4);
    expect(interval![1]).toBeCloseTo(high, 4);
  });

  it('says nothing of nothing', () => {
    expect(shareOf(0, 0)).toEqual({ count: 0, of: 0 });
  });
});
