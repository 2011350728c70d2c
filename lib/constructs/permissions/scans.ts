/** What a scan may do: read what there is, keep its own findings, tell owners. It can change nothing of anybody's. */
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { arns } from '../arns.ts';

export const inventoryStatements = (): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'LookAtInventory',
    actions: [
      'autoscaling:DescribeAutoScalingGroups',
      'cloudwatch:DescribeAlarms',
      'cloudwatch:GetMetricData',
      'dynamodb:DescribeContinuousBackups',
      'dynamodb:DescribeTable',
      'dynamodb:ListTables',
      'ec2:DescribeAvailabilityZones',
      'ec2:DescribeInstances',
      'elasticache:DescribeReplicationGroups',
      'elasticloadbalancing:DescribeLoadBalancerAttributes',
      'elasticloadbalancing:DescribeLoadBalancers',
      'elasticloadbalancing:DescribeTags',
      'elasticloadbalancing:DescribeTargetGroupAttributes',
      'elasticloadbalancing:DescribeTargetGroups',
      'elasticloadbalancing:DescribeTargetHealth',
      'lambda:ListEventSourceMappings',
      'lambda:ListFunctionEventInvokeConfigs',
      'lambda:ListFunctions',
      'rds:DescribeDBClusters',
      'rds:DescribeDBInstances',
      'tag:GetResources',
    ],
    resources: ['*'],
  }),
];

/** Items of the history table by their partitions: a scan can neither read nor write a run. */
export const partitionStatements = (
  scope: Construct,
  stage: string,
  partitions: readonly string[],
): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'KeepOwnItems',
    actions: ['dynamodb:PutItem', 'dynamodb:Query'],
    resources: [arns(scope, stage).table()],
    conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [...partitions] } },
  }),
];

export const ownerNoticeStatements = (topic: ITopic): readonly PolicyStatement[] => [
  new PolicyStatement({ sid: 'TellOwners', actions: ['sns:Publish'], resources: [topic.topicArn] }),
];
