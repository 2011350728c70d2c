/** Making FIS start, and making it stop. Apart, so that who may stop cannot start. */
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { arns } from '../arns.ts';
import { markedAsOurs, ours, passedTo } from './conditions.ts';

/**
 * What the function Inject needs beside its looking. A retried call finds its template and experiment by their tags.
 * @param faultRoles ARNs of the roles that it may have FIS act as: none where no experiment acts
 * @param regions beside the stack's own that it may have FIS act in
 */
export function startStatements(
  scope: Construct,
  stage: string,
  faultRoles: readonly string[],
  regions: readonly string[] = [],
): readonly PolicyStatement[] {
  const { fis } = arns(scope, stage, regions);
  return [
    new PolicyStatement({
      sid: 'MakeTemplatesOfOurs',
      actions: ['fis:CreateExperimentTemplate', 'fis:TagResource'],
      resources: fis('experiment-template'),
      conditions: markedAsOurs,
    }),
    new PolicyStatement({
      sid: 'MakeTemplatesOfActions',
      actions: ['fis:CreateExperimentTemplate'],
      resources: fis('action'),
    }),
    new PolicyStatement({
      sid: 'StartTemplatesOfOurs',
      actions: ['fis:StartExperiment'],
      resources: fis('experiment-template'),
      conditions: ours,
    }),
    new PolicyStatement({
      sid: 'StartExperimentsOfOurs',
      actions: ['fis:StartExperiment', 'fis:TagResource'],
      resources: fis('experiment'),
      conditions: markedAsOurs,
    }),
    ...(faultRoles.length === 0
      ? []
      : [
          new PolicyStatement({
            sid: 'LetFisBreak',
            actions: ['iam:PassRole'],
            resources: [...faultRoles],
            conditions: passedTo('fis.amazonaws.com'),
          }),
        ]),
  ];
}

/** Looking at faults of ours. */
export const faultWatchStatements = (_scope: Construct): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'FindFaults',
    actions: [
      'fis:GetExperiment',
      'fis:GetExperimentTemplate',
      'fis:ListExperimentResolvedTargets',
      'fis:ListExperimentTemplates',
      'fis:ListExperiments',
      'fis:ListTagsForResource',
    ],
    resources: ['*'],
  }),
];

/** Reading templates that others made, to plan by what they would do. They are never started. */
export const templateStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'ReadTemplates',
    actions: ['fis:GetExperimentTemplate'],
    resources: arns(scope, stage).fis('experiment-template'),
  }),
];

/** How many there are, whoever started them: FIS takes five at once. */
export const countStatements = (): readonly PolicyStatement[] => [
  new PolicyStatement({ sid: 'CountFaults', actions: ['fis:ListExperiments'], resources: ['*'] }),
];

/** Ending faults of ours. @param regions beside the stack's own that they may be in */
export const stopStatements = (
  scope: Construct,
  stage: string,
  regions: readonly string[] = [],
): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'StopFaultsOfOurs',
    actions: ['fis:StopExperiment'],
    resources: arns(scope, stage, regions).fis('experiment'),
    conditions: ours,
  }),
];
