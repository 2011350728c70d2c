/** Cron expressions by the clocks of all the zones of the calendar's tests, over their ten years. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCron } from '../../../../../core/schedule/cron/expression.ts';
import { occurrences } from '../../../../../core/schedule/cron/occurrences.ts';
import { beats, rateOf } from '../../../../../core/schedule/rate.ts';
import { aheadOf, changesOf, timeZones, years } from '../../../../fixtures/decisions/forbidden-times.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

function instants(text: string, timeZone: string, from: number, to: number): readonly number[] {
  const parsed = parseCron(text);
  if (!parsed.ok) throw new Error(`${parsed.found}: ${parsed.allowed}`);
  const found: number[] = [];
  for (const at of occurrences(parsed.cron, timeZone, from)) {
    if (at >= to) break;
    found.push(at);
  }
  return found;
}

const iso = (list: readonly number[]): readonly string[] => list.map((at) => new Date(at).toISOString().slice(0, 16));

describe('what the user guide says', () => {
  test('a time that clocks skip in spring does not come', () => {
    // At 02:00 on 2027-03-14 New York goes on to 03:00.
    const [from, to] = [Date.UTC(2027, 2, 13), Date.UTC(2027, 2, 16)];
    expect(iso(instants('30 2 * * ? *', 'America/New_York', from, to))).toEqual([
      '2027-03-13T07:30',
      '2027-03-15T06:30',
    ]);
  });

  test('one that they show twice in autumn comes once, the first time', () => {
    const [from, to] = [Date.UTC(2026, 9, 31), Date.UTC(2026, 10, 3)];
    expect(iso(instants('30 1 * * ? *', 'America/New_York', from, to))).toEqual([
      '2026-10-31T05:30',
      '2026-11-01T05:30',
      '2026-11-02T06:30',
    ]);
  });

  test('what comes every half hour leaves out the hour that is shown again', () => {
    const [from, to] = [Date.UTC(2026, 10, 1, 5), Date.UTC(2026, 10, 1, 7)];
    expect(iso(instants('0/30 * * * ? *', 'America/New_York', from - 1, to))).toEqual([
      '2026-11-01T05:00',
      '2026-11-01T05:30',
    ]);
  });

  test('the instant itself is not after itself', () => {
    const at = Date.UTC(2026, 2, 3, 9);
    expect(instants('0 10 ? * TUE *', 'Europe/Berlin', at, at + day)).toEqual([]);
    expect(instants('0 10 ? * TUE *', 'Europe/Berlin', at - 1, at + day)).toEqual([at]);
  });

  test('it ends with its last year', () => {
    expect(iso(instants('0 0 1 1 ? 2027,2029', 'UTC', years.from, Number.POSITIVE_INFINITY))).toEqual([
      '2027-01-01T00:00',
      '2029-01-01T00:00',
    ]);
  });
});

/** The wall clock, written as if it were UTC, by a reading that is not the schedule's. */
const wallAt = (at: number, timeZone: string): number => at + aheadOf(at, timeZone);

