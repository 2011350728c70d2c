/** What planning a monkey's day may do beside looking and keeping its records: set schedules that begin runs. */
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { arns } from '../arns.ts';
import { passedTo } from './conditions.ts';

export const killScheduleStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'SetKills',
    actions: ['scheduler:CreateSchedule'],
    resources: [arns(scope, stage).kills()],
  }),
  new PolicyStatement({
    sid: 'LetKillsCall',
    actions: ['iam:PassRole'],
    resources: [arns(scope, stage).killRole()],
    conditions: passedTo('scheduler.amazonaws.com'),
  }),
];

/** Roles that look, in other accounts, by exact ARN. */
export const lookingElsewhere = (roles: readonly string[]): readonly PolicyStatement[] =>
  roles.length === 0
    ? []
    : [new PolicyStatement({ sid: 'ActInOtherAccounts', actions: ['sts:AssumeRole'], resources: [...roles] })];
