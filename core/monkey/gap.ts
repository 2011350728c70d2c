/** The minimum gap: workdays of the definition's own calendar, from one kill of a group to the next. */
import { dayAfter } from './window-minutes.ts';
import type { Workdays } from './workday.ts';

/** Days that are no workdays, one after the other, before a calendar is taken to know none. */
const furthest = 400;

/** The workday before a date; undefined when there has been none for more than a year. */
export function lastWorkday(workdays: Workdays, date: string): string | undefined {
  for (let n = 1; n <= furthest; n++) {
    const day = dayAfter(date, -n);
    if ('minutes' in workdays.of(day)) return day;
  }
  return undefined;
}

/**
 * The first date of which a kill holds up another on `date`, a workday: from any date before it
 * at least `gap` workdays have come, `date` among them. Undefined: there have never been so many.
 */
export function heldUpFrom(workdays: Workdays, date: string, gap: number): string | undefined {
  let day: string | undefined = date;
  for (let left = gap - 1; left > 0 && day !== undefined; left--) day = lastWorkday(workdays, day);
  return day;
}
