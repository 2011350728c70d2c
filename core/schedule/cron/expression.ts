/**
 * A cron expression of EventBridge Scheduler: six fields, the day by its number or by its
 * weekday and never by both. What its user guide does not say (`LW`, ranges that run over
 * the end) is refused rather than guessed.
 */
import { type CronDays, daysIn, daysOfMonthField, daysOfWeekField } from './days.ts';
import { hours, minutes, months, NotCron, numbersOf, years } from './field.ts';

export interface CronExpression {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: CronDays;
  /** 1 to 12. */
  readonly months: readonly number[];
  readonly years: readonly number[];
}

export type ParsedCron =
  | { readonly ok: true; readonly cron: CronExpression }
  | { readonly ok: false; readonly found: string; readonly allowed: string };

const shape =
  'six fields as EventBridge takes them (minutes, hours, day of month, month, day of week, year), such as "0 10 ? * TUE *"';

/** Expected outcomes are values: half a sentence each on what was found, and on what is allowed. */
export function parseCron(text: string): ParsedCron {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6)
    return {
      ok: false,
      found: `"${text}", which has ${fields.length === 1 ? 'one field' : `${fields.length} fields`}`,
      allowed: shape,
    };
  try {
    const cron = readFields(fields as [string, string, string, string, string, string]);
    if (!everComes(cron)) return { ok: false, found: `"${text}", a day that no year has`, allowed: 'a day that comes' };
    return { ok: true, cron };
  } catch (error) {
    if (!(error instanceof NotCron)) throw error;
    return { ok: false, found: error.found, allowed: error.allowed };
  }
}

function readFields([minute, hour, day, month, weekday, year]: readonly [
  string,
  string,
  string,
  string,
  string,
  string,
]): CronExpression {
  if ((day === '?') === (weekday === '?'))
    throw new NotCron(
      `day of month "${day}" and day of week "${weekday}"`,
      'exactly one of the two is ?, which leaves the day to the other',
    );
  return {
    minutes: numbersOf(minute, minutes),
    hours: numbersOf(hour, hours),
    days: day === '?' ? daysOfWeekField(weekday) : daysOfMonthField(day),
    months: numbersOf(month, months),
    years: numbersOf(year, years),
  };
}

const everComes = ({ years, months, days }: CronExpression): boolean =>
  years.some((year) => months.some((month) => daysIn(year, month, days).length > 0));
