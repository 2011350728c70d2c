/** Which days of a month a cron expression means: by their number, or by their weekday. */
import { daysOfMonth, daysOfWeek, type FieldRange, numberOf, numbersOf, wrong } from './field.ts';

export type CronDays =
  | { readonly by: 'number'; readonly days: readonly number[] }
  | { readonly by: 'last' }
  /** The weekday, Monday to Friday, that is nearest to the day and in the same month. */
  | { readonly by: 'nearest-weekday'; readonly day: number }
  /** 1 is Sunday. */
  | { readonly by: 'weekday'; readonly weekdays: readonly number[] }
  | { readonly by: 'last-weekday'; readonly weekday: number }
  | { readonly by: 'nth-weekday'; readonly weekday: number; readonly n: number };

/** @throws NotCron */
export function daysOfMonthField(text: string): CronDays {
  const upper = text.toUpperCase();
  if (upper === 'L') return { by: 'last' };
  const nearest = /^(\d{1,2})W$/.exec(upper);
  if (nearest) return { by: 'nearest-weekday', day: numberOf(nearest[1]!, daysOfMonth, text) };
  return { by: 'number', days: listed(text, daysOfMonth, 'L and W stand alone, as in L or 15W') };
}

/** @throws NotCron */
export function daysOfWeekField(text: string): CronDays {
  const upper = text.toUpperCase();
  // The last day of the week, which begins on Sunday.
  if (upper === 'L') return { by: 'weekday', weekdays: [7] };
  const last = /^([1-7]|[A-Z]{3})L$/.exec(upper);
  if (last) return { by: 'last-weekday', weekday: numberOf(last[1]!, daysOfWeek, text) };
  const nth = /^([^#,]+)#([1-5])$/.exec(upper);
  if (nth) return { by: 'nth-weekday', weekday: numberOf(nth[1]!, daysOfWeek, text), n: Number(nth[2]) };
  return {
    by: 'weekday',
    weekdays: listed(text, daysOfWeek, 'L and # stand alone, as in 6L (the last Friday) or 3#2 (the second Tuesday)'),
  };
}

/** An expression that holds one of the letters that belong to no list is told so. */
function listed(text: string, range: FieldRange, alone: string): readonly number[] {
  const special = range === daysOfMonth ? /[LW]/i : /L(?![A-Z])|#/i;
  if (special.test(text)) throw wrong(range, text, alone);
  return numbersOf(text, range);
}

const day = 24 * 3_600_000;
/** 1 is Sunday. */
const weekdayOf = (at: number): number => new Date(at).getUTCDay() + 1;

/** The days of a month, 1 to 31, in order. @param month 1 to 12 */
export function daysIn(year: number, month: number, wanted: CronDays): readonly number[] {
  const first = Date.UTC(year, month - 1, 1);
  const length = (Date.UTC(year, month, 1) - first) / day;
  const weekday = (number: number): number => weekdayOf(first + (number - 1) * day);
  const all = Array.from({ length }, (_, i) => i + 1);
  switch (wanted.by) {
    case 'number':
      return wanted.days.filter((number) => number <= length);
    case 'last':
      return [length];
    case 'nearest-weekday':
      return wanted.day > length ? [] : [nearestWeekday(wanted.day, weekday(wanted.day), length)];
    case 'weekday':
      return all.filter((number) => wanted.weekdays.includes(weekday(number)));
    case 'last-weekday':
      return all.filter((number) => weekday(number) === wanted.weekday).slice(-1);
    case 'nth-weekday':
      return all.filter((number) => weekday(number) === wanted.weekday).slice(wanted.n - 1, wanted.n);
  }
}

function nearestWeekday(number: number, weekday: number, length: number): number {
  if (weekday === 7) return number === 1 ? 3 : number - 1;
  if (weekday === 1) return number === length ? number - 2 : number + 1;
  return number;
}
