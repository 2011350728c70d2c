/** Weekly windows: MON-FRI from 09:00 to 17:00 in Berlin. */
import type { TimeWindow } from '../experiment/schema/guardrails.ts';
import type { Instant } from '../ports/clock.ts';
import { dayBefore, type LocalTime, localTime, type Weekday, weekdays } from './local-time.ts';

const minute = 60_000;

const known = new Map<string, ReadonlySet<Weekday>>();

/** `MON-WED,FRI` → the days. A range may run over the end of the week: `SAT-MON`. Read once: a window is walked minute by minute. */
export function daysOf(days: string): ReadonlySet<Weekday> {
  const found = known.get(days) ?? readDays(days);
  known.set(days, found);
  return found;
}

function readDays(days: string): ReadonlySet<Weekday> {
  const found = new Set<Weekday>();
  for (const range of days.split(',')) {
    const [from = '', to = from] = range.split('-');
    const last = weekdays.indexOf(to as Weekday);
    for (let i = weekdays.indexOf(from as Weekday); ; i = (i + 1) % 7) {
      const day = weekdays[i];
      if (day === undefined || last < 0) throw new RangeError(`not days of the week: ${days}`);
      found.add(day);
      if (i === last) break;
    }
  }
  return found;
}

/** By its code units, since a walk asks again at each of its minutes. */
const minuteOf = (time: string): number => tens(time, 0) * 60 + tens(time, 3);
const tens = (text: string, at: number): number => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 11 * 48;

/**
 * Whether the instant lies in the window: from `from` until before `to`, by the wall clock
 * of its zone. A window that crosses midnight (`to` at or before `from`) belongs to the day
 * on which it begins.
 */
export const isOpen = (window: TimeWindow, at: Instant): boolean => isOpenBy(window, localTime(at, window.timeZone));

/** @param local the time by the clock of the window's zone */
export function isOpenBy(window: TimeWindow, local: LocalTime): boolean {
  const days = daysOf(window.days);
  const [from, to] = [minuteOf(window.from), minuteOf(window.to)];
  if (from < to) return days.has(local.weekday) && local.minute >= from && local.minute < to;
  return (days.has(local.weekday) && local.minute >= from) || (days.has(dayBefore(local.weekday)) && local.minute < to);
}

/** The first minute of [from, to] at which no window is open; undefined when one always is. */
export function firstClosed(windows: readonly TimeWindow[], from: Instant, to: Instant): Instant | undefined {
  for (let at = from; ; at = Math.min(to, at + minute)) {
    if (!windows.some((window) => isOpen(window, at))) return at;
    if (at >= to) return undefined;
  }
}
