/** Wall-clock time in an IANA time zone, daylight saving included. */
import type { Instant } from '../ports/clock.ts';

export const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;
export type Weekday = (typeof weekdays)[number];

export interface LocalTime {
  /** `2026-03-03` */
  readonly date: string;
  readonly weekday: Weekday;
  /** Minutes since local midnight, 0 to 1439. */
  readonly minute: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** Clocks are changed at quarters of an hour, by UTC: source, the IANA time zone database, for all years since 1972. */
const quarter = 15 * minute;
const quartersOfDay = day / quarter;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** By quarters since 1970, of those that were asked for of late: how far local time was ahead of UTC when they began, in milliseconds. */
  readonly ahead: Map<number, number>;
}

/** A year of days, and the quarters of the few on which its clock is changed. */
const kept = 1000;

const zones = new Map<string, Zone>();

/** @throws RangeError for a time zone that does not exist. */
export function localTime(at: Instant, timeZone: string): LocalTime {
  const local = new Date(at + aheadOfUtc(at, timeZone));
  return {
    date: dateOf(local),
    weekday: weekdays[local.getUTCDay()]!,
    minute: local.getUTCHours() * 60 + local.getUTCMinutes(),
  };
}

/**
 * When the wall clock of a zone shows a time: the first time, where it shows it twice; never,
 * where it skips it. @param local the time, written as an instant as if it were UTC
 * @throws RangeError for a time zone that does not exist.
 */
export function instantOf(local: number, timeZone: string): Instant | undefined {
  // Clocks change by less than a day, and not twice within two.
  const [before, after] = [aheadOfUtc(local - day, timeZone), aheadOfUtc(local + day, timeZone)];
  if (before === after) return local - before;
  const found = [local - before, local - after].filter((at) => at + aheadOfUtc(at, timeZone) === local);
  return found.length === 0 ? undefined : Math.min(...found);
}

/** Of the day that was asked for last, which a walk asks for again and again. */
let lastDay = { number: Number.NaN, date: '' };

function dateOf(local: Date): string {
  const number = Math.floor(local.getTime() / (24 * 60 * minute));
  if (lastDay.number !== number) lastDay = { number, date: local.toISOString().slice(0, 10) };
  return lastDay.date;
}

/**
 * A window is walked minute by minute, and a calendar day by day, and to ask `Intl` costs
 * more than all the rest: it is asked once a day, and once a quarter of days that begin
 * and end by another clock. None changes twice within a day.
 */
function aheadOfUtc(at: Instant, timeZone: string): number {
  const zone = zones.get(timeZone) ?? newZone(timeZone);
  const begins = Math.floor(at / day) * quartersOfDay;
  const ahead = aheadAt(begins, zone);
  return ahead === aheadAt(begins + quartersOfDay, zone) ? ahead : aheadAt(Math.floor(at / quarter), zone);
}

/** @param number of a quarter, counted from 1970 */
function aheadAt(number: number, zone: Zone): number {
  const known = zone.ahead.get(number);
  if (known !== undefined) return known;
  const begins = number * quarter;
  const part = Object.fromEntries(zone.format.formatToParts(begins).map(({ type, value }) => [type, Number(value)]));
  const ahead = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!) - begins;
  if (zone.ahead.size >= kept) zone.ahead.delete(zone.ahead.keys().next().value!);
  zone.ahead.set(number, ahead);
  return ahead;
}

function newZone(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const zone: Zone = { format, ahead: new Map() };
  zones.set(timeZone, zone);
  return zone;
}

export const dayBefore = (weekday: Weekday): Weekday => weekdays[(weekdays.indexOf(weekday) + 6) % 7] ?? weekday;
