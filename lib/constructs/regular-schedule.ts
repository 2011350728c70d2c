/** A schedule that calls again and again: of EventBridge Scheduler, in a group of ours, by a role of ours. */
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export interface RegularScheduleProps {
  readonly name: string;
  readonly description: string;
  /** Name of its group. */
  readonly group: string;
  readonly enabled: boolean;
  /** `cron(…)` or `rate(…)`. */
  readonly expression: string;
  readonly timeZone: string;
  /** Default: none, it comes when its expression says. */
  readonly window?: CfnSchedule.FlexibleTimeWindowProperty;
  /** What is called, ARNs, and with what. */
  readonly calls: { readonly arn: string; readonly roleArn: string; readonly input: object };
  /** How often a call that failed is tried again. */
  readonly attempts: number;
  readonly deadLetters: IQueue;
}

/** What is called later than this was not asked for then: better none than one at another time. In seconds. */
const latest = 15 * 60;
/** EventBridge Scheduler takes so many characters. */
const longestDescription = 512;

export class RegularSchedule extends CfnSchedule {
  constructor(scope: Construct, id: string, props: RegularScheduleProps) {
    const { name, description, group, enabled, expression, timeZone, window, calls, attempts, deadLetters } = props;
    super(scope, id, {
      name,
      description: description.slice(0, longestDescription),
      groupName: group,
      state: enabled ? 'ENABLED' : 'DISABLED',
      scheduleExpression: expression,
      scheduleExpressionTimezone: timeZone,
      flexibleTimeWindow: window ?? { mode: 'OFF' },
      target: {
        arn: calls.arn,
        roleArn: calls.roleArn,
        input: JSON.stringify(calls.input),
        retryPolicy: { maximumEventAgeInSeconds: latest, maximumRetryAttempts: attempts },
        deadLetterConfig: { arn: deadLetters.queueArn },
      },
    });
  }
}
