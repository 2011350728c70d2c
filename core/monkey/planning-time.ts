/** When a day is planned: before its first window, and before any owner is to be told. */
import { millis } from '../experiment/durations.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import { instantOf, localTime } from '../schedule/local-time.ts';
import type { MonkeyDefinition } from './schema/monkey.ts';
import { dayAfter } from './window-minutes.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** For the planning itself, and for whoever wants to look at the plan. */
const ahead = hour;

export interface PlanningTime {
  /** By the clock of the windows' zone. */
  readonly hour: number;
  readonly minute: number;
  readonly timeZone: string;
}

/** Every day, workday or not: a day on which nothing is drawn is on record too. */
export function planningTime(definition: MonkeyDefinition): PlanningTime {
  const at = (firstMinute(definition) * minute - leadOf(definition) + 366 * day) % day;
  const { timeZone } = definition.guardrails.windows[0]!;
  return { hour: Math.floor(at / hour), minute: Math.floor(at / minute) % 60, timeZone };
}

/** When the day of a date is planned. */
export const plannedAt = (definition: MonkeyDefinition, date: string): Instant =>
  beginningOf(definition, date) - leadOf(definition);

/** The date that is planned at an instant: the one whose first window begins next, whatever clocks do meanwhile. */
export function dateToPlan(definition: MonkeyDefinition, at: Instant): string {
  const begins = at + leadOf(definition);
  const { date } = localTime(begins, definition.guardrails.windows[0]!.timeZone);
  const off = (each: string) => Math.abs(beginningOf(definition, each) - begins);
  return [dayAfter(date, -1), date, dayAfter(date)].reduce((best, each) => (off(each) < off(best) ? each : best));
}

const firstMinute = ({ guardrails: { windows } }: MonkeyDefinition): number =>
  Math.min(...windows.map(({ from }) => Number(from.slice(0, 2)) * 60 + Number(from.slice(3, 5))));

/** From the planning of a day to its first window. */
const leadOf = ({ notice }: MonkeyDefinition): Millis => ahead + (notice ? millis(notice.before) : 0);

/** When the first window of a date begins, were there one. An hour that clocks skip is taken by the next. */
function beginningOf(definition: MonkeyDefinition, date: string): Instant {
  const { timeZone } = definition.guardrails.windows[0]!;
  const local = Date.parse(`${date}T00:00:00Z`) + firstMinute(definition) * minute;
  return instantOf(local, timeZone) ?? instantOf(local + hour, timeZone) ?? local;
}
