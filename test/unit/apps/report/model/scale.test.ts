import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lanes } from '../../../../../apps/report/model/moments.ts';
import { place, timeAxis, valueScale } from '../../../../../apps/report/model/scale.ts';

describe('valueScale', () => {
  it.each([
    [
      [99.5, 99.93, 99.97],
      [99.4, 99.6, 99.8, 100],
    ],
    [
      [148, 182, 800, 2000],
      [0, 500, 1000, 1500, 2000],
    ],
    [[0], [-1, -0.5, 0, 0.5, 1]],
    [[], [0, 1]],
  ])('of %j has ticks %j', (values, ticks) => {
    expect(valueScale(values).ticks).toEqual(ticks);
  });

  it('holds all values, in few even steps', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (values) => {
        const { from, to, ticks } = valueScale(values);
        const slack = (to - from) * 1e-6;
        for (const v of values) expect(v >= from - slack && v <= to + slack).toBe(true);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(8);
      }),
      { examples: [[[1e-12, -1e-18]], [[5.525e-12, -2.482e-12, 0]]] },
    );
  });
});

describe('timeAxis', () => {
  const minute = 60_000;

  it('counts minutes from the injection, which has a tick of its own', () => {
    const axis = timeAxis(0, 22 * minute, 10 * minute);
    expect(axis.unit).toBe('minutes');
    expect(axis.ticks.map(({ label }) => label)).toEqual([
      '−10',
      '−8',
      '−6',
      '−4',
      '−2',
      '0',
      '+2',
      '+4',
      '+6',
      '+8',
      '+10',
      '+12',
    ]);
    expect(axis.ticks.filter(({ major }) => major).map(({ label }) => label)).toEqual(['−6', '0', '+6', '+12']);
  });

  it('is readable for any run: some ticks, not too many, inside, the origin among the major ones', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 * 86_400_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (length, share) => {
          const axis = timeAxis(1e12, 1e12 + length, 1e12 + Math.floor(share * length));
          expect(axis.ticks.length).toBeLessThanOrEqual(13);
          const major = axis.ticks.filter((tick) => tick.major);
          expect(major.length).toBeLessThanOrEqual(5);
          expect(major.some(({ at, label }) => at === axis.origin && label === '0')).toBe(true);
          for (const { at } of axis.ticks) expect(at >= axis.from && at <= axis.to).toBe(true);
          expect(new Set(axis.ticks.map(({ label }) => label)).size).toBe(axis.ticks.length);
        },
      ),
    );
  });

  it.each([
    [2 * minute, 'seconds'],
    [3 * 60 * minute, 'minutes'],
    [9 * 60 * minute, 'hours'],
  ])('of %d ms is told in %s', (length, unit) => {
    expect(timeAxis(0, length, 0).unit).toBe(unit);
  });
});

describe('lanes', () => {
  it('keeps markers of one lane apart, and uses the first lane that is free', () => {
    expect(lanes([0, 0.05, 0.05, 0.2, 1], 0.1)).toEqual([0, 1, 2, 0, 0]);
  });
});

it('places values as shares of a scale', () => {
  expect([5, 10, 20].map((v) => place(v, { from: 10, to: 20 }))).toEqual([-0.5, 0, 1]);
});
