/** Reading metrics as GetMetricData answers. */
import { type Datapoint, NotSimulated, type SeriesQuery } from '../cloud.ts';
import type { Instant, MetricIdentity, Millis, WorldModel } from '../model.ts';
import type { MetricsRecord, Point } from './record.ts';
import { checkStatistic, closedStatistic, mergeSets, type StatisticSet } from './statistic-set.ts';

/**
 * Datapoints whose period starts in [from, to) and has been over for the publication
 * delay at `now`, oldest first. Periods are multiples of the metric's own, counted from
 * the epoch; a finer one has no datapoints.
 * @throws NotSimulated for a metric that is not published, or a statistic that is not modelled.
 */
export function readSeries(
  model: WorldModel,
  metrics: MetricsRecord,
  query: SeriesQuery,
  now: Instant,
): readonly Datapoint[] {
  const { stat, period, from, to } = query;
  const index = metricIndex(model, query);
  checkStatistic(stat);
  const { closed } = metrics.metrics[index]!;
  return [...periodsOf(closed, model.metrics[index]!.period, period, from)]
    .filter(([at]) => at >= from && at < to && at + period + model.publicationDelay <= now)
    .map(([at, set]) => ({ at, value: closedStatistic(set, stat) }));
}

/** The index of a metric in the model. @throws NotSimulated when the world does not publish it. */
export function metricIndex(model: WorldModel, wanted: MetricIdentity): number {
  const index = model.metrics.findIndex((metric) => sameMetric(metric, wanted));
  if (index >= 0) return index;
  const dimensions = Object.entries(wanted.dimensions).map(([name, value]) => `${name}=${value}`);
  const name = [`${wanted.namespace} ${wanted.metric}`, ...dimensions].join(' ');
  throw new NotSimulated(`the simulator does not model the metric ${name}: world ${model.name} does not publish it`);
}

/** Period start to its samples, ascending. Only points from `from` on are looked at. */
export function periodsOf(
  points: readonly Point[],
  own: Millis,
  period: Millis,
  from: Instant,
): ReadonlyMap<Instant, StatisticSet> {
  const wanted = points.filter(({ at }) => at >= from);
  if (period === own) return new Map(wanted.map(({ at, set }) => [at, set]));
  const grouped = new Map<Instant, StatisticSet[]>();
  if (period % own !== 0) return new Map();
  for (const { at, set } of wanted) {
    const start = Math.floor(at / period) * period;
    grouped.set(start, [...(grouped.get(start) ?? []), set]);
  }
  return new Map([...grouped].map(([start, sets]) => [start, mergeSets(sets)]));
}

function sameMetric(a: MetricIdentity, b: MetricIdentity): boolean {
  if (a.namespace !== b.namespace || a.metric !== b.metric) return false;
  const names = Object.keys(a.dimensions);
  return (
    names.length === Object.keys(b.dimensions).length &&
    names.every((name) => a.dimensions[name] === b.dimensions[name])
  );
}
