/** A rate of EventBridge Scheduler: every so many minutes, hours or days of 24 hours, counted from when it is enabled. */
import type { Instant, Millis } from '../ports/clock.ts';

const units = { minute: 60_000, hour: 3_600_000, day: 24 * 3_600_000 } as const;

/** Its length, or undefined for what is no rate. */
export function rateOf(text: string): Millis | undefined {
  const [, value, unit] = /^([1-9]\d{0,8}) (minute|hour|day)s?$/.exec(text) ?? [];
  return unit === undefined ? undefined : Number(value) * units[unit as keyof typeof units];
}

/** Every instant after `after` at which it comes, without end. @param since when it was enabled */
export function* beats(every: Millis, since: Instant, after: Instant): Generator<Instant> {
  for (let n = Math.max(1, Math.floor((after - since) / every) + 1); ; n++) yield since + n * every;
}
