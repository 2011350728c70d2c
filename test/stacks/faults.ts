/** What FIS may do in our name, action by action: all that each of them asks for, and nothing that none does. */
import { expect, test } from 'vitest';
import { catalogue } from '../../core/faults/catalogue.ts';
import { statementsIn } from './statements.ts';
import { everything, synthesized } from './synthesized.ts';

const disconnecting = [
  'ec2:CreateNetworkAcl',
  'ec2:CreateNetworkAclEntry',
  'ec2:CreateTags',
  'ec2:DeleteNetworkAcl',
  'ec2:DescribeManagedPrefixLists',
  'ec2:DescribeNetworkAcls',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'ec2:GetManagedPrefixListEntries',
  'ec2:ReplaceNetworkAclAssociation',
];
const functions = ['lambda:GetFunction', 's3:PutObject', 's3:DeleteObject', 'tag:GetResources'];

/** Source: AWS FIS actions reference, "Permissions" of each action, with what resolves its targets. */
const asked: Readonly<Record<string, readonly string[]>> = {
  'aws:ec2:stop-instances': ['ec2:StopInstances', 'ec2:StartInstances', 'ec2:DescribeInstances', 'kms:CreateGrant'],
  'aws:ec2:terminate-instances': ['ec2:TerminateInstances', 'ec2:DescribeInstances'],
  'aws:ec2:reboot-instances': ['ec2:RebootInstances', 'ec2:DescribeInstances'],
  'aws:ec2:asg-insufficient-instance-capacity-error': ['ec2:InjectApiError', 'autoscaling:DescribeAutoScalingGroups'],
  'aws:network:disrupt-connectivity': disconnecting,
  'aws:ssm:send-command': ['ssm:SendCommand', 'ssm:ListCommands', 'ssm:CancelCommand', 'ec2:DescribeInstances'],
  'aws:lambda:invocation-add-delay': functions,
  'aws:lambda:invocation-error': functions,
  'aws:rds:failover-db-cluster': ['rds:FailoverDBCluster', 'rds:DescribeDBClusters', 'tag:GetResources'],
  'aws:rds:reboot-db-instances': ['rds:RebootDBInstance', 'rds:DescribeDBInstances', 'tag:GetResources'],
  'aws:fis:wait': [],
};

const templates = synthesized(everything);
const role = (of: 'experiments' | 'target-account', from = templates) =>
  statementsIn(from[of]!).filter((statement) => statement.of === 'role squall-staging-faults');

test('every action of FIS is granted what it asks for, here and in other accounts', () => {
  // Ours are done by the function that injects, and asked for there.
  const ofFis = catalogue.filter(({ provider }) => provider === 'fis');
  expect(ofFis.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(asked)));
  const wanted = [...new Set(Object.values(asked).flat())].sort();
  for (const of of ['experiments', 'target-account'] as const)
    expect([...new Set(role(of).flatMap(({ actions }) => actions))].sort()).toEqual(wanted);
});

test('functions are broken only where their folder is named, and looked at only when they have opted in', () => {
  const words = role('experiments').filter(({ actions }) => actions.includes('s3:PutObject'));
  expect(words.flatMap(({ resources }) => resources)).toEqual(['arn:aws:s3:::squall-faults/FisConfigs/*']);
  const [look] = role('experiments').filter(({ actions }) => actions.includes('lambda:GetFunction'));
  expect(look!.condition.StringEquals).toEqual({ 'aws:ResourceTag/resilience:fis-enabled': 'true' });
  const { lambdaFaults: _, ...without } = everything;
  const granted = role('experiments', synthesized(without)).flatMap(({ actions }) => actions);
  expect(granted).toContain('ec2:StopInstances');
  expect(granted.filter((action) => /^(?:s3|lambda):/.test(action))).toEqual([]);
});

test('whoever starts instances again may do so with encrypted volumes, and uses the key for nothing else', () => {
  const starting = Object.values(templates)
    .flatMap(statementsIn)
    .filter(({ of, actions }) => of.startsWith('role') && actions.includes('ec2:StartInstances'));
  const granting = Object.values(templates)
    .flatMap(statementsIn)
    .filter(({ of, actions }) => of.startsWith('role') && actions.includes('kms:CreateGrant'));
  expect(new Set(granting.map(({ of }) => of))).toEqual(new Set(starting.map(({ of }) => of)));
  for (const { condition } of granting)
    expect(condition).toMatchObject({
      StringEquals: { 'kms:ViaService': expect.stringMatching(/^ec2\./) },
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
    });
});
