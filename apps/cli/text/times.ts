/** Times as people say them. */
import type { Instant, Millis } from '../../../core/ports/clock.ts';

/** 0s, 45s, 3m20s, 10m, 1h05m; below a second 250ms. */
export function spoken(duration: Millis): string {
  if (duration < 0) return `-${spoken(-duration)}`;
  if (duration > 0 && duration < 1000) return `${Math.round(duration)}ms`;
  const seconds = Math.round(duration / 1000);
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return joined(Math.floor(seconds / 60), 'm', seconds % 60, 's');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1440) return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'm');
  return joined(Math.floor(minutes / 1440), 'd', Math.floor((minutes % 1440) / 60), 'h');
}

const joined = (large: number, unit: string, small: number, smaller: string): string =>
  small === 0 ? `${large}${unit}` : `${large}${unit}${String(small).padStart(2, '0')}${smaller}`;

/** 2026-03-03 09:30:00 UTC */
export const dateTime = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** 09:30:00 */
export const timeOfDay = (at: Instant): string => new Date(at).toISOString().slice(11, 19);
