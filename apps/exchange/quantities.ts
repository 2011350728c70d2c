/** Quantities as other systems write them, in the units that ours take; exactly, or not at all. */
import { iso, millis } from '../../core/experiment/durations.ts';
import type { Millis } from '../../core/ports/clock.ts';
import { rowOf } from './row.ts';

/** Decimal text or a number; anything else is none. `1e3` and hexadecimal are not what people write here. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(value)) return undefined;
  return Number(value);
}

/** Decimals stay decimals: 0.29 × 100 is 29, not 28.999999999999996. */
export const times = (value: number, factor: number): number => Number((value * factor).toPrecision(15));

/** `80`, `80%` and `80 %`, from 0 to 100. */
export function percentOf(value: unknown): number | undefined {
  const bare = typeof value === 'string' ? value.trim().replace(/\s*%$/, '') : value;
  const number = numberOf(bare);
  return number !== undefined && number >= 0 && number <= 100 ? number : undefined;
}

const units: Readonly<Record<string, Millis>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  msec: 1,
  s: 1000,
  sec: 1000,
  secs: 1000,
  second: 1000,
  seconds: 1000,
  m: 60_000,
  min: 60_000,
  mins: 60_000,
  minute: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  days: 86_400_000,
};

/**
 * Milliseconds of `30`, `30s`, `1m30s`, `200 ms`, `5 minutes`, `PT5M`, rounded to whole ones.
 * @param bare what a number without a unit is in
 */
export function millisOf(value: unknown, bare: 's' | 'ms' = 's'): Millis | undefined {
  const plain = numberOf(value);
  if (plain !== undefined) return plain < 0 ? undefined : Math.round(times(plain, bare === 's' ? 1000 : 1));
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^P/.test(text)) return isoMillis(text);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([A-Za-zµ]+)\s*/g)];
  if (parts.length === 0 || parts.map(([all]) => all).join('') !== text) return undefined;
  let sum = 0;
  for (const [, amount, unit] of parts) {
    const length = rowOf(units, unit!) ?? rowOf(units, unit!.toLowerCase());
    if (length === undefined) return undefined;
    sum += times(Number(amount), length);
  }
  return Math.round(sum);
}

function isoMillis(text: string): Millis | undefined {
  try {
    return millis(text);
  } catch {
    return undefined;
  }
}

/** A duration as ours are written, or nothing. */
export function durationOf(value: unknown, bare: 's' | 'ms' = 's'): string | undefined {
  const length = millisOf(value, bare);
  return length === undefined ? undefined : iso(length);
}

/** `true`, `"True"`, `"yes"`; nothing for what is neither. */
export function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  if (/^(?:true|yes|on|enabled?)$/i.test(value.trim())) return true;
  return /^(?:false|no|off|disabled?)$/i.test(value.trim()) ? false : undefined;
}

/** `a, b` and `[a, b]`, without empty ones. */
export function listOf(value: unknown): readonly string[] {
  const parts = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value];
  return parts
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .map((part) => String(part).trim())
    .filter((part) => part !== '');
}
