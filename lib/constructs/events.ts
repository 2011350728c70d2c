/** What wakes the platform up: alarms, executions that ended badly, and the sweeper's minute. */
import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { arns } from './arns.ts';
import type { Functions } from './functions.ts';
import { AlarmsTaken, alarmWent } from './passed-alarms.ts';

export interface EventsProps {
  readonly stage: string;
  readonly functions: Functions;
  readonly deadLetters: IQueue;
  /** Accounts whose alarms are passed on to this one. */
  readonly targetAccounts: readonly { readonly account: string }[];
}

export class Events extends Construct {
  constructor(scope: Construct, id: string, { stage, functions, deadLetters, targetAccounts }: EventsProps) {
    super(scope, id);
    const { Stop, Recover, Sweep } = functions.byName;
    const { machine } = arns(this, stage);
    const target = (to: typeof Stop, maxEventAge: Duration) =>
      new LambdaFunction(to.lambda, { deadLetterQueue: deadLetters, maxEventAge, retryAttempts: 185 });

    // Every alarm of the account, and of those that pass theirs on, since definitions that come later name theirs themselves: the index tells whose it is.
    new Rule(this, 'AlarmWent', {
      description: 'An alarm went into ALARM: runs that it guards end',
      eventPattern: alarmWent,
      targets: [target(Stop, Duration.hours(24))],
    });
    for (const { account } of targetAccounts) new AlarmsTaken(this, `AlarmsOf${account}`, { stage, account });
    new Rule(this, 'ExecutionEnded', {
      description: 'An execution failed, timed out or was stopped: its run is recovered',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          stateMachineArn: [machine('experiment'), machine('recovery')],
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        },
      },
      targets: [target(Recover, Duration.hours(24))],
    });
    new Rule(this, 'EveryMinute', {
      description: 'The sweeper: runs that everything else has forgotten',
      schedule: Schedule.rate(Duration.minutes(1)),
      // The next minute sweeps as well: an old one is of no use.
      targets: [target(Sweep, Duration.minutes(1))],
    });
  }
}
