/** The minutes of a day's windows from which there is room enough, by the clock of their zone. */
import type { TimeWindow } from '../experiment/schema/guardrails.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import { type LocalTime, localTime, type Weekday, weekdays } from '../schedule/local-time.ts';
import { daysOf, isOpenBy } from '../schedule/time-window.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
/** No zone is further from UTC, and no change of its clocks is longer. */
const furthest = 15 * 60 * minute;

export const weekdayOf = (date: string): Weekday => weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()]!;

export const dayAfter = (date: string, days = 1): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);

/** Windows that begin on a date, or are over midnight still. */
export const beginning = (windows: readonly TimeWindow[], date: string): readonly TimeWindow[] =>
  windows.filter(({ days }) => daysOf(days).has(weekdayOf(date)));

/**
 * In order, whole minutes. A window that crosses midnight belongs, all of it, to the day on
 * which it begins. From each minute on, `room` is open without a break, in whichever windows.
 * @param windows all in one time zone
 * @throws RangeError for a time zone that does not exist
 */
export function windowMinutes(windows: readonly TimeWindow[], date: string, room: Millis): readonly Instant[] {
  const today = beginning(windows, date);
  if (today.length === 0) return [];
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const spans = today.map((window) => spanOf(window, midnight));
  const from = Math.min(...spans.map(([begin]) => begin));
  const to = Math.max(...spans.map(([, end]) => end));
  const need = Math.ceil(room / minute);
  const { timeZone } = today[0]!;
  const tomorrow = dayAfter(date);
  const found: Instant[] = [];
  // Backwards, so that how long it stays open is known at each minute.
  for (let at = to + need * minute, open = 0; at >= from; at -= minute) {
    const local = localTime(at, timeZone);
    open = windows.some((window) => isOpenBy(window, local)) ? open + 1 : 0;
    if (at > to || open <= need) continue;
    if (today.some((window) => isOpenBy(window, local) && begunOn(window, local, date, tomorrow))) found.push(at);
  }
  return found.reverse();
}

/** Whether a window that is open now began on the date, and not on the day before it. */
const begunOn = (window: TimeWindow, local: LocalTime, date: string, tomorrow: string): boolean =>
  local.date === date ? minutesIn(window.from) <= local.minute : crosses(window) && local.date === tomorrow;

const minutesIn = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const crosses = ({ from, to }: TimeWindow): boolean => from >= to;

/** Between which instants it lies, whatever the clocks of its zone do on that day. */
function spanOf(window: TimeWindow, midnight: Instant): readonly [Instant, Instant] {
  const [begins, ends] = [
    midnight + minutesIn(window.from) * minute,
    midnight + minutesIn(window.to) * minute + (crosses(window) ? day : 0),
  ];
  const ahead = [begins - day, ends + day].map((at) => aheadAt(at, window.timeZone));
  return [begins - Math.max(...ahead), ends - Math.min(...ahead)];
}

function aheadAt(near: Instant, timeZone: string): Millis {
  const { date, minute: shown } = localTime(near, timeZone);
  const ahead = Date.parse(`${date}T00:00:00Z`) + shown * minute - near;
  if (Math.abs(ahead) > furthest) throw new RangeError(`${timeZone} is ${ahead} ms ahead of UTC`);
  return ahead;
}
