/** ISO 8601 durations in milliseconds. A year is 365 days and a month 30: nobody rehearses by the calendar month. */
import type { Millis } from '../ports/clock.ts';

const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const lengths = [365 * day, 30 * day, 7 * day, day, hour, minute, second];

/** @throws RangeError for anything that the schema would have refused. */
export function millis(iso: string): Millis {
  const found = parts.exec(iso);
  if (!found || iso.endsWith('P') || iso.endsWith('T')) throw new RangeError(`not an ISO 8601 duration: ${iso}`);
  return lengths.reduce((sum, length, i) => sum + Number(found[i + 1] ?? 0) * length, 0);
}

/** The shortest ISO form, to the millisecond: 90,000 → PT1M30S. */
export function iso(duration: Millis): string {
  if (duration === 0) return 'PT0S';
  const days = Math.floor(duration / day);
  const hours = Math.floor((duration % day) / hour);
  const minutes = Math.floor((duration % hour) / minute);
  const seconds = (duration % minute) / second;
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds ? `${seconds}S` : ''}`;
  return `P${days ? `${days}D` : ''}${time ? `T${time}` : ''}`;
}

const units = [
  [day, 'd'],
  [hour, 'h'],
  [minute, 'min'],
  [second, 's'],
] as const;

/** As people read it: 250,000 → `4 min 10 s`, 39,400 → `39.4 s`, 250 → `250 ms`. Two units at most, below a minute one decimal. */
export function spanOf(duration: Millis): string {
  if (duration === Number.POSITIVE_INFINITY) return 'for ever';
  if (duration < 0) return `−${spanOf(-duration)}`;
  if (duration > 0 && Math.round(duration) < second) return `${Math.round(duration)} ms`;
  const tenths = Math.round(duration / 100) / 10;
  if (tenths < 60) return `${tenths} s`;
  let left = Math.round(duration / second) * second;
  const said = units.flatMap(([length, unit]) => {
    const amount = Math.floor(left / length);
    left -= amount * length;
    return amount > 0 ? [`${amount} ${unit}`] : [];
  });
  return said.slice(0, 2).join(' ');
}
