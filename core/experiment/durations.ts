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

const spans = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** 250,000 → `4 min 10 s`; below ten seconds with one decimal. */
export function spanOf(duration: Millis): string {
  if (duration < 10_000) return `${Number((duration / 1000).toFixed(1))} s`;
  let left = Math.round(duration / 1000);
  const parts = spans.flatMap(([unit, seconds]) => {
    const amount = Math.floor(left / seconds);
    left -= amount * seconds;
    return amount > 0 ? [`${amount} ${unit}`] : [];
  });
  return parts.slice(0, 2).join(' ');
}
