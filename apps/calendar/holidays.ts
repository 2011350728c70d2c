/**
 * Which days are holidays, by the package that knows. It is large, so that it is loaded only
 * for an experiment that asks. Days on which people or banks have off count; days that are
 * only observed, school holidays and days that one may take do not.
 */
import { createRequire } from 'node:module';
import type Package from 'date-holidays';
import type { Instant } from '../../core/ports/clock.ts';
import { type Calendar, type Holiday, type HolidaysOf, nameOf } from '../../core/schedule/calendar.ts';
import { localTime } from '../../core/schedule/local-time.ts';

/** An experiment, or a monkey. */
export interface KeepsHolidays {
  readonly guardrails: { readonly holidays?: HolidaysOf | undefined };
}

/** Nobody knows such a country, or such a part of it. Validation says so earlier, with its line in the file. */
export class UnknownHolidays extends Error {
  override readonly name = 'UnknownHolidays';
}

/** The package counts lunar years by tables, and this is the last year in all of them. */
const lastYear = 2076;

const load = (): typeof Package => createRequire(import.meta.url)('date-holidays');

/** `BY-A` → `BY`, `A` */
const partsOf = ({ country, subdivision }: HolidaysOf): readonly [string, ...string[]] => [
  country,
  ...(subdivision === undefined ? [] : subdivision.split('-', 2)),
];

/** Codes with names in English, sorted by code. */
export type Known = ReadonlyMap<string, string>;

const known = (found: Readonly<Record<string, string>> | undefined): Known =>
  new Map(Object.entries(found ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));

export const countries = (): Known => known(new (load())().getCountries('en'));

/** Parts of a country, and parts of those: `BY`, `BY-A`. */
export function subdivisions(country: string): Known {
  const all = new (load())();
  const states = known(all.getStates(country, 'en'));
  const within = [...states.keys()].flatMap((state) =>
    [...known(all.getRegions(country, state, 'en'))].map(([code, name]) => [`${state}-${code}`, name] as const),
  );
  return new Map([...states, ...within]);
}

/**
 * Of the year of `at`, the one before and the two after it.
 * @throws UnknownHolidays
 */
export function resolveHolidays(of: HolidaysOf, at: Instant): Calendar {
  const [country, state, region] = partsOf(of);
  const isKnown =
    countries().has(country) && (of.subdivision === undefined || subdivisions(country).has(of.subdivision));
  if (!isKnown) throw new UnknownHolidays(`there are no holidays of ${nameOf(of)}`);
  const options = { languages: ['en'], types: ['public', 'bank'] as ('public' | 'bank')[] };
  const Holidays = load();
  const found = region
    ? new Holidays(country, state!, region, options)
    : state
      ? new Holidays(country, state, options)
      : new Holidays(country, options);
  const timeZones = found.getTimezones();
  const year = new Date(at).getUTCFullYear();
  const [first, last] = [year - 1, Math.min(year + 2, lastYear)];
  const days = new Map<string, Holiday>();
  for (let each = first; each <= last; each++)
    for (const { name, start, end } of found.getHolidays(each))
      for (const date of datesOf(start, end, timeZones[0] ?? 'UTC')) days.set(`${date} ${name}`, { date, name });
  const [from, to] = [`${first}-01-01`, `${last}-12-31`];
  return {
    of,
    from,
    to,
    timeZones,
    holidays: [...days.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, day]) => day)
      .filter(({ date }) => from <= date && date <= to),
  };
}

/** Every day that it touches: one that begins at two in the afternoon, or at sunset, takes the whole day. */
function datesOf(start: Date, end: Date, timeZone: string): readonly string[] {
  const dates = new Set<string>();
  const last = end.getTime() - 1;
  for (let at = start.getTime(); at < last; at += 3_600_000 * 6) dates.add(localTime(at, timeZone).date);
  return [...dates.add(localTime(last, timeZone).date)];
}

/** What a definition needs to be stored with; undefined for one that keeps no holidays. @throws UnknownHolidays */
export const calendarFor = ({ guardrails: { holidays } }: KeepsHolidays, at: Instant): Calendar | undefined =>
  holidays && resolveHolidays(holidays, at);
