/** How old data may be before it no longer tells of now. */
import { millis } from '../experiment/durations.ts';
import type { Probe } from '../experiment/schema/probes.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import { latencies } from '../stop-conditions/latencies.ts';

/** How late data may be that is still on its way: the later end of what AWS services take. */
export const publication: Millis = latencies.servicePublication.worst;

/** How often a probe that asks (HTTP, alarm state) is asked: once a look. */
export const askEvery: Millis = latencies.sample.worst;

/** Length of what one datapoint covers; 0 for a probe that asks. */
export function periodOf(probe: Probe): Millis {
  if (probe.cloudwatch) return millis(probe.cloudwatch.period);
  if (probe.math) return Math.max(0, ...Object.values(probe.math.metrics).map((query) => millis(query.period)));
  return probe.composite?.period === undefined ? 0 : millis(probe.composite.period);
}

/** Oldest start of a period that still counts as fresh: two periods, and what publication takes. */
export const freshFor = (period: Millis): Millis => (period === 0 ? 2 * askEvery + 60_000 : 2 * period + publication);

export const isFresh = (at: Instant, period: Millis, now: Instant): boolean => now - at <= freshFor(period);