test.each(timeZones)('%s: once a day at its hour for ten years, but for the hours that clocks skip', (timeZone) => {
  const changes = changesOf(timeZone);
  // Half past the hour before a change and past that of the change itself; an ordinary hour where there is none.
  const hourOf = (at: number) => new Date(wallAt(at, timeZone)).getUTCHours();
  const changed = new Set(changes.flatMap((at) => [at - 30 * minute, at].map(hourOf)));
  for (const hour of changed.size === 0 ? [9] : [...changed].slice(0, 2)) {
    const found = instants(`30 ${hour} * * ? *`, timeZone, years.from, years.to);
    const byDate = new Map(found.map((at) => [new Date(wallAt(at, timeZone)).toISOString().slice(0, 10), at]));
    expect(byDate.size).toBe(found.length);
    // Each is at its time by the wall clock, and a clock that shows it twice showed it first.
    for (const at of changes.length === 0
      ? found.slice(0, 100)
      : found.filter((each) => changes.some((change) => Math.abs(change - each) < 2 * day))) {
      expect(new Date(wallAt(at, timeZone)).toISOString().slice(11, 16)).toBe(`${String(hour).padStart(2, '0')}:30`);
      for (const earlier of [30, 60, 120])
        expect(wallAt(at - earlier * minute, timeZone)).not.toBe(wallAt(at, timeZone));
    }
    // A date is missing only when none of its instants reads so.
    for (let midnight = years.from + day; midnight < years.to - day; midnight += day) {
      const date = new Date(midnight).toISOString().slice(0, 10);
      if (byDate.has(date)) continue;
      const wall = midnight + (hour * 60 + 30) * minute;
      for (let at = wall - 15 * 60 * minute; at <= wall + 15 * 60 * minute; at += 15 * minute)
        expect(wallAt(at, timeZone)).not.toBe(wall);
    }
  }
});

test('any expression comes when each of its fields says so, and at no other minute', () => {
  const number = (min: number, max: number) => fc.integer({ min, max });
  const field = (min: number, max: number) =>
    fc.oneof(
      fc.constant('*'),
      number(min, max).map(String),
      fc.tuple(number(min, max), number(min, max)).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
      fc.tuple(number(min, max), number(2, 9)).map(([a, by]) => `${a}/${by}`),
      fc.array(number(min, max), { minLength: 1, maxLength: 4 }).map((list) => list.join(',')),
    );
  /** By the definition of each form, without any of the parser's parts. */
  const says = (text: string, value: number): boolean =>
    text.split(',').some((part) => {
      const [span, by] = part.split('/');
      if (span === '*') return true;
      const [from, to = by === undefined ? from : 9999] = span!.split('-').map(Number) as [number, number?];
      return value >= from && value <= to! && (value - from) % Number(by ?? 1) === 0;
    });
  fc.assert(
    fc.property(
      fc.tuple(field(0, 59), field(0, 23), fc.boolean(), field(1, 28), field(1, 12), field(1, 7)),
      fc.integer({ min: 0, max: 3600 }),
      ([minutes, hours, byDate, dates, months, weekdays], startDay) => {
        const text = `${minutes} ${hours} ${byDate ? dates : '?'} ${months} ${byDate ? '?' : weekdays} *`;
        const from = years.from + startDay * day;
        const to = from + 2 * day;
        const expected: number[] = [];
        for (let at = from; at < to; at += minute) {
          const utc = new Date(at);
          const today = byDate ? says(dates, utc.getUTCDate()) : says(weekdays, utc.getUTCDay() + 1);
          if (
            today &&
            says(months, utc.getUTCMonth() + 1) &&
            says(hours, utc.getUTCHours()) &&
            says(minutes, utc.getUTCMinutes())
          )
            expected.push(at);
        }
        expect(instants(text, 'UTC', from - 1, to)).toEqual(expected);
      },
    ),
    { numRuns: 100 },
  );
});

test('a rate is counted from when it was enabled', () => {
  expect(['7 days', '1 hour', '90 minutes', '1 days'].map(rateOf)).toEqual([7 * day, 3_600_000, 90 * minute, day]);
  const none = ['0 days', '7 weeks', 'P7D', '-1 day', '1.5 hours', '', '7 days or so', 'every 7 days'];
  expect(none.map(rateOf)).toEqual(none.map(() => undefined));
  const [since, after] = [Date.UTC(2026, 0, 1, 12), Date.UTC(2026, 0, 15, 12)];
  const [first, second] = beats(7 * day, since, after);
  expect([first, second]).toEqual([Date.UTC(2026, 0, 22, 12), Date.UTC(2026, 0, 29, 12)]);
  expect(beats(7 * day, since, since - 100 * day).next().value).toBe(since + 7 * day);
});
