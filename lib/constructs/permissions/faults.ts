/**
 * What FIS may do in our name: the only permissions of the platform that break anything,
 * action by action of the catalogue. Source: AWS FIS actions reference and the managed
 * policies AWSFaultInjectionSimulator*Access.
 */
import { Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { optedIn } from './conditions.ts';
import { startEncrypted } from './encrypted-volumes.ts';

const madeByFis = { 'aws:ResourceTag/managedByFIS': 'true' };

/** The documents of FIS that `aws:ssm:send-command` may run. No other document can. */
export const faultDocuments = [
  'CPU-Stress',
  'Disk-Fill',
  'IO-Stress',
  'Kill-Process',
  'Memory-Stress',
  'Network-Blackhole-Port',
  'Network-Latency',
  'Network-Latency-Sources',
  'Network-Packet-Loss',
  'Network-Packet-Loss-Sources',
].map((name) => `AWSFIS-Run-${name}`);

/** @param lambdaFaults folder that the FIS extension for Lambda reads */
export function faultStatements(scope: Construct, lambdaFaults?: string): readonly PolicyStatement[] {
  const { partition, region, account } = Stack.of(scope);
  const arn = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const vpcOf = (resource: string) => arn('ec2', resource);
  return [
    new PolicyStatement({
      sid: 'BreakOptedInInstances',
      actions: ['ec2:StopInstances', 'ec2:StartInstances', 'ec2:RebootInstances', 'ec2:TerminateInstances'],
      resources: [vpcOf('instance/*')],
      conditions: optedIn,
    }),
    startEncrypted(scope),
    ...(lambdaFaults === undefined ? [] : functionStatements(scope, lambdaFaults)),
    new PolicyStatement({
      sid: 'BreakOptedInDatabases',
      actions: ['rds:FailoverDBCluster', 'rds:RebootDBInstance'],
      resources: [arn('rds', 'cluster:*'), arn('rds', 'db:*')],
      conditions: optedIn,
    }),
    new PolicyStatement({
      sid: 'CommandOptedInInstances',
      actions: ['ssm:SendCommand'],
      resources: [vpcOf('instance/*')],
      conditions: optedIn,
    }),
    new PolicyStatement({
      sid: 'CommandByNamedDocuments',
      actions: ['ssm:SendCommand'],
      resources: faultDocuments.map((name) => `arn:${partition}:ssm:${region}::document/${name}`),
    }),
    new PolicyStatement({
      sid: 'CancelCommands',
      actions: ['ssm:CancelCommand', 'ssm:ListCommands'],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'RefuseLaunches',
      actions: ['ec2:InjectApiError'],
      resources: ['*'],
      conditions: {
        'ForAllValues:StringEquals': { 'ec2:FisActionId': ['aws:ec2:asg-insufficient-instance-capacity-error'] },
        Null: { 'ec2:FisActionId': 'false' },
      },
    }),
    new PolicyStatement({
      sid: 'MakeNetworkAcls',
      actions: ['ec2:CreateNetworkAcl'],
      resources: [vpcOf('network-acl/*')],
      conditions: { StringEquals: { 'aws:RequestTag/managedByFIS': 'true' } },
    }),
    new PolicyStatement({ sid: 'MakeNetworkAclsIn', actions: ['ec2:CreateNetworkAcl'], resources: [vpcOf('vpc/*')] }),
    new PolicyStatement({
      sid: 'TagNetworkAcls',
      actions: ['ec2:CreateTags'],
      resources: [vpcOf('network-acl/*')],
      conditions: {
        StringEquals: { 'ec2:CreateAction': 'CreateNetworkAcl', 'aws:RequestTag/managedByFIS': 'true' },
      },
    }),
    new PolicyStatement({
      sid: 'ChangeNetworkAclsOfFis',
      actions: ['ec2:CreateNetworkAclEntry', 'ec2:DeleteNetworkAcl'],
      resources: [vpcOf('network-acl/*')],
      conditions: { StringEquals: madeByFis },
    }),
    // Both sides are asked for: the subnet's is the one that opts in, and either ACL may be the old one.
    new PolicyStatement({
      sid: 'DisconnectOptedInSubnets',
      actions: ['ec2:ReplaceNetworkAclAssociation'],
      resources: [vpcOf('subnet/*')],
      conditions: optedIn,
    }),
    new PolicyStatement({
      sid: 'DisconnectByNetworkAcls',
      actions: ['ec2:ReplaceNetworkAclAssociation'],
      resources: [vpcOf('network-acl/*')],
    }),
    new PolicyStatement({
      sid: 'LookBeforeBreaking',
      actions: [
        'autoscaling:DescribeAutoScalingGroups',
        'ec2:DescribeInstances',
        'ec2:DescribeManagedPrefixLists',
        'ec2:DescribeNetworkAcls',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
        'ec2:GetManagedPrefixListEntries',
        'rds:DescribeDBClusters',
        'rds:DescribeDBInstances',
        'tag:GetResources',
      ],
      resources: ['*'],
    }),
  ];
}

/** FIS looks where a function's extension reads, which it does for opted-in ones only, and leaves word there. */
const functionStatements = (scope: Construct, location: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'FindOptedInFunctions',
    actions: ['lambda:GetFunction'],
    resources: [Stack.of(scope).formatArn({ service: 'lambda', resource: 'function:*' })],
    conditions: optedIn,
  }),
  new PolicyStatement({
    sid: 'LeaveWordForFunctions',
    actions: ['s3:PutObject', 's3:DeleteObject'],
    resources: [`${location}*`],
  }),
];

/** FIS alone may act so, for experiments of this account. */
export const fisConditions = {
  StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
  ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:fis:*:${Aws.ACCOUNT_ID}:experiment/*` },
};
