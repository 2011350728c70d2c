import { describe, expect, it } from 'vitest';
import { bootstrapMean, summarise } from '../../../../core/steady-state/statistics.ts';
import { each } from '../../../fixtures/decisions/series.ts';

describe('the summary of samples', () => {
  it('has the figures of a sorted list', () => {
    const summary = summarise(each(Array.from({ length: 101 }, (_, n) => 10 * (100 - n))));
    expect(summary).toMatchObject({ n: 101, min: 0, p50: 500, p99: 990, max: 1000, mean: 500, breaching: 20 });
  });

  it('is missing without numbers, and has no interval of a few', () => {
    expect(summarise([{ probe: 'x', at: 0 }])).toBeUndefined();
    expect(summarise(each([1, 2, 3, 4]))?.interval).toBeUndefined();
    expect(summarise(each([1, 2, 3, 4, 5]))?.interval).toBeDefined();
  });
});

describe('the bootstrap', () => {
  it('is the same for the same values, and near the normal interval for many', () => {
    // 0..99: the standard error of the mean is 28.87 / 10.
    const values = Array.from({ length: 100 }, (_, n) => n);
    const [low, high] = bootstrapMean(values);
    expect(bootstrapMean(values)).toEqual([low, high]);
    expect(Math.abs(low - (49.5 - 1.96 * 2.887))).toBeLessThan(0.6);
    expect(Math.abs(high - (49.5 + 1.96 * 2.887))).toBeLessThan(0.6);
  });

  it('covers the true mean in about 95 of 100 draws', () => {
    // Means of 30 values of a fixed uniform sequence; 400 draws, so three standard errors are 3.3 %.
    let state = 7;
    const next = () => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    };
    let covered = 0;
    for (let draw = 0; draw < 400; draw++) {
      const [low, high] = bootstrapMean(Array.from({ length: 30 }, next), draw);
      if (low <= 0.5 && high >= 0.5) covered++;
    }
    expect(covered / 400).toBeGreaterThan(0.9);
    expect(covered / 400).toBeLessThan(0.985);
  });
});
