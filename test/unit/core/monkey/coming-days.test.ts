/** The days that `squall schedule next` lists of a monkey, judged by another reckoning of local time, in every kind of zone. */
import { describe, expect, it } from 'vitest';
import { type ComingDay, comingDays } from '../../../../core/monkey/coming-days.ts';
import { planDay } from '../../../../core/monkey/plan-day.ts';
import type { Instant } from '../../../../core/ports/clock.ts';
import type { Calendar } from '../../../../core/schedule/calendar.ts';
import { aheadOf, changesOf, timeZones, years } from '../../../fixtures/decisions/forbidden-times.ts';
import { groups, monkeyWith } from './fixture.ts';

const day = 86_400_000;

function first(count: number, days: Iterable<ComingDay>): readonly ComingDay[] {
  const found: ComingDay[] = [];
  for (const each of days) if (found.push(each) >= count) break;
  return found;
}

const dateOf = (at: Instant, timeZone: string) => new Date(at + aheadOf(at, timeZone)).toISOString().slice(0, 10);
const next = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) + day).toISOString().slice(0, 10);

function monkeyIn(timeZone: string, dates: readonly string[]) {
  const definition = monkeyWith({
    guardrails: {
      stopAlarms: ['shop-5xx'],
      // Over midnight, where clocks change most.
      windows: [{ days: 'MON-SUN', from: '21:00', to: '05:30', timeZone }],
      holidays: { country: 'XX' },
      blackouts: [{ name: 'sale', from: dates[3]!, to: dates[3]! }],
    },
  });
  const calendar: Calendar = {
    of: { country: 'XX' },
    from: '2025-01-01',
    to: '2036-12-31',
    timeZones: [timeZone],
    holidays: [{ date: dates[1]!, name: 'Founders’ Day' }],
  };
  return { definition, calendar };
}

describe.each(timeZones)('%s', (timeZone) => {
  // Where clocks never change, two days of each year.
  const changes = changesOf(timeZone);
  const sampled = changes.length > 0 ? [changes[0]!, changes[1]!] : [years.from + 60 * day, years.from + 900 * day];

  it.each(sampled.map((at) => new Date(at).toISOString()))('around %s', (text) => {
    const begin = Date.parse(text) - 3 * day;
    const dates = [dateOf(begin, timeZone)];
    while (dates.length < 8) dates.push(next(dates.at(-1)!));
    const { definition, calendar } = monkeyIn(timeZone, dates);
    const days = first(6, comingDays(definition, calendar, begin));
    expect(days.length).toBe(6);
    for (const { date, open, closed } of days) {
      if (date === dates[1] || date === dates[3]) expect(closed?.rule).toBe(date === dates[1] ? 'holiday' : 'blackout');
      const inside = open ? [open.from, open.to] : [];
      for (const at of inside) {
        const local = new Date(at + aheadOf(at, timeZone));
        const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
        expect(at).toBeGreaterThan(begin);
        expect(minute >= 21 * 60 || minute < 5 * 60 + 30, `${date}: ${local.toISOString()}`).toBe(true);
        // Nothing reaches into a day that is closed, not from the evening before either.
        for (const shut of [dates[1], dates[3]]) expect(dateOf(at, timeZone)).not.toBe(shut);
      }
    }
  });
});

it('agrees with the plan of each day: what it lists as open draws, what it lists as closed says why', () => {
  const timeZone = 'Europe/Berlin';
  const dates = ['2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31'];
  const { definition, calendar } = monkeyIn(timeZone, dates);
  const begin = Date.UTC(2026, 2, 27, 12);
  for (const { date, open, closed } of first(12, comingDays(definition, calendar, begin))) {
    const plan = planDay({ definition, calendar, date, seed: 1, groups: groups(1), history: [], now: begin });
    expect(plan.closed, date).toEqual(closed);
    expect(plan.window, date).toEqual(open);
  }
});
