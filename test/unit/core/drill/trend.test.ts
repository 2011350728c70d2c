import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slopeOf } from '../../../../core/drill/slope.ts';
import { trendOf } from '../../../../core/drill/trend.ts';
import { type DrillStory, evacuated, minute, second, tellDrill } from '../../../fixtures/drill.ts';
import { histories } from '../../../fixtures/histories.ts';

const runs = (all: readonly Partial<DrillStory>[]) =>
  all.map((over, n) => tellDrill({ ...evacuated, runId: `run-${n}`, ...over }).record).reverse();

test('percentiles by nearest rank, worst last, and what became of each objective', () => {
  const alarms = [60, 70, 80, 90, 100, 110, 115, 118, 130, 170].map((s) => ({
    alarm: s * second,
    moved: 230 * second,
  }));
  const trend = trendOf(runs(alarms));
  const detect = trend.figures.find(({ name }) => name === 'detect')!;
  expect(detect).toMatchObject({
    spread: { p50: 100 * second, p95: 170 * second, worst: 170 * second },
    met: 8,
    missed: 2,
    unknown: 0,
    objective: 2 * minute,
    slope: { trend: 'rising', of: 10 },
  });
  expect(trend.runs.map(({ runId }) => runId)).toEqual(alarms.map((_, n) => `run-${n}`));
});

test('of users the least served is the worst, and what never came about is worse than any time', () => {
  const { figures } = trendOf(runs([{ out: [0, 2] }, { out: [0, 6] }, { out: [0, 30] }]));
  const of = (name: string) => figures.find((each) => each.name === name)!;
  expect(of('successRate').spread!.worst).toBe(Math.min(...of('successRate').values));
  expect(of('recover').spread).toMatchObject({ p50: 7 * minute, worst: Number.POSITIVE_INFINITY });
  // Between five minutes and six is too coarse for an objective of five.
  expect(of('recover')).toMatchObject({ met: 1, missed: 1 });
  // Three are too few to say anything of where they go.
  expect(of('recover').slope).toEqual({ trend: 'too-few', of: 2, needed: 5 });
  expect(of('recoveryPoint')).toMatchObject({ unknown: 3, values: [] });
  expect(of('recoveryPoint')).not.toHaveProperty('spread');
});

test('runs that measured nothing are no part of it', () => {
  expect(trendOf([histories.held!.record, histories.refused!.record]).runs).toEqual([]);
});

test('the test of Mann and Kendall gives what its tables give', () => {
  // Kendall's exact two-sided probabilities: five in order 2/120; six with S = 11: 2 × (1 + 5) / 720.
  expect(slopeOf([1, 2, 3, 4, 5])).toMatchObject({ trend: 'rising', p: 2 / 120, slope: 1 });
  expect(slopeOf([5, 4, 3, 2, 1])).toMatchObject({ trend: 'falling', slope: -1, interval: [-1, -1] });
  const six = slopeOf([1, 2, 4, 3, 6, 5]);
  expect(six).toMatchObject({ p: expect.closeTo((2 * (1 + 5 + 14)) / 720, 10) });
  expect(slopeOf([3, 1, 4, 1, 5])).toMatchObject({ trend: 'none-seen' });
  expect(slopeOf([2, 2, 2, 2, 2, 2])).toMatchObject({ trend: 'none-seen', slope: 0, p: 1 });
});

test('chance alone is taken for a trend no more often than said', () => {
  let seed = 7;
  const next = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  for (const n of [6, 14]) {
    const found = Array.from({ length: 600 }, () => slopeOf(Array.from({ length: n }, next))).filter(
      ({ trend }) => trend === 'rising' || trend === 'falling',
    ).length;
    // 5 % at most, and three standard errors.
    expect(found / 600, `n ${n}, seed 7`).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 600));
  }
});

test('a slope turns with its figures, lies within its interval, and one wild figure of many moves it little', () => {
  const steady = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 5, maxLength: 14 });
  fc.assert(
    fc.property(steady, (values) => {
      const there = slopeOf(values);
      const back = slopeOf([...values].reverse());
      if (there.trend === 'too-few' || back.trend === 'too-few') return;
      expect(back.slope).toBeCloseTo(-there.slope, 9);
      expect(back.p).toBeCloseTo(there.p, 9);
      expect(there.slope).toBeGreaterThanOrEqual(there.interval[0]);
      expect(there.slope).toBeLessThanOrEqual(there.interval[1]);
    }),
    { numRuns: 60 },
  );
  const line = Array.from({ length: 12 }, (_, i) => 10 * i);
  expect(slopeOf([...line, 100_000])).toMatchObject({ trend: 'rising', slope: 10 });
});
