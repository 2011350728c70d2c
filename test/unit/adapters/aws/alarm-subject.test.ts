import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { judgedBy, lookedAt } from '../../../../adapters/aws/alarm-subject.ts';

const plain: MetricAlarm = {
  AlarmName: 'shop-slow',
  Namespace: 'Shop',
  MetricName: 'Latency',
  Dimensions: [{ Name: 'Service', Value: 'checkout' }],
  ExtendedStatistic: 'p99',
  Period: 60,
  Threshold: 800,
  ComparisonOperator: 'GreaterThanThreshold',
};
const of = (alarm: Parameters<typeof lookedAt>[0]) => judgedBy(alarm, lookedAt(alarm));

describe('what an alarm judges', () => {
  it('is its one metric, with the percentile before the plain statistic', () => {
    expect(of(plain)).toEqual({
      metrics: [{ namespace: 'Shop', metric: 'Latency', dimensions: { Service: 'checkout' }, stat: 'p99' }],
      threshold: { comparison: 'above', value: 800 },
      actions: { enabled: true, onAlarm: [] },
    });
    const { ExtendedStatistic: _, ...averaged } = plain;
    expect(of({ ...averaged, Statistic: 'Sum' }).metrics?.[0]?.stat).toBe('Sum');
    expect(of(averaged).metrics?.[0]?.stat).toBe('Average');
  });

  it.each([
    ['GreaterThanThreshold', 'above'],
    ['GreaterThanOrEqualToThreshold', 'atLeast'],
    ['LessThanThreshold', 'below'],
    ['LessThanOrEqualToThreshold', 'atMost'],
  ] as const)('is compared: %s', (ComparisonOperator, comparison) => {
    expect(of({ ...plain, ComparisonOperator }).threshold).toEqual({ comparison, value: 800 });
  });

  it('is every metric of its maths, and the expression that is judged', () => {
    const { Namespace: _n, MetricName: _m, Period: _p, ...rest } = plain;
    const stat = (Id: string, MetricName: string) => ({
      Id,
      MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Stat: 'Sum', Period: 60 },
      ReturnData: false,
    });
    const Metrics = [{ Id: 'share', Expression: '100 * failed / all' }, stat('failed', 'Failed'), stat('all', 'All')];
    const judged = of({ ...rest, Metrics });
    expect(judged.expression).toBe('100 * failed / all');
    expect(judged.metrics?.map(({ metric, dimensions }) => [metric, dimensions])).toEqual([
      ['Failed', {}],
      ['All', {}],
    ]);
  });

  it('is nothing that is not told: no threshold of a band, no metric of a composite', () => {
    expect(of({ ...plain, ComparisonOperator: 'GreaterThanUpperThreshold' }).threshold).toBeUndefined();
    expect(of({ AlarmName: 'either' }).metrics).toBeUndefined();
  });

  it('tells what it sets off, and what it makes of few samples', () => {
    const AlarmActions = ['arn:aws:sns:eu-central-1:111122223333:pager'];
    expect(
      of({ ...plain, AlarmActions, ActionsEnabled: false, EvaluateLowSampleCountPercentile: 'ignore' }),
    ).toMatchObject({ actions: { enabled: false, onAlarm: AlarmActions }, lowSamples: 'ignore' });
  });
});
