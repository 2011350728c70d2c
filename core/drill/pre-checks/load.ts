/** How much there is to serve now, by a metric that the drill names or that load balancers publish. */
import { isKnown, type Known, notKnown } from '../../conformity/known.ts';
import { millis } from '../../experiment/durations.ts';
import type { MetricQuery } from '../../experiment/schema/probes.ts';
import type { Instant, Millis } from '../../ports/clock.ts';
import type { Datapoint, Metrics } from '../../ports/metrics.ts';
import type { Arriving } from '../../ports/standby.ts';
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
  try {
    const points = await ofLate(query, now, metrics);
    const newest = points.at(-1);
    if (!newest || !isFresh(newest.at, period, now))
      return notKnown(`${query.namespace} ${query.metric} has no data of late`);
    return highest(points);
  } catch (error) {
    return notKnown(error instanceof Error ? error.message : String(error));
  }
}

/**
 * As `busiest`, of requests. AWS publishes no count of none, so that silence is a load of zero
 * where the load balancer is seen to tell of its targets meanwhile, and not known elsewhere.
 */
export async function arrivingOfLate(
  { requests, standing }: Arriving,
  now: Instant,
  metrics: Pick<Metrics, 'series'>,
): Promise<Known<number>> {
  try {
    const points = await ofLate(requests, now, metrics).catch(noneEver);
    const newest = points.at(-1);
    if (newest && isFresh(newest.at, millis(requests.period), now)) return highest(points);
    const alive = await busiest(standing, now, metrics);
    return isKnown(alive) ? highest(points) : alive;
  } catch (error) {
    return notKnown(error instanceof Error ? error.message : String(error));
  }
}

/** A group that never was sent a request has no such metric. */
function noneEver(error: unknown): readonly Datapoint[] {
  if ((error as { unpublished?: unknown }).unpublished === true) return [];
  throw error;
}

function ofLate(query: MetricQuery, now: Instant, metrics: Pick<Metrics, 'series'>) {
  const period = millis(query.period);
  const until = Math.floor(now / period) * period;
  return metrics.series(query, until - Math.max(lookBack, freshFor(period)), until);
}

const highest = (points: readonly Datapoint[]): number => points.reduce((most, { value }) => Math.max(most, value), 0);
