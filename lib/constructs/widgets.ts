/** The dashboard, top to bottom: is anything wrong, what ran, is the machinery well. */
import { type Alarm, AlarmStatusWidget, GraphWidget, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { PlatformMetrics } from './platform-metrics.ts';

export const widgets = (metrics: PlatformMetrics, alarms: readonly Alarm[]): IWidget[][] => [
  [new AlarmStatusWidget({ title: 'Needs a person', alarms: [...alarms], width: 24, height: 3 })],
  [
    graph('Runs', [metrics.runsStarted, metrics.runsRefused, metrics.runsConcluded, metrics.runsAborted]),
    graph('Under way, and past their lease', [metrics.unfinished, metrics.leftovers]),
    graph('Recovery', [
      metrics.recoveryUnconfirmed,
      metrics.reaperFired,
      metrics.recoveriesFailed,
      metrics.recoveriesTimedOut,
    ]),
  ],
  [
    graph('Time to inject and to stop, p99 in milliseconds', [metrics.injecting, metrics.stopping]),
    graph('The sweeper', [metrics.sweeps, metrics.sweepErrors]),
    graph('Dead letters', [metrics.deadLetters]),
  ],
];

const graph = (title: string, left: IMetric[]): GraphWidget => new GraphWidget({ title, left, width: 8, height: 6 });
