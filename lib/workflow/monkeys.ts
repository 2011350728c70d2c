/**
 * A monkey's day, fanned out: one call for each account and Region, beside each other. One that
 * cannot be planned keeps no other from it. Trackers are told by Step Functions itself.
 */
import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  CustomState,
  type IChainable,
  JitterType,
  JsonPath,
  Map as MapState,
  Pass,
  Succeed,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { transientErrors } from './states.ts';

/** Of the function, in seconds: a large account is read page by page. */
export const planningTimeout = 300;
/** Beside each other: so many accounts do not come near a quota of the platform's own. */
const atOnce = 10;

export interface MonkeyDay {
  readonly plan: IFunction;
  /** Where the function puts schedules of kills, and what they call. */
  readonly schedules: { readonly group: string; readonly target: string; readonly role: string };
  /** A monkey tells event buses what it plans. */
  readonly tracked: boolean;
}

/** The input: `{ monkey, calendar, seed, scheduledTime, places }`, of which each place is one call. */
export function monkeyDay(scope: Construct, { plan, schedules, tracked }: MonkeyDay): IChainable {
  const planned = new LambdaInvoke(scope, 'PlanMonkey', {
    lambdaFunction: plan,
    payloadResponseOnly: true,
    taskTimeout: Timeout.duration(Duration.seconds(planningTimeout + 15)),
    retryOnServiceExceptions: false,
  }).addRetry({
    errors: transientErrors,
    interval: Duration.seconds(2),
    backoffRate: 2,
    maxAttempts: 6,
    maxDelay: Duration.seconds(60),
    jitterStrategy: JitterType.FULL,
  });
  planned.addCatch(new Pass(scope, 'NotPlanned'), { resultPath: '$.error' });
  const each = tracked ? planned.next(tell(scope)) : planned;
  return new MapState(scope, 'EachPlace', {
    itemsPath: '$.places',
    maxConcurrency: atOnce,
    itemSelector: {
      'monkey.$': '$.monkey',
      'calendar.$': '$.calendar',
      'seed.$': '$.seed',
      'scheduledTime.$': '$.scheduledTime',
      place: JsonPath.objectAt('$$.Map.Item.Value'),
      schedules,
    },
    resultPath: JsonPath.DISCARD,
  })
    .itemProcessor(each)
    .next(new Succeed(scope, 'Planned'));
}

/** EventBridge takes ten entries in one call, and the function has put them into such batches. */
const tell = (scope: Construct): IChainable =>
  new MapState(scope, 'TellTrackers', {
    itemsPath: '$.batches',
    maxConcurrency: 1,
    resultPath: JsonPath.DISCARD,
  }).itemProcessor(
    new CustomState(scope, 'PutEvents', {
      stateJson: {
        Type: 'Task',
        Resource: 'arn:aws:states:::events:putEvents',
        Parameters: { 'Entries.$': '$' },
        Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 4 }],
      },
    }),
  );
