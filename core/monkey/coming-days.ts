/** On which days a monkey plans, and which rule of the calendar keeps it from the others. Pure: nothing is looked at. */
import type { Instant } from '../ports/clock.ts';
import type { Calendar } from '../schedule/calendar.ts';
import { localTime } from '../schedule/local-time.ts';
import type { Closed } from './day-plan.ts';
import { exampleOf } from './example.ts';
import type { MonkeyDefinition } from './schema/monkey.ts';
import { beginning, dayAfter } from './window-minutes.ts';
import { workdaysOf } from './workday.ts';

export interface ComingDay {
  /** Of the day on which a window begins, by its own clock: `2026-11-23`. */
  readonly date: string;
  /** The first and the last minute at which a kill may begin; missing on a day that is closed. */
  readonly open?: { readonly from: Instant; readonly to: Instant; readonly minutes: number };
  /** The rule that keeps it from planning, whatever is drawn. */
  readonly closed?: Closed;
}

/** In order and without end: every day on which a window begins, from that of `after` on. Minutes up to `after` are gone. */
export function* comingDays(
  definition: MonkeyDefinition,
  calendar: Calendar | undefined,
  after: Instant,
): Generator<ComingDay> {
  const { windows } = definition.guardrails;
  const workdays = workdaysOf(exampleOf(definition, 0), calendar);
  // A day early: a window that crosses midnight belongs to the day on which it begins.
  const first = dayAfter(localTime(after, windows[0]!.timeZone).date, -1);
  for (let date = first; ; date = dayAfter(date)) {
    if (beginning(windows, date).length === 0) continue;
    const day = workdays.of(date);
    if ('closed' in day) {
      if (date !== first) yield { date, closed: day.closed };
      continue;
    }
    const minutes = day.minutes.filter((at) => at > after);
    if (minutes.length > 0) yield { date, open: { from: minutes[0]!, to: minutes.at(-1)!, minutes: minutes.length } };
  }
}
