/** What an alarm judges and by what: its metrics, its threshold, what it sets off. */
import type { ComparisonOperator, MetricAlarm, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { AlarmMetric, AlarmObservation, AlarmThreshold } from '../../core/ports/metrics.ts';

/** The one metric of an alarm, or its metric maths as it stands. */
export function lookedAt(alarm: MetricAlarm): readonly MetricDataQuery[] {
  const { Metrics, Namespace, MetricName, Dimensions, Statistic, ExtendedStatistic, Period } = alarm;
  if (Metrics && Metrics.length > 0) return Metrics;
  if (!Namespace || !MetricName || !Period) return [];
  const Metric = { Namespace, MetricName, ...(Dimensions && { Dimensions }) };
  return [{ Id: 'watched', MetricStat: { Metric, Period, Stat: ExtendedStatistic ?? Statistic ?? 'Average' } }];
}

type Judged = Pick<AlarmObservation, 'metrics' | 'expression' | 'threshold' | 'lowSamples' | 'actions'>;

/** @param queries of `lookedAt` */
export function judgedBy(alarm: MetricAlarm, queries: readonly MetricDataQuery[]): Judged {
  const metrics = queries.flatMap(metricOf);
  const expression = queries.find(({ Expression, ReturnData }) => Expression && ReturnData !== false)?.Expression;
  const comparison = alarm.ComparisonOperator && comparisons[alarm.ComparisonOperator];
  const { ActionsEnabled: enabled = true, AlarmActions: onAlarm = [], EvaluateLowSampleCountPercentile: few } = alarm;
  return {
    ...(metrics.length > 0 && { metrics }),
    ...(expression !== undefined && { expression }),
    ...(comparison && alarm.Threshold !== undefined && { threshold: { comparison, value: alarm.Threshold } }),
    ...((few === 'evaluate' || few === 'ignore') && { lowSamples: few }),
    actions: { enabled, onAlarm },
  };
}

function metricOf({ MetricStat }: MetricDataQuery): readonly AlarmMetric[] {
  const { Metric, Stat: stat = 'Average' } = MetricStat ?? {};
  const { Namespace: namespace, MetricName: metric, Dimensions = [] } = Metric ?? {};
  if (!namespace || !metric) return [];
  const dimensions = Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
  return [{ namespace, metric, dimensions, stat }];
}

/** The others are bands, which have no fixed number. */
const comparisons: Readonly<Partial<Record<ComparisonOperator, AlarmThreshold['comparison']>>> = {
  GreaterThanThreshold: 'above',
  GreaterThanOrEqualToThreshold: 'atLeast',
  LessThanThreshold: 'below',
  LessThanOrEqualToThreshold: 'atMost',
};
