/**
 * I10: nothing outside windows, in blackouts or on holidays. Every hour around each change of
 * a clock and of each leap day, and a sample of the other hours of ten years; all of them are
 * swept by the acceptance suite.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  aheadOf,
  changesOf,
  forbidden,
  mayBegin,
  planIn,
  swept,
  timeZones,
  years,
} from '../../../fixtures/decisions/forbidden-times.ts';

const hour = 3_600_000;
const hoursAround = (at: number, most: number) =>
  Array.from({ length: 2 * most + 1 }, (_, i) => at + (i - most) * hour);

test('at least forty time zones, with changes of every kind', () => {
  expect(new Set(timeZones).size).toBeGreaterThanOrEqual(40);
  expect(changesOf('Europe/Berlin')).toHaveLength(20);
  expect(new Date(changesOf('Europe/Berlin')[0]!).toISOString()).toBe('2026-03-29T01:00:00.000Z');
  expect(changesOf('Asia/Tokyo')).toEqual([]);
});

test('every hour around each change of a clock', () => {
  for (const zone of timeZones) {
    const instants = changesOf(zone).flatMap((at) => hoursAround(at, 3));
    expect(swept(zone, instants).violation, zone).toBeUndefined();
  }
});

test('every hour of each leap day, wherever it is', () => {
  for (const zone of timeZones)
    for (const noon of [2028, 2032].map((year) => Date.UTC(year, 1, 29, 12))) {
      const instants = hoursAround(noon - aheadOf(noon, zone), 13);
      expect(swept(zone, instants).violation, zone).toBeUndefined();
    }
});

test('any minute of ten years, in any zone', () => {
  let begun = 0;
  const minutes = (years.to - years.from) / 60_000;
  fc.assert(
    fc.property(fc.constantFrom(...timeZones), fc.integer({ min: 0, max: minutes - 1 }), (zone, n) => {
      const found = swept(zone, [years.from + n * 60_000]);
      begun += found.begun;
      expect(found.violation).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
  // A judge that is never asked finds nothing.
  expect(begun).toBeGreaterThan(200);
});

test('the judge itself finds what must not be', () => {
  const plan = planIn('Europe/Berlin');
  const at = (text: string) => Date.parse(text);
  expect(forbidden(plan, 'Europe/Berlin', at('2026-03-03T16:30:00Z'))).toContain('outside every window');
  expect(forbidden(plan, 'Europe/Berlin', at('2026-05-01T08:00:00Z'))).toContain('on a holiday');
  expect(forbidden(plan, 'Europe/Berlin', at('2027-11-24T08:00:00Z'))).toContain('in a blackout');
  expect(forbidden(plan, 'Europe/Berlin', at('2026-03-03T08:00:00Z'))).toBeUndefined();
  expect(mayBegin(plan, at('2026-03-03T08:00:00Z'))).toBe(true);
});
