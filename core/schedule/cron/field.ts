/**
 * One field of a cron expression as EventBridge takes it: numbers or names, ranges, steps and
 * lists of them. Source: EventBridge Scheduler user guide, cron-based schedules.
 */

export interface FieldRange {
  /** As the user guide calls it. */
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names for the numbers from `min` on: `JAN` for 1. */
  readonly names?: readonly string[];
}

export const minutes: FieldRange = { name: 'minutes', min: 0, max: 59 };
export const hours: FieldRange = { name: 'hours', min: 0, max: 23 };
export const daysOfMonth: FieldRange = { name: 'day of month', min: 1, max: 31 };
export const months: FieldRange = {
  name: 'month',
  min: 1,
  max: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
export const daysOfWeek: FieldRange = {
  name: 'day of week',
  min: 1,
  max: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};
export const years: FieldRange = { name: 'year', min: 1970, max: 2199 };

/** What was written, and what may be. Half a sentence each. */
export class NotCron extends Error {
  override readonly name = 'NotCron';
  readonly found: string;
  readonly allowed: string;

  constructor(found: string, allowed: string) {
    super(`${found}: ${allowed}`);
    this.found = found;
    this.allowed = allowed;
  }
}

export const wrong = (range: FieldRange, text: string, allowed = allowedIn(range)): NotCron =>
  new NotCron(`${range.name} "${text}"`, allowed);

const allowedIn = ({ min, max, names }: FieldRange): string =>
  `${min} to ${max}${names ? `, ${names[0]} to ${names.at(-1)}` : ''}, ranges such as ${names ? `${names[1]}-${names[3]}` : `${min}-${min + 3}`}, steps such as ${min}/5 and lists of these`;

/** The numbers that a field names, in order. @throws NotCron */
export function numbersOf(text: string, range: FieldRange): readonly number[] {
  const found = new Set<number>();
  for (const part of text.split(',')) for (const number of partOf(part, range, text)) found.add(number);
  return [...found].sort((a, b) => a - b);
}

function partOf(part: string, range: FieldRange, text: string): readonly number[] {
  const [span = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) throw wrong(range, text);
  const { min, max } = range;
  const [from, to, ...rest] = span === '*' ? [min, max] : span.split('-').map((one) => numberOf(one, range, text));
  if (from === undefined || rest.length > 0) throw wrong(range, text);
  // A step from one number goes on to the end of the field; a number alone is itself.
  const last = to ?? (step === undefined ? from : max);
  if (last < from)
    throw wrong(range, text, `a range that does not run over the end, such as ${part.replace('-', `-${max},${min}-`)}`);
  const by = Number(step ?? 1);
  return Array.from({ length: Math.floor((last - from) / by) + 1 }, (_, i) => from + i * by);
}

/** @throws NotCron */
export function numberOf(text: string, range: FieldRange, whole = text): number {
  const { names = [], min, max } = range;
  const named = names.indexOf(text.toUpperCase());
  const number = named >= 0 ? min + named : /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= min && number <= max)) throw wrong(range, whole);
  return number;
}
