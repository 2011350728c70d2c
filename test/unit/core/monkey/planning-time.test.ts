import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateToPlan, plannedAt, planningTime } from '../../../../core/monkey/planning-time.ts';
import type { MonkeyDefinition } from '../../../../core/monkey/schema/monkey.ts';
import { dayAfter } from '../../../../core/monkey/window-minutes.ts';
import { localTime } from '../../../../core/schedule/local-time.ts';

/** What planning reads of a monkey. */
const monkey = (from: string, timeZone: string, before?: string) =>
  ({
    guardrails: { windows: [{ days: 'MON-FRI', from, to: '23:59', timeZone }] },
    ...(before !== undefined && { notice: { before } }),
  }) as unknown as MonkeyDefinition;

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
];

test('an hour before the first window, and before owners are to be told', () => {
  expect(planningTime(monkey('09:00', 'Europe/Berlin'))).toEqual({ hour: 8, minute: 0, timeZone: 'Europe/Berlin' });
  expect(planningTime(monkey('09:30', 'UTC', 'PT2H'))).toEqual({ hour: 6, minute: 30, timeZone: 'UTC' });
  expect(planningTime(monkey('00:30', 'UTC'))).toEqual({ hour: 23, minute: 30, timeZone: 'UTC' });
  expect(new Date(plannedAt(monkey('09:00', 'Europe/Berlin'), '2026-03-30')).toISOString()).toBe(
    '2026-03-30T06:00:00.000Z',
  );
});

test('at the instant at which a date is planned that date is planned, in every zone, on every day of ten years', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 3652 }),
      fc.integer({ min: 0, max: 23 }),
      fc.constantFrom(undefined, 'PT30M', 'PT4H', 'PT20H'),
      (timeZone, day, hour, before) => {
        const definition = monkey(`${String(hour).padStart(2, '0')}:00`, timeZone, before);
        const date = dayAfter('2024-01-01', day);
        const at = plannedAt(definition, date);
        expect(dateToPlan(definition, at)).toBe(date);
        // EventBridge comes up to a minute late, and goes by the wall clock of the zone.
        expect(dateToPlan(definition, at + 60_000)).toBe(date);
        expect(dateToPlan(definition, at + 3_600_000)).toBe(date);
        expect(dateToPlan(definition, at - 3_600_000)).toBe(date);
      },
    ),
    { numRuns: 300 },
  );
});

test('on days on which no clock is changed it is planned when the schedule comes', () => {
  const definition = monkey('00:30', 'Asia/Kolkata', 'PT1H');
  const { hour, minute } = planningTime(definition);
  expect(localTime(plannedAt(definition, '2026-05-05'), 'Asia/Kolkata')).toMatchObject({
    date: '2026-05-04',
    minute: 60 * hour + minute,
  });
});
