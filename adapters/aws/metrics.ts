/** CloudWatch: series, alarms with the age of their data, and requests of our own. */
import { type CloudWatchClient, type Dimension, paginateListMetrics } from '@aws-sdk/client-cloudwatch';
import { millis } from '../../core/experiment/durations.ts';
import type { MetricQuery } from '../../core/experiment/schema/probes.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Metrics } from '../../core/ports/metrics.ts';
import { readAlarms } from './alarms.ts';
import { askHttp } from './http.ts';
import { MetricUnavailable, readMetricData } from './metric-data.ts';

/** Of one account and Region. A heartbeat is of two. */
export type MetricsHere = Omit<Metrics, 'beat' | 'endBeat'>;

/** No data within two weeks: a metric that is misnamed, or of something that has not happened yet. */
class NeverPublished extends MetricUnavailable {
  readonly unpublished = true;
}

/** @param fetch for tests */
export function awsMetrics(cloudWatch: CloudWatchClient, clock: Clock, fetch = globalThis.fetch): MetricsHere {
  /** Whether the metric has had data within two weeks: what ListMetrics answers from. New ones come to it within minutes. */
  async function isKnown({ namespace, metric, dimensions }: MetricQuery): Promise<boolean> {
    const Dimensions = dimensionsOf(dimensions);
    const asked = { Namespace: namespace, MetricName: metric, Dimensions };
    // The filter finds metrics with further dimensions too, which are other metrics.
    for await (const { Metrics = [] } of paginateListMetrics({ client: cloudWatch }, asked))
      if (Metrics.some((found) => (found.Dimensions ?? []).length === Dimensions.length)) return true;
    return false;
  }

  return {
    async series(query, from, to) {
      if (from >= to) return [];
      const { namespace, metric, dimensions, stat, period } = query;
      const Metric = { Namespace: namespace, MetricName: metric, Dimensions: dimensionsOf(dimensions) };
      const wanted = { Id: 'series', MetricStat: { Metric, Stat: stat, Period: millis(period) / 1000 } };
      const points = (await readMetricData(cloudWatch, [wanted], from, to)).get('series') ?? [];
      if (points.length === 0 && !(await isKnown(query)))
        throw new NeverPublished(`nobody publishes ${namespace} ${metric} with exactly these dimensions`);
      return points;
    },
    alarms: (names) => readAlarms(cloudWatch, names, clock.now()),
    http: (url, timeout) => askHttp(url, timeout, fetch),
  };
}

const dimensionsOf = (dimensions: MetricQuery['dimensions'] = {}): Dimension[] =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
