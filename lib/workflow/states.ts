/** The three kinds of state that the machines are made of: they only invoke, wait and choose. */
import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  type IChainable,
  JitterType,
  type TaskInput,
  type TaskStateBase,
  Timeout,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { taskTimeout } from './limits.ts';

/** Errors that another try may not meet. Everything else is a fault of ours, and trying again would only lose time. */
export const transientErrors = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.TooManyRequestsException',
  'Sandbox.Timedout',
  'Throttled',
  'Unavailable',
  'Contended',
  'OutOfTime',
  'States.Timeout',
];

/** Calls the step's function with the state's input, or with `payload`, and passes its answer on as it is. */
export function task(scope: Construct, name: string, lambda: IFunction, payload?: TaskInput): TaskStateBase {
  return new LambdaInvoke(scope, name, {
    lambdaFunction: lambda,
    payloadResponseOnly: true,
    ...(payload && { payload }),
    taskTimeout: Timeout.duration(Duration.seconds(taskTimeout)),
    retryOnServiceExceptions: false,
  }).addRetry({
    errors: transientErrors,
    interval: Duration.seconds(1),
    backoffRate: 2,
    maxAttempts: 6,
    maxDelay: Duration.seconds(20),
    jitterStrategy: JitterType.FULL,
  });
}

/** Comes back to `to` after as many seconds as the step asked for. */
export const again = (scope: Construct, to: TaskStateBase): IChainable =>
  new Wait(scope, `WaitTo${to.node.id}`, { time: WaitTime.secondsPath('$.waitSeconds') }).next(to);

/** Goes where the step says. */
export function choose(scope: Construct, after: TaskStateBase, ways: Readonly<Record<string, IChainable>>): Choice {
  const choice = new Choice(scope, `After${after.node.id}`);
  for (const [next, state] of Object.entries(ways)) choice.when(Condition.stringEquals('$.next', next), state);
  after.next(choice);
  return choice;
}
