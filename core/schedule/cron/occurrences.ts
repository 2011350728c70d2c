/** When a cron expression comes true, by the wall clock of a time zone. */
import type { Instant } from '../../ports/clock.ts';
import { instantOf, localTime } from '../local-time.ts';
import { daysIn } from './days.ts';
import type { CronExpression } from './expression.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * Every instant after `after`, in order, to the last year of the expression. A local time
 * that clocks skip in spring does not come; one that they show twice in autumn comes once,
 * the first time. Source: EventBridge Scheduler user guide, daylight saving time.
 * @throws RangeError for a time zone that does not exist
 */
export function* occurrences(cron: CronExpression, timeZone: string, after: Instant): Generator<Instant> {
  // A day early: what local midnight is to UTC is not asked here.
  const from = Date.parse(`${localTime(after, timeZone).date}T00:00:00Z`) - day;
  for (const midnight of midnights(cron, from))
    for (const hour of cron.hours)
      for (const each of cron.minutes) {
        const at = instantOf(midnight + (hour * 60 + each) * minute, timeZone);
        if (at !== undefined && at > after) yield at;
      }
}

/** Days of the expression from one on, as if their midnight were in UTC. */
function* midnights({ years, months, days }: CronExpression, from: number): Generator<number> {
  const first = new Date(from);
  for (const year of years) {
    if (year < first.getUTCFullYear()) continue;
    for (const month of months) {
      if (Date.UTC(year, month, 1) <= from) continue;
      for (const number of daysIn(year, month, days)) {
        const midnight = Date.UTC(year, month - 1, number);
        if (midnight >= from) yield midnight;
      }
    }
  }
}
