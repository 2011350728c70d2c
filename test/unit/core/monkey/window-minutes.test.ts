import { expect, test } from 'vitest';
import { windowMinutes } from '../../../../core/monkey/window-minutes.ts';

const window = (days: string, from: string, to: string, timeZone = 'Europe/Berlin') => ({ days, from, to, timeZone });
const count = (date: string, room: number, ...windows: ReturnType<typeof window>[]) =>
  windowMinutes(windows, date, room * 60_000).length;

test('minutes that clocks skip are none, and those that they show twice are two', () => {
  const night = window('SUN', '01:00', '04:00');
  expect(count('2026-03-22', 0, night)).toBe(180);
  expect(count('2026-03-29', 0, night)).toBe(120);
  expect(count('2026-10-25', 0, night)).toBe(240);
  expect(count('2026-03-29', 0, window('SUN', '02:10', '02:50'))).toBe(0);
  // Half an hour, and the other way round.
  expect(count('2026-04-05', 0, window('SUN', '01:00', '03:00', 'Australia/Lord_Howe'))).toBe(150);
  expect(count('2026-10-04', 0, window('SUN', '01:00', '03:00', 'Australia/Lord_Howe'))).toBe(90);
});

test('a window over midnight belongs to the day on which it begins, its clock’s changes included', () => {
  const late = window('SAT', '22:00', '03:00');
  expect(count('2026-10-24', 0, late)).toBe(360);
  expect(count('2026-03-28', 0, late)).toBe(240);
  expect(count('2026-10-25', 0, late)).toBe(0);
  const [first] = windowMinutes([late], '2026-10-17', 0);
  expect(new Date(first!).toISOString()).toBe('2026-10-17T20:00:00.000Z');
});

test('there is room from each minute on, over windows that meet, and not over those that do not', () => {
  const [morning, noon, later] = [
    window('MON', '09:00', '10:00'),
    window('MON', '10:00', '11:00'),
    window('MON', '11:30', '12:00'),
  ];
  expect(count('2026-11-23', 10, morning)).toBe(50);
  expect(count('2026-11-23', 10, morning, noon)).toBe(110);
  expect(count('2026-11-23', 10, morning, noon, later)).toBe(110 + 20);
  expect(count('2026-11-23', 60, morning)).toBe(0);
  expect(count('2026-11-23', 0, morning, morning)).toBe(60);
});
