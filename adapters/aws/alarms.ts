/** Alarms, and how old the data is that they judge by. */
import {
  type CloudWatchClient,
  type MetricAlarm,
  type MetricDataQuery,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import type { Instant, Millis } from '../../core/ports/clock.ts';
import type { AlarmObservation, Datapoint } from '../../core/ports/metrics.ts';
import { judgedBy, lookedAt } from './alarm-subject.ts';
import { chunks } from './chunks.ts';
import { readMetricData } from './metric-data.ts';

/** Names that one call takes. */
const atOnce = 100;
const publication: Millis = 300_000;
/** What is read of the past, in periods: how near an alarm is to its threshold takes more than what it judges by. */
const past = 15;

/**
 * One for each name, in order; undefined for an alarm that does not exist. An alarm's own
 * record tells the data of its last change of state only, so that the newest datapoint
 * is read from its metric. A composite alarm has no metric: it has no period and no newest
 * datapoint. It can tell of an incident; as a stop condition it is refused by name, since
 * FIS's documentation knows metric alarms only.
 */
export async function readAlarms(
  client: CloudWatchClient,
  names: readonly string[],
  now: Instant,
): Promise<readonly (AlarmObservation | undefined)[]> {
  const found = new Map<string, AlarmObservation>();
  for (const some of chunks([...new Set(names)], atOnce)) {
    const asked = { AlarmNames: [...some], AlarmTypes: ['MetricAlarm' as const, 'CompositeAlarm' as const] };
    for await (const { MetricAlarms = [], CompositeAlarms = [] } of paginateDescribeAlarms({ client }, asked)) {
      for (const alarm of MetricAlarms) found.set(alarm.AlarmName ?? '', await observed(client, alarm, now));
      for (const alarm of CompositeAlarms) found.set(alarm.AlarmName ?? '', composite(alarm));
    }
  }
  return names.map((name) => found.get(name));
}

type Told = Pick<MetricAlarm, 'AlarmName' | 'StateValue' | 'StateReason' | 'StateUpdatedTimestamp'> & {
  readonly StateTransitionedTimestamp?: Date | undefined;
};

const told = (alarm: Told) => ({
  name: alarm.AlarmName ?? '',
  state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
  since: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp)?.getTime() ?? 0,
  reason: alarm.StateReason || 'CloudWatch gives no reason',
});

const composite = (alarm: Told): AlarmObservation => ({
  ...told(alarm),
  period: 0,
  breaching: 0,
  of: 0,
  missingData: 'missing',
  composite: true,
});

async function observed(client: CloudWatchClient, alarm: MetricAlarm, now: Instant): Promise<AlarmObservation> {
  const queries = lookedAt(alarm);
  const period = Math.max(0, alarm.Period ?? 0, ...queries.map(({ MetricStat }) => MetricStat?.Period ?? 0)) * 1000;
  const { EvaluationPeriods: of = 1, DatapointsToAlarm: breaching = of, TreatMissingData } = alarm;
  const span = period * Math.max(of + 2, past) + publication;
  const recent = queries.length === 0 ? [] : await recentOf(client, queries, span, now);
  const newest = recent.at(-1)?.at;
  return {
    ...told(alarm),
    period,
    breaching,
    of,
    missingData: isTreatment(TreatMissingData) ? TreatMissingData : 'missing',
    ...(newest !== undefined && { lastDatapointAt: newest }),
    recent,
    ...judgedBy(alarm, queries),
  };
}

/** Of several series the one that lags: an alarm on metric maths is as fresh as its oldest part. */
async function recentOf(client: CloudWatchClient, queries: readonly MetricDataQuery[], span: Millis, now: Instant) {
  const series = await readMetricData(client, queries, now - span, now + 1);
  const shown = queries.flatMap(({ Id = '', ReturnData }) => (ReturnData === false ? [] : [series.get(Id) ?? []]));
  const age = (points: readonly Datapoint[]) => points.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  return shown.toSorted((a, b) => age(a) - age(b))[0] ?? [];
}

const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
const isTreatment = (text: string | undefined): text is (typeof treatments)[number] =>
  treatments.includes(text as (typeof treatments)[number]);
