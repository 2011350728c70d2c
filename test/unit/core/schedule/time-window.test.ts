import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayBefore, localTime, weekdays } from '../../../../core/schedule/local-time.ts';
import { daysOf, firstClosed, isOpen } from '../../../../core/schedule/time-window.ts';

const hour = 3_600_000;
const window = (days: string, from: string, to: string, timeZone: string) => ({ days, from, to, timeZone });
const berlin = window('MON-FRI', '09:00', '17:00', 'Europe/Berlin');

describe('days', () => {
  it.each([
    ['MON-FRI', 5],
    ['MON,WED,FRI', 3],
    ['SAT-MON', 3],
    ['SUN-SAT', 7],
    ['TUE', 1],
  ])('reads %s', (days, size) => {
    expect(daysOf(days).size).toBe(size);
  });

  it('has those between, over the end of the week too', () => {
    expect([...daysOf('SAT-MON')]).toEqual(['SAT', 'SUN', 'MON']);
    expect([...daysOf('WED')]).toEqual(['WED']);
    expect([...daysOf('FRI-FRI,MON')]).toEqual(['FRI', 'MON']);
  });

  it.each(['MON-FUNDAY', 'FUNDAY-MON', 'FUNDAY', ''])('throws for what is none: %s', (days) => {
    expect(() => daysOf(days)).toThrow(new RangeError(`not days of the week: ${days}`));
  });
});

describe('a window', () => {
  it('follows the wall clock through daylight saving', () => {
    // 09:00 in Berlin is 08:00 UTC in winter and 07:00 UTC in summer; clocks change on 29 March 2026.
    expect(isOpen(berlin, Date.UTC(2026, 2, 27, 7, 59))).toBe(false);
    expect(isOpen(berlin, Date.UTC(2026, 2, 27, 8, 0))).toBe(true);
    expect(isOpen(berlin, Date.UTC(2026, 2, 30, 7, 0))).toBe(true);
    expect(isOpen(berlin, Date.UTC(2026, 2, 30, 15, 0))).toBe(false);
  });

  it('is open from its first minute to its last', () => {
    const at = (h: number, m: number) => Date.UTC(2026, 2, 3, h, m);
    const day = window('TUE', '09:10', '17:50', 'UTC');
    expect([at(9, 9), at(9, 10), at(17, 49), at(17, 50)].map((instant) => isOpen(day, instant))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    const night = window('TUE', '22:10', '06:50', 'UTC');
    const across = [at(22, 9), at(22, 10), at(24 + 6, 49), at(24 + 6, 50)];
    expect(across.map((instant) => isOpen(night, instant))).toEqual([false, true, true, false]);
  });

  it('that ends when it begins lasts for a day', () => {
    const at = (h: number, m = 0) => Date.UTC(2026, 2, 3, h, m);
    const whole = window('TUE', '09:00', '09:00', 'UTC');
    const instants = [at(8, 59), at(9), at(24 + 8, 59), at(24 + 9)];
    expect(instants.map((instant) => isOpen(whole, instant))).toEqual([false, true, true, false]);
  });

  it('across midnight belongs to the day on which it begins', () => {
    const night = window('FRI', '22:00', '06:00', 'America/New_York');
    expect(isOpen(night, Date.UTC(2026, 2, 7, 3, 30))).toBe(true); // Friday 22:30
    expect(isOpen(night, Date.UTC(2026, 2, 7, 10, 30))).toBe(true); // Saturday 05:30
    expect(isOpen(night, Date.UTC(2026, 2, 8, 3, 30))).toBe(false); // Saturday 22:30
    expect(isOpen(night, Date.UTC(2026, 2, 6, 10, 30))).toBe(false); // Friday 05:30
  });

  it('skips a local time that does not exist, and is open through one that comes twice', () => {
    const small = window('SUN', '02:00', '03:00', 'America/New_York');
    const gap = Date.UTC(2027, 2, 14, 6, 0);
    expect([0, 15, 30, 45, 60, 75, 90].some((m) => isOpen(small, gap + m * 60_000))).toBe(false);
    const twice = window('SUN', '01:00', '02:00', 'America/New_York');
    const overlap = Date.UTC(2026, 10, 1, 5, 0);
    expect([0, 30, 60, 90].every((m) => isOpen(twice, overlap + m * 60_000))).toBe(true);
    expect(isOpen(twice, overlap + 2 * hour)).toBe(false);
  });

  it('agrees with an independent calendar at any hour in zones of fixed offset', () => {
    const zones = [
      ['UTC', 0],
      ['Asia/Kolkata', 5.5],
      ['Asia/Kathmandu', 5.75],
      ['Pacific/Kiritimati', 14],
      ['Pacific/Pago_Pago', -11],
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 10 * 8766 }), ([zone, offset], n) => {
        const at = Date.UTC(2026, 0, 1) + n * hour;
        const wall = new Date(at + offset * hour);
        const open =
          wall.getUTCDay() >= 1 && wall.getUTCDay() <= 5 && wall.getUTCHours() >= 9 && wall.getUTCHours() < 17;
        expect(isOpen({ ...berlin, timeZone: zone }, at)).toBe(open);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds the first closed minute of a stretch, over windows that join', () => {
    const morning = window('TUE', '09:00', '12:00', 'UTC');
    const noon = window('TUE', '12:00', '13:00', 'UTC');
    const at = (h: number, m = 0) => Date.UTC(2026, 2, 3, h, m);
    expect(firstClosed([morning], at(11), at(12, 30))).toBe(at(12));
    expect(firstClosed([morning, noon], at(11), at(12, 30))).toBeUndefined();
    expect(firstClosed([morning], at(11), at(11, 59))).toBeUndefined();
    // The last instant counts, also where it is no whole minute after the first, or the first itself.
    expect(firstClosed([morning], at(11), at(12))).toBe(at(12));
    expect(firstClosed([morning], at(11, 59) + 30_000, at(12) + 10_000)).toBe(at(12) + 10_000);
    expect(firstClosed([morning], at(11), at(11))).toBeUndefined();
    expect(firstClosed([morning], at(12), at(12))).toBe(at(12));
  });
});

describe('local time', () => {
  it('knows the day before each', () => {
    expect(weekdays.map(dayBefore)).toEqual(['SAT', 'SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI']);
  });

  it('is told alike whatever was asked before, in any order, over more than it keeps', () => {
    const zones = ['Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Auckland'];
    // A day and a half around the change of clocks in Berlin, every seven and a half minutes.
    const instants = Array.from({ length: 288 }, (_, n) => Date.UTC(2026, 2, 28, 12) + n * 450_000);
    const wall = (at: number, timeZone: string) => {
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
      const [date = '', time = ''] = format.format(at).split(' ');
      return { date, minute: Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) };
    };
    for (const asked of [instants, [...instants].reverse()])
      for (const at of asked)
        for (const timeZone of zones) expect(localTime(at, timeZone)).toMatchObject(wall(at, timeZone));
  });

  it('has the date, weekday and minute of the place', () => {
    expect(localTime(Date.UTC(2026, 2, 3, 12, 30), 'Pacific/Auckland')).toEqual({
      date: '2026-03-04',
      weekday: 'WED',
      minute: 90,
    });
    expect(localTime(Date.UTC(2028, 1, 29, 0, 0), 'UTC')).toEqual({ date: '2028-02-29', weekday: 'TUE', minute: 0 });
  });
});
