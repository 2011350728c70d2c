/** The minimum gap: workdays of the definition's own calendar, from one kill of a group to the next. */
import { dayAfter } from './window-minutes.ts';
import type { Workdays } from './workday.ts';

/** Days that are no workdays, one after the other, before a calendar is taken to know none. */
const furthest = 400;

/**
 * The first date of which a kill holds up another on `date`, a workday: from any date before it
 * at least `gap` workdays have come, `date` among them. Undefined: there have never been so many.
 */
export function heldUpFrom(workdays: Workdays, date: string, gap: number): string | undefined {
  let day = date;
  for (let left = gap - 1, idle = 0; left > 0; ) {
    day = dayAfter(day, -1);
    if ('minutes' in workdays.of(day)) [left, idle] = [left - 1, 0];
    else if (++idle > furthest) return undefined;
  }
  return day;
}
