import { describe, expect, it } from 'vitest';
import { backAfter, dollars, figure, span, stopwatch } from '../../../../../apps/report/model/numbers.ts';
import { percentile, shareOf } from '../../../../../apps/report/model/statistics.ts';

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

describe('words for numbers', () => {
  it.each([
    [99.974, '99.97'],
    [2412, '2,412'],
    [1234567.8, '1,234,568'],
    [148.25, '148.3'],
    [0.003, '0.003'],
    [-0.5, '−0.5'],
    [0, '0'],
    [100, '100'],
    [10, '10'],
    [0.00001, '1.00e−5'],
  ])('%d is %s', (value, text) => {
    expect(figure(value)).toBe(text);
  });

  it.each([
    [0, '0 s'],
    [250, '250 ms'],
    [1500, '1.5 s'],
    [90_000, '1 min 30 s'],
    [3_600_000, '1 h'],
    [3_661_000, '1 h 1 min'],
    [-90_000, '−1 min 30 s'],
  ])('%d ms is %s', (duration, text) => {
    expect(span(duration)).toBe(text);
  });

  it.each([
    [0, '+0:00'],
    [-62_000, '−1:02'],
    [3_725_000, '+1:02:05'],
    [-200, '+0:00'],
  ])('a stopwatch at %d ms shows %s', (offset, text) => {
    expect(stopwatch(offset)).toBe(text);
  });

  it('tells money and return', () => {
    expect([0, 0.0031, 3.0031].map(dollars)).toEqual(['$0.00', '$0.0031', '$3.00']);
    expect([0, 90_000].map(backAfter)).toEqual(['as soon as the faults ended', '1 min 30 s after the faults ended']);
  });
});
