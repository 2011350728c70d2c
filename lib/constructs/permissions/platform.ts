/** The platform's own machinery: history, deadlines, executions, notices, switches. */
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { arns } from '../arns.ts';
import { passedTo } from './conditions.ts';

/** A transaction asks for the permission of each of its parts. */
export const historyStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => {
  const table = arns(scope, stage).table();
  return [
    new PolicyStatement({
      sid: 'KeepHistory',
      actions: [
        'dynamodb:BatchGetItem',
        'dynamodb:ConditionCheckItem',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      resources: [table, `${table}/index/*`],
    }),
  ];
};

export const armStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => {
  const { deadlines, deadlineRole } = arns(scope, stage);
  return [
    new PolicyStatement({
      sid: 'ArmDeadlines',
      actions: ['scheduler:CreateSchedule', 'scheduler:GetSchedule', 'scheduler:UpdateSchedule'],
      resources: [deadlines()],
    }),
    new PolicyStatement({
      sid: 'LetDeadlinesCall',
      actions: ['iam:PassRole'],
      resources: [deadlineRole()],
      conditions: passedTo('scheduler.amazonaws.com'),
    }),
  ];
};

export const disarmStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'DisarmDeadlines',
    actions: ['scheduler:DeleteSchedule'],
    resources: [arns(scope, stage).deadlines()],
  }),
];

export const experimentStartStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'StartRuns',
    actions: ['states:StartExecution'],
    resources: [arns(scope, stage).machine('experiment')],
  }),
];

/** Whoever may end a run: looks at both machines, and starts recoveries. */
export const recoveryStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => {
  const { machine, executions } = arns(scope, stage);
  return [
    new PolicyStatement({
      sid: 'StartRecoveries',
      actions: ['states:StartExecution'],
      resources: [machine('recovery')],
    }),
    new PolicyStatement({
      sid: 'LookAtExecutions',
      actions: ['states:DescribeExecution'],
      resources: [executions('experiment'), executions('recovery')],
    }),
  ];
};

export const executionStopStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'StopRuns',
    actions: ['states:StopExecution'],
    resources: [arns(scope, stage).executions('experiment')],
  }),
];

export const noticeStatements = (topic: ITopic): readonly PolicyStatement[] => [
  new PolicyStatement({ sid: 'TellPeople', actions: ['sns:Publish'], resources: [topic.topicArn] }),
];

export const switchStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => {
  const path = arns(scope, stage).killSwitches();
  return [
    new PolicyStatement({
      sid: 'ReadSwitches',
      actions: ['ssm:GetParametersByPath'],
      resources: [path, `${path}/*`],
    }),
  ];
};

export const switchRaisingStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'RaiseSwitches',
    actions: ['ssm:PutParameter'],
    resources: [`${arns(scope, stage).killSwitches()}/*`],
  }),
];

/** Who raised it goes into the audit list before it is deleted. */
export const switchLoweringStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'LowerSwitches',
    actions: ['ssm:DeleteParameter', 'ssm:GetParameterHistory'],
    resources: [`${arns(scope, stage).killSwitches()}/*`],
  }),
];
