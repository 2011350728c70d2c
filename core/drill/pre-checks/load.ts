/** How much there is to serve now, by a metric that the drill names. */
import { type Known, notKnown } from '../../conformity/known.ts';
import { millis } from '../../experiment/durations.ts';
import type { MetricQuery } from '../../experiment/schema/probes.ts';
import type { Instant, Millis } from '../../ports/clock.ts';
import type { Metrics } from '../../ports/metrics.ts';
import { freshFor, isFresh } from '../../steady-state/freshness.ts';

/** A quarter of an hour, or what data needs to appear: the busiest period in it counts. */
const lookBack: Millis = 15 * 60_000;

/**
 * The highest of late, since users do not wait for a quiet moment. Without data of now it is
 * not known: a metric that has stopped is no load of zero.
 */
export async function busiest(
  query: MetricQuery,
  now: Instant,
  metrics: Pick<Metrics, 'series'>,
): Promise<Known<number>> {
  const period = millis(query.period);
  const name = `${query.namespace} ${query.metric}`;
  const until = Math.floor(now / period) * period;
  try {
    const points = await metrics.series(query, until - Math.max(lookBack, freshFor(period)), until);
    const newest = points.at(-1);
    if (!newest || !isFresh(newest.at, period, now)) return notKnown(`${name} has no data of late`);
    return Math.max(...points.map(({ value }) => value));
  } catch (error) {
    return notKnown(error instanceof Error ? error.message : String(error));
  }
}
