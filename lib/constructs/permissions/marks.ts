/** Tags on the resources that a run has chosen, where FIS takes no longer list, and clearing away what a fault leaves. */
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { awsResourceTypes } from '../../../core/faults/aws/resource-types.ts';
import { canMark } from '../../../core/faults/choosing.ts';
import { arns } from '../arns.ts';
import { optedIn, ours } from './conditions.ts';

/** Only tags of ours, and only on what has opted in. */
const chosen = { ...optedIn, 'ForAllValues:StringLike': { 'aws:TagKeys': ['squall:chosen-*'] } };

/** Service to what puts a tag on, and what takes it off. Source: the service authorization reference. */
const tagging: Readonly<Record<string, readonly [put: string, remove: string]>> = {
  directconnect: ['TagResource', 'UntagResource'],
  dynamodb: ['TagResource', 'UntagResource'],
  ec2: ['CreateTags', 'DeleteTags'],
  ecs: ['TagResource', 'UntagResource'],
  eks: ['TagResource', 'UntagResource'],
  elasticache: ['AddTagsToResource', 'RemoveTagsFromResource'],
  kinesis: ['AddTagsToStream', 'RemoveTagsFromStream'],
  lambda: ['TagResource', 'UntagResource'],
  rds: ['AddTagsToResource', 'RemoveTagsFromResource'],
};

/** Of AWS's own types, those that a run may mark. */
function markable(scope: Construct, regions: readonly string[]): string[] {
  const { partition, region, account } = Stack.of(scope);
  const fill = (arn: string) =>
    [region, ...regions].map((each) =>
      arn.replace('{partition}', partition).replace('{region}', each).replace('{account}', account),
    );
  return [...new Set(awsResourceTypes.filter(({ type }) => canMark(type)).flatMap(({ arn }) => fill(arn)))].sort();
}

const actions = (which: 0 | 1): string[] =>
  Object.entries(tagging).map(([service, names]) => `${service}:${names[which]}`);

/**
 * The tagging API asks for its own permission, and for that of the service whose resource it is.
 * @param regions beside the stack's own that faults may be in
 */
export const markStatements = (scope: Construct, regions: readonly string[] = []): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'MarkChosen',
    actions: actions(0),
    resources: markable(scope, regions),
    conditions: chosen,
  }),
  new PolicyStatement({ sid: 'MarkByTaggingApi', actions: ['tag:TagResources'], resources: ['*'] }),
];

/** Once a fault of FIS's is over: its template and its marks. */
export const clearStatements = (
  scope: Construct,
  stage: string,
  regions: readonly string[] = [],
): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'RemoveTemplatesOfOurs',
    actions: ['fis:DeleteExperimentTemplate'],
    resources: arns(scope, stage, regions).fis('experiment-template'),
    conditions: ours,
  }),
  new PolicyStatement({
    sid: 'UnmarkChosen',
    actions: actions(1),
    resources: markable(scope, regions),
    conditions: chosen,
  }),
  new PolicyStatement({ sid: 'UnmarkByTaggingApi', actions: ['tag:UntagResources'], resources: ['*'] }),
];
