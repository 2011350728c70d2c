/** Failing functions' requests: words in this stage's own folder of Parameter Store, and nothing else there. */
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { names } from '../../configuration/names.ts';
import { optedIn } from './conditions.ts';

/** Leaving them, for functions that say themselves that they opted in. */
export const requestStartStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'AskFunctionsThatOptedIn',
    actions: ['lambda:GetFunctionConfiguration', 'lambda:ListTags'],
    resources: [Stack.of(scope).formatArn({ service: 'lambda', resource: 'function:*' })],
    conditions: optedIn,
  }),
  new PolicyStatement({ sid: 'LeaveWord', actions: ['ssm:PutParameter'], resources: [words(scope, stage)] }),
];

/** Having them end now. */
export const requestStopStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'EndWord',
    actions: ['ssm:GetParameters', 'ssm:PutParameter', 'ssm:DeleteParameters'],
    resources: [words(scope, stage)],
  }),
];

/** Looking for them, and taking away what is over. */
export const requestClearStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'ClearWord',
    actions: ['ssm:GetParameters', 'ssm:DeleteParameters'],
    resources: [words(scope, stage)],
  }),
];

const words = (scope: Construct, stage: string): string =>
  Stack.of(scope).formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: `${names.requests(stage).slice(1)}/*`,
  });
