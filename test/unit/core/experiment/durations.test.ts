import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { iso, millis } from '../../../../core/experiment/durations.ts';
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
