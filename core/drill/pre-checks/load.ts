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

/** What came in of late, by the start of each whole period, oldest first. */
export type Late = readonly Datapoint[];

/** Without data of now it is not known: a metric that has stopped is no load of zero. */
export async function lately(query: MetricQuery, now: Instant, metrics: Pick<Metrics, 'series'>): Promise<Known<Late>> {
  try {
    const points = await ofLate(query, now, metrics);
    return isRecent(points, query, now) ? points : notKnown(`${query.namespace} ${query.metric} has no data of late`);
  } catch (error) {
    return notKnown(error instanceof Error ? error.message : String(error));
  }
}

/** The highest of late, since nobody waits for a quiet moment. */
export async function busiest(
  query: MetricQuery,
  now: Instant,
  metrics: Pick<Metrics, 'series'>,
): Promise<Known<number>> {
  const late = await lately(query, now, metrics);
  return isKnown(late) ? highest(late) : late;
}

/**
 * As `lately`, of requests, each period of them. AWS publishes no count of none, so that silence
 * is a load of zero where the load balancer is seen to tell of its targets meanwhile, and not
 * known elsewhere.
 */
export async function arrivingLately(
  { requests, standing }: Arriving,
  now: Instant,
  metrics: Pick<Metrics, 'series'>,
): Promise<Known<Late>> {
  try {
    const points = await ofLate(requests, now, metrics).catch(noneEver);
    const alive = isRecent(points, requests, now) ? points : await lately(standing, now, metrics);
    if (!isKnown(alive)) return alive;
    const told = new Map(points.map(({ at, value }) => [at, value]));
    const { from, until, period } = windowOf(requests, now);
    const starts = Array.from({ length: Math.ceil((until - from) / period) }, (_, i) => from + i * period);
    return starts.map((at) => ({ at, value: told.get(at) ?? 0 }));
  } catch (error) {
    return notKnown(error instanceof Error ? error.message : String(error));
  }
}

/** Period by period. */
export function added(all: readonly Late[]): Late {
  const sums = new Map<Instant, number>();
  for (const late of all) for (const { at, value } of late) sums.set(at, (sums.get(at) ?? 0) + value);
  return [...sums].map(([at, value]) => ({ at, value })).sort((a, b) => a.at - b.at);
}

/**
 * What each of two places had when both together had most: users who came from one to the other
 * meanwhile are not counted in both. A side that did not tell of a moment is taken at its highest.
 * @param weigh what both together come to
 */
export function busiestTogether(
  home: Late,
  away: Late,
  weigh: (home: number, away: number) => number,
): { readonly home: number; readonly away: number } {
  const sides = [home, away].map((late) => ({ told: new Map(late.map(({ at, value }) => [at, value])), late }));
  const moments = new Set([...home, ...away].map(({ at }) => at));
  let most = { home: 0, away: 0 };
  for (const at of moments) {
    const [here = 0, there = 0] = sides.map(({ told, late }) => told.get(at) ?? highest(late));
    if (weigh(here, there) > weigh(most.home, most.away)) most = { home: here, away: there };
  }
  return most;
}

/** A group that never was sent a request has no such metric. */
function noneEver(error: unknown): Late {
  if ((error as { unpublished?: unknown }).unpublished === true) return [];
  throw error;
}

function windowOf(query: MetricQuery, now: Instant) {
  const period = millis(query.period);
  const until = Math.floor(now / period) * period;
  return { from: until - Math.max(lookBack, freshFor(period)), until, period };
}

function ofLate(query: MetricQuery, now: Instant, metrics: Pick<Metrics, 'series'>): Promise<Late> {
  const { from, until } = windowOf(query, now);
  return metrics.series(query, from, until);
}

function isRecent(points: Late, { period }: MetricQuery, now: Instant): boolean {
  const newest = points.at(-1);
  return newest !== undefined && isFresh(newest.at, millis(period), now);
}

const highest = (points: Late): number => points.reduce((most, { value }) => Math.max(most, value), 0);
