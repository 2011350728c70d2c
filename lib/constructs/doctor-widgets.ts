/** The dashboard of the doctor: who is ill, what was done and left, what became of it, whether it looks. */
import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { metricOfOurs } from './platform-metrics.ts';

const period = Duration.minutes(5);

export function doctorWidgets(stage: string, lambda: IFunction): IWidget[][] {
  const ours = (name: string, statistic = 'Sum'): IMetric => metricOfOurs(stage, 'Treat', name, statistic, period);
  return [
    [
      graph('Ill now, and left alone', [ours('Ill', 'Maximum'), ours('LeftAlone', 'Maximum')]),
      graph('Replaced', [ours('Treated')]),
      graph('Groups whole again, and not', [ours('GroupsHealed'), ours('GroupsNotHealed')]),
    ],
    [
      graph('Rounds', [
        lambda.metricInvocations({ period, statistic: 'Sum' }),
        lambda.metricErrors({ period, statistic: 'Sum' }),
      ]),
      graph('Time of a round in milliseconds', [lambda.metricDuration({ period, statistic: 'Maximum' })]),
    ],
  ];
}

const graph = (title: string, left: IMetric[]): GraphWidget => new GraphWidget({ title, left, width: 8, height: 6 });
