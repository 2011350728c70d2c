/** What pages someone. Each alarm says what it means and what to do. */
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { PlatformMetrics } from './platform-metrics.ts';

export interface PlatformAlarmsProps {
  readonly stage: string;
  readonly metrics: PlatformMetrics;
  readonly topic: ITopic;
}

interface Watched {
  readonly metric: IMetric;
  readonly says: string;
  /** Data that is missing is trouble by itself. Default: it is not. */
  readonly silenceIsTrouble?: boolean;
}

export class PlatformAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, { stage, metrics, topic }: PlatformAlarmsProps) {
    super(scope, id);
    this.alarms = Object.entries(watched(metrics)).map(([name, { metric, says, silenceIsTrouble }]) => {
      const alarm = new Alarm(this, name, {
        alarmName: `squall-${stage}-${name.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}`,
        alarmDescription: says,
        metric,
        threshold: 1,
        comparisonOperator: silenceIsTrouble
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: silenceIsTrouble ? 5 : 1,
        treatMissingData: silenceIsTrouble ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(new SnsAction(topic));
      if (silenceIsTrouble) alarm.addOkAction(new SnsAction(topic));
      return alarm;
    });
  }
}

const watched = (metrics: PlatformMetrics): Readonly<Record<string, Watched>> => ({
  RecoveryUnconfirmed: {
    metric: metrics.recoveryUnconfirmed,
    says: 'A run ended, and not everything was seen to be as before: look at what it touched, by its report',
  },
  ReaperFired: {
    metric: metrics.reaperFired,
    says: 'A run’s deadline had to start its recovery: everything before it had failed, find out why',
  },
  Leftovers: {
    metric: metrics.leftovers,
    says: 'A run is past its lease, or left something behind that is not restored: squall reap lists it, with what to do',
  },
  DeadLetters: {
    metric: metrics.deadLetters,
    says: 'An event failed for good: read it in the queue, and stop or recover its run by hand',
  },
  RecoveryFailed: {
    metric: metrics.recoveriesFailed,
    says: 'An attempt at recovery failed: the next one starts by itself, see that it succeeds',
  },
  RecoveryTimedOut: {
    metric: metrics.recoveriesTimedOut,
    says: 'An attempt at recovery took longer than it may: the next one starts by itself, see that it succeeds',
  },
  StopperFailed: {
    metric: metrics.stopperErrors,
    says: 'The stopper failed: FIS stop conditions, the reaper and the sweeper still stand',
  },
  SweeperSilent: {
    metric: metrics.sweeps,
    says: 'The sweeper has not run for five minutes: runs that everything else forgot stay forgotten',
    silenceIsTrouble: true,
  },
});
