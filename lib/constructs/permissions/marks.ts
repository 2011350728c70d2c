/** Tags on the resources that a run has chosen, where FIS takes no longer list, and clearing away what a fault leaves. */
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { arns } from '../arns.ts';
import { optedIn, ours } from './conditions.ts';
import { requestClearStatements } from './requests.ts';

/** Only tags of ours, and only on what has opted in. */
const chosen = { ...optedIn, 'ForAllValues:StringLike': { 'aws:TagKeys': ['squall:chosen-*'] } };

function markable(scope: Construct): string[] {
  const { partition, region, account } = Stack.of(scope);
  const arn = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  return [
    arn('ec2', 'instance/*'),
    arn('ec2', 'subnet/*'),
    arn('lambda', 'function:*'),
    arn('rds', 'cluster:*'),
    arn('rds', 'db:*'),
  ];
}

/** The tagging API asks for its own permission, and for that of the service whose resource it is. */
export const markStatements = (scope: Construct): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'MarkChosen',
    actions: ['ec2:CreateTags', 'lambda:TagResource', 'rds:AddTagsToResource'],
    resources: markable(scope),
    conditions: chosen,
  }),
  new PolicyStatement({ sid: 'MarkByTaggingApi', actions: ['tag:TagResources'], resources: ['*'] }),
];

/** Once a fault is over: its template and its marks, or its words. */
export const clearStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'RemoveTemplatesOfOurs',
    actions: ['fis:DeleteExperimentTemplate'],
    resources: [arns(scope, stage).fis('experiment-template')],
    conditions: ours,
  }),
  new PolicyStatement({
    sid: 'UnmarkChosen',
    actions: ['ec2:DeleteTags', 'lambda:UntagResource', 'rds:RemoveTagsFromResource'],
    resources: markable(scope),
    conditions: chosen,
  }),
  new PolicyStatement({ sid: 'UnmarkByTaggingApi', actions: ['tag:UntagResources'], resources: ['*'] }),
  ...requestClearStatements(scope, stage),
];
