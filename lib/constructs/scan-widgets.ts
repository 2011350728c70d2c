/** The dashboard of scans: what stands, what came and went, what could not be told, whether they run. */
import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IMetric, type IWidget, SingleValueWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { metricOfOurs } from './platform-metrics.ts';

const day = Duration.days(1);

export function scanWidgets(stage: string, lambda: IFunction): IWidget[][] {
  const ours = (name: string, statistic = 'Maximum'): IMetric => metricOfOurs(stage, 'Scan', name, statistic, day);
  const standing = ['FindingsCritical', 'FindingsHigh', 'FindingsMedium', 'FindingsLow'].map((name) => ours(name));
  return [
    [new SingleValueWidget({ title: 'Findings, suppressed ones left out', metrics: standing, width: 24, height: 3 })],
    [
      graph('Findings by severity', standing),
      graph('New or worse, and gone', [ours('FindingsNew', 'Sum'), ours('FindingsGone', 'Sum')]),
      graph('Suppressed, and not evaluated', [ours('FindingsSuppressed'), ours('NotEvaluated')]),
    ],
    [
      graph('Scans', [
        lambda.metricInvocations({ period: day, statistic: 'Sum' }),
        lambda.metricErrors({ period: day, statistic: 'Sum' }),
      ]),
      graph('Time of a scan in milliseconds', [lambda.metricDuration({ period: day, statistic: 'Maximum' })]),
    ],
  ];
}

const graph = (title: string, left: IMetric[]): GraphWidget => new GraphWidget({ title, left, width: 8, height: 6 });
