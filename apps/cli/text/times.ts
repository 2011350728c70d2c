/** Times as people say them. */
import type { Instant, Millis } from '../../../core/ports/clock.ts';

/** 0s, 45s, 3m20s, 1h05m; below a second 250ms. */
export function spoken(duration: Millis): string {
  if (duration < 0) return `-${spoken(-duration)}`;
  if (duration > 0 && duration < 1000) return `${Math.round(duration)}ms`;
  const seconds = Math.round(duration / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m${two(seconds % 60)}s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h${two(Math.floor((seconds % 3600) / 60))}m`;
  return `${Math.floor(seconds / 86_400)}d${two(Math.floor((seconds % 86_400) / 3600))}h`;
}

/** 2026-03-03 09:30:00 UTC */
export const dateTime = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** 09:30:00 */
export const timeOfDay = (at: Instant): string => new Date(at).toISOString().slice(11, 19);
