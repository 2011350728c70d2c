/** When a cron expression gives a monkey its chance, as a window of days and hours. */
import type { TimeWindow } from '../../../core/experiment/schema/guardrails.ts';
import { parseCron } from '../../../core/schedule/cron/expression.ts';
import { weekdays } from '../../../core/schedule/local-time.ts';
import { eventBridgeCron } from '../cron.ts';

export interface Occasions {
  readonly window: TimeWindow;
  /** How many there are on each of its days. */
  readonly aDay: number;
}

/** A sentence for what no window says. */
export function occasionsOf(text: string, timeZone: string): Occasions | string {
  const made = eventBridgeCron(text);
  if (typeof made === 'string') return made;
  const parsed = parseCron(made.cron);
  if (!parsed.ok) return `EventBridge takes no ${parsed.found}`;
  const { minutes, hours, days, months } = parsed.cron;
  const numbers =
    days.by === 'weekday' ? days.weekdays : days.by === 'number' && days.days.length === 31 ? all : undefined;
  if (!numbers || months.length < 12)
    return 'a window is open in every week of the year: say which under guardrails.windows';
  const first = hours[0]! * 60 + minutes[0]!;
  const last = hours.at(-1)! * 60 + minutes.at(-1)!;
  return {
    aDay: hours.length * minutes.length,
    window: {
      days: daysText(numbers),
      from: clock(first),
      // A kill takes longer than nothing: an hour after the last occasion, and until midnight at most.
      to: clock(Math.min(last + 60, 1439)),
      timeZone,
    },
  };
}

const all = [1, 2, 3, 4, 5, 6, 7];

/** 1 is Sunday. */
function daysText(numbers: readonly number[]): string {
  if (numbers.length === 7) return 'SUN-SAT';
  const run = numbers.every((number, i) => i === 0 || number === numbers[i - 1]! + 1);
  const names = numbers.map((number) => weekdays[number - 1]!);
  return run && names.length > 2 ? `${names[0]}-${names.at(-1)}` : names.join(',');
}

const clock = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
