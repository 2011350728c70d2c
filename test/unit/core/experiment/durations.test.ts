import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { iso, millis, spanOf } from '../../../../core/experiment/durations.ts';
import { fixedDuration } from '../../../../core/experiment/schema/scalars.ts';

const fits = (text: string) => z.safeParse(fixedDuration, text).success;

test('from milliseconds to ISO and back, to the millisecond, in a form that the schema takes', () => {
  fc.assert(
    fc.property(fc.nat(400 * 24 * 3_600_000), (length) => {
      expect(millis(iso(length))).toBe(length);
      expect(fits(iso(length))).toBe(true);
    }),
  );
});

test('what the schema takes can be read, and what it refuses throws', () => {
  const part = (unit: string) =>
    fc.option(
      fc.nat(99).map((n) => `${n}${unit}`),
      { nil: '' },
    );
  const text = fc
    .tuple(part('Y'), part('M'), part('W'), part('D'), fc.constantFrom('', 'T'), part('H'), part('M'), part('S'))
    .map((parts) => `P${parts.join('')}`);
  fc.assert(
    fc.property(text, (written) => {
      if (fits(written)) expect(millis(written)).toBeGreaterThanOrEqual(0);
      else expect(() => millis(written)).toThrow(RangeError);
    }),
  );
});

test('each unit', () => {
  const cases: [string, number][] = [
    ['PT0.05S', 50],
    ['PT1M30S', 90_000],
    ['PT1H', 3_600_000],
    ['P1D', 86_400_000],
    ['P1W', 604_800_000],
    ['P1M', 30 * 86_400_000],
    ['P1Y', 365 * 86_400_000],
  ];
  for (const [text, length] of cases) expect(millis(text)).toBe(length);
  for (const text of ['P', 'PT', '10m', 'PT5', 'pt5m', 'P5H', '']) expect(() => millis(text)).toThrow(RangeError);
});

test('in words, with two units at most, and one decimal below a minute', () => {
  const said = [0, 250, 999.6, 1500, 39_400, 59_960, 60_000, 90_000, 280_000, 3_661_000, 35 * 86_400_000, -90_000];
  expect(said.map(spanOf)).toEqual(
    '0 s, 250 ms, 1 s, 1.5 s, 39.4 s, 1 min, 1 min, 1 min 30 s, 4 min 40 s, 1 h 1 min, 35 d, −1 min 30 s'.split(', '),
  );
  expect(spanOf(Number.POSITIVE_INFINITY)).toBe('for ever');
});
