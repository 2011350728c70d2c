/** The dashboard of monkeys, and the alarm that pages when a day was not planned. */
import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  GraphWidget,
  type IMetric,
  type IWidget,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { names } from '../configuration/names.ts';
import { metricOfOurs } from './platform-metrics.ts';

const day = Duration.days(1);

/** A day that is not planned kills nobody, and shows nothing either. */
export function monkeyAlarm(scope: Construct, stage: string, plan: IFunction, topic: ITopic): Alarm {
  const alarm = new Alarm(scope, 'DayNotPlanned', {
    alarmName: `${names.monkeys(stage)}-day-not-planned`,
    alarmDescription:
      'A monkey’s day could not be planned in an account: the log of PlanMonkey says why. Nothing is killed there until it can',
    metric: plan.metricErrors({ period: Duration.minutes(5), statistic: 'Sum' }),
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  return alarm;
}

export interface Shown {
  readonly plan: IFunction;
  readonly machine: StateMachine;
  readonly start: IFunction;
  readonly alarm: Alarm;
}

export function monkeyWidgets(stage: string, { plan, machine, start, alarm }: Shown): IWidget[][] {
  const ours = (name: string): IMetric => metricOfOurs(stage, 'PlanMonkey', name, 'Sum', day);
  const sum = { period: day, statistic: 'Sum' };
  return [
    [new AlarmStatusWidget({ title: 'Needs a person', alarms: [alarm], width: 24, height: 3 })],
    [
      graph(
        'Kills planned, declined, and recorded on a leash',
        ['KillsPlanned', 'KillsDeclined', 'KillsLeashed'].map(ours),
      ),
      graph('Runs of all experiments, kills among them', [
        metricOfOurs(stage, 'Arm', 'RunsStarted', 'Sum', day),
        metricOfOurs(stage, 'Admit', 'RunsRefused', 'Sum', day),
        metricOfOurs(stage, 'Conclude', 'RunsAborted', 'Sum', day),
        metricOfOurs(stage, 'Conclude', 'RecoveryUnconfirmed', 'Sum', day),
      ]),
      graph('Schedules that came, and trackers that heard of runs', [
        start.metricInvocations(sum),
        start.metricErrors(sum),
        metricOfOurs(stage, 'TellTrackers', 'TrackersTold', 'Sum', day),
      ]),
    ],
    [
      graph('Days planned, and not', [
        machine.metricSucceeded(sum),
        machine.metricFailed(sum),
        machine.metricTimedOut(sum),
      ]),
      graph('Accounts and Regions planned', [plan.metricInvocations(sum), plan.metricErrors(sum)]),
      graph('Time of a planning in milliseconds', [plan.metricDuration({ period: day, statistic: 'Maximum' })]),
    ],
  ];
}

const graph = (title: string, left: IMetric[]): GraphWidget => new GraphWidget({ title, left, width: 8, height: 6 });
