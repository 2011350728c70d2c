import { describe, expect, it } from 'vitest';
import { backAfter, dollars, figure, stopwatch } from '../../../../../apps/report/model/numbers.ts';

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
