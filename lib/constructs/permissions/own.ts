/** What our own actions may do: see the needs of `core/faults/squall`. Each change is held to the opt-in of what it changes. */
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { names } from '../../configuration/names.ts';
import { hostDocuments } from '../../documents/documents.ts';
import { optedIn } from './conditions.ts';

const revert = 'revert';

function places(scope: Construct, stage: string) {
  const { partition, region, account } = Stack.of(scope);
  const arn = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  return {
    instances: arn('ec2', 'instance/*'),
    document: (name: string) => arn('ssm', `document/${names.document(stage, name)}`),
    groups: arn('autoscaling', 'autoScalingGroup:*'),
    services: arn('ecs', 'service/*'),
    targetGroups: arn('elasticloadbalancing', 'targetgroup/*'),
    securityGroups: arn('ec2', 'security-group/*'),
  };
}

/** Opted-in hosts, by the named documents and no other. */
const command = (scope: Construct, stage: string, documents: readonly string[]): readonly PolicyStatement[] => {
  const { instances, document } = places(scope, stage);
  return [
    new PolicyStatement({ actions: ['ssm:SendCommand'], resources: [instances], conditions: optedIn }),
    new PolicyStatement({ actions: ['ssm:SendCommand'], resources: documents.map(document) }),
  ];
};

const change = (scope: Construct, stage: string, ofTargets: string, ofRules: readonly string[]): PolicyStatement => {
  const { groups, services, targetGroups, securityGroups } = places(scope, stage);
  return new PolicyStatement({
    actions: ['autoscaling:UpdateAutoScalingGroup', 'ecs:UpdateService', ofTargets, ...ofRules],
    resources: [groups, services, targetGroups, securityGroups],
    conditions: optedIn,
  });
};

/** For the function that injects. */
export const ownStartStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => [
  ...command(
    scope,
    stage,
    hostDocuments.map(({ name }) => name).filter((name) => name !== revert),
  ),
  change(scope, stage, 'elasticloadbalancing:DeregisterTargets', [
    'ec2:RevokeSecurityGroupEgress',
    'ec2:RevokeSecurityGroupIngress',
  ]),
];

/** For whoever stops or undoes: to put right, and nothing that breaks. */
export const putBackStatements = (scope: Construct, stage: string): readonly PolicyStatement[] => [
  ...command(scope, stage, [revert]),
  new PolicyStatement({ actions: ['ssm:CancelCommand'], resources: ['*'] }),
  change(scope, stage, 'elasticloadbalancing:RegisterTargets', [
    'ec2:AuthorizeSecurityGroupEgress',
    'ec2:AuthorizeSecurityGroupIngress',
  ]),
];

/** Whether they hold: what was sent, and how their targets look. */
export const ownWatchStatements = (): readonly PolicyStatement[] => [
  new PolicyStatement({
    actions: [
      'autoscaling:DescribeAutoScalingGroups',
      'ec2:DescribeInstances',
      'ec2:DescribeSecurityGroupRules',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSubnets',
      'ecs:DescribeServices',
      'elasticloadbalancing:DescribeTargetGroups',
      'elasticloadbalancing:DescribeTargetHealth',
      'ssm:DescribeInstanceInformation',
      'ssm:ListCommandInvocations',
      'ssm:ListCommands',
    ],
    resources: ['*'],
  }),
];
