/** The days that a run touches, wherever people reckon by them. */
import type { Plan } from '../plan/plan.ts';
import type { Instant } from '../ports/clock.ts';
import { localTime } from './local-time.ts';

/** First and last day in one time zone, both included. */
export interface Days {
  readonly timeZone: string;
  readonly first: string;
  readonly last: string;
}

/**
 * From now to the end of the lease, in every time zone that the definition reckons in: those
 * of its windows, of its schedule and of the country whose holidays it keeps; UTC when it
 * names none. A day that has begun in one of them, or is not over in another, counts.
 * @throws RangeError for a time zone that does not exist
 */
export function daysOf({ definition, calendar, times }: Plan, now: Instant): readonly Days[] {
  const { guardrails, schedule } = definition;
  const named = [
    ...(guardrails.windows ?? []).map(({ timeZone }) => timeZone),
    ...(schedule?.timeZone === undefined ? [] : [schedule.timeZone]),
    ...(calendar?.timeZones ?? []),
  ];
  return [...new Set(named.length === 0 ? ['UTC'] : named)].map((timeZone) => ({
    timeZone,
    first: localTime(now, timeZone).date,
    last: localTime(now + times.lease, timeZone).date,
  }));
}
