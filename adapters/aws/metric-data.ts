/** GetMetricData, whole: every page, sorted, within the asked time. */
import { type CloudWatchClient, type MetricDataQuery, paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
import type { Instant } from '../../core/ports/clock.ts';
import type { Datapoint } from '../../core/ports/metrics.ts';

export class MetricUnavailable extends Error {
  override readonly name = 'MetricUnavailable';
}

/**
 * Points by the id of their query, those whose period begins in [from, to), oldest first.
 * CloudWatch rounds the asked time to whole periods, and so answers more than was asked.
 * @throws MetricUnavailable when CloudWatch could not answer all of it
 */
export async function readMetricData(
  client: CloudWatchClient,
  queries: readonly MetricDataQuery[],
  from: Instant,
  to: Instant,
): Promise<ReadonlyMap<string, readonly Datapoint[]>> {
  const points = new Map<string, Map<Instant, number>>();
  const asked = {
    MetricDataQueries: [...queries],
    StartTime: new Date(from),
    EndTime: new Date(to),
    ScanBy: 'TimestampAscending' as const,
  };
  for await (const { MetricDataResults = [], Messages = [] } of paginateGetMetricData({ client }, asked)) {
    const [problem] = Messages;
    if (problem) throw new MetricUnavailable(`CloudWatch answered in part: ${problem.Code}: ${problem.Value}`);
    for (const { Id = '', StatusCode, Timestamps = [], Values = [] } of MetricDataResults) {
      if (StatusCode === 'InternalError' || StatusCode === 'Forbidden')
        throw new MetricUnavailable(`CloudWatch could not answer: ${StatusCode}`);
      const known = points.get(Id) ?? new Map<Instant, number>();
      for (const [i, timestamp] of Timestamps.entries()) {
        const [at, value] = [timestamp.getTime(), Values[i]];
        if (value !== undefined && at >= from && at < to) known.set(at, value);
      }
      points.set(Id, known);
    }
  }
  return new Map([...points].map(([id, known]) => [id, sorted(known)]));
}

const sorted = (points: ReadonlyMap<Instant, number>): readonly Datapoint[] =>
  [...points].map(([at, value]) => ({ at, value })).sort((a, b) => a.at - b.at);
