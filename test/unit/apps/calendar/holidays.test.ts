import { expect, test } from 'vitest';
import { definitionAt } from '../../../../apps/calendar/definition.ts';
import { calendarFor, resolveHolidays } from '../../../../apps/calendar/holidays.ts';
import { holidayProblems } from '../../../../apps/calendar/problems.ts';
import { zoneDrill } from '../../../fixtures/history/definition.ts';

const at = Date.UTC(2026, 5, 1);
const keeping = (country: string, subdivision?: string) => ({
  ...zoneDrill,
  guardrails: { ...zoneDrill.guardrails, holidays: { country, ...(subdivision !== undefined && { subdivision }) } },
});
const on = (country: string, subdivision?: string, instant = at) =>
  new Map(resolveHolidays({ country, subdivision }, instant).holidays.map(({ date, name }) => [date, name]));

test('the year before, this one and two more, in the time zones of the country', () => {
  const calendar = resolveHolidays({ country: 'DE', subdivision: 'BE' }, at);
  expect(calendar).toMatchObject({ from: '2025-01-01', to: '2028-12-31', timeZones: ['Europe/Berlin'] });
  expect(calendar.holidays[0]).toEqual({ date: '2025-01-01', name: "New Year's Day" });
  expect(calendar.holidays.at(-1)).toEqual({ date: '2028-12-31', name: "New Year's Eve" });
  const dates = calendar.holidays.map(({ date }) => date);
  expect(dates).toEqual([...dates].sort());
  expect(resolveHolidays({ country: 'US' }, at).timeZones).toContain('Pacific/Honolulu');
});

test('days off, those of a part of the country among them; days that are only observed are not', () => {
  expect(on('DE', 'BE').get('2026-03-08')).toBe("International Women's Day");
  expect(on('DE').has('2026-03-08')).toBe(false);
  expect(on('DE', 'BY-A').get('2026-08-08')).toBeDefined();
  expect(on('DE', 'BY').has('2026-08-08')).toBe(false);
  // Easter moves, a day off may be half of one, and one on a Sunday is made up for.
  expect(on('DE').get('2027-03-29')).toBe('Easter Monday');
  expect(on('DE').get('2026-12-24')).toBe('Christmas Eve');
  expect(on('GB', 'ENG').get('2027-12-27')).toContain('Christmas Day');
  expect(on('DE').has('2026-05-10')).toBe(false);
});

test('one that begins at sunset takes both days', () => {
  const found = on('TR');
  expect(['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22'].every((date) => found.has(date))).toBe(true);
});

test('nothing is made up about years beyond the tables', () => {
  const late = resolveHolidays({ country: 'TR' }, Date.UTC(2076, 0, 1));
  expect(late.to).toBe('2076-12-31');
  expect(late.holidays.filter(({ date }) => date.startsWith('2076')).length).toBeGreaterThan(10);
});

test('whose holidays nobody knows is a problem of the file, with what was meant', () => {
  const said = (country: string, subdivision?: string) =>
    holidayProblems(keeping(country, subdivision)).map(({ message }) => message);
  expect(said('DE', 'BE')).toEqual([]);
  expect(said('Germany')).toEqual([
    expect.stringMatching(/^guardrails\.holidays\.country: .*did you mean DE \(Germany\)\?$/),
  ]);
  expect(said('de')).toEqual([expect.stringContaining('did you mean DE (Germany)?')]);
  expect(said('DE', 'Berlin')).toEqual([
    expect.stringMatching(/^guardrails\.holidays\.subdivision: .*one of BB, BE, .*did you mean BE \(Berlin\)\?$/),
  ]);
  expect(said('TR', 'X')).toEqual([expect.stringContaining('allowed: nothing')]);
  expect(() => resolveHolidays({ country: 'XX' }, at)).toThrow(expect.objectContaining({ name: 'UnknownHolidays' }));
});

test('the hash stays what it is whatever the calendar says, and who keeps none has none', () => {
  const [early, late] = [definitionAt(keeping('DE'), at), definitionAt(keeping('DE'), Date.UTC(2031, 0, 1))];
  expect(early.hash).toBe(late.hash);
  expect(early.calendar).not.toEqual(late.calendar);
  expect(calendarFor(zoneDrill, at)).toBeUndefined();
  expect(definitionAt(zoneDrill, at)).not.toHaveProperty('calendar');
});
