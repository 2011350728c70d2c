/** Source: AWS FIS actions reference, network actions. */
import type { FaultDefinition } from '../definition.ts';
import type { FaultNeed } from '../need.ts';
import { fisDuration, fisFaults } from './of-fis.ts';

const networkAcls = 'arn:{partition}:ec2:{region}:{account}:network-acl/*';
const byFis = { StringEquals: { 'aws:ResourceTag/managedByFIS': 'true' } };

/** FIS makes a network ACL of its own, puts it before the subnets, and takes both back. */
const swapNetworkAcls: readonly FaultNeed[] = [
  {
    sid: 'MakeNetworkAcls',
    actions: ['ec2:CreateNetworkAcl'],
    resources: [networkAcls],
    conditions: { StringEquals: { 'aws:RequestTag/managedByFIS': 'true' } },
  },
  {
    sid: 'MakeNetworkAclsIn',
    actions: ['ec2:CreateNetworkAcl'],
    resources: ['arn:{partition}:ec2:{region}:{account}:vpc/*'],
  },
  {
    sid: 'TagNetworkAcls',
    actions: ['ec2:CreateTags'],
    resources: [networkAcls],
    conditions: { StringEquals: { 'ec2:CreateAction': 'CreateNetworkAcl', 'aws:RequestTag/managedByFIS': 'true' } },
  },
  {
    sid: 'ChangeNetworkAclsOfFis',
    actions: ['ec2:CreateNetworkAclEntry', 'ec2:DeleteNetworkAcl'],
    resources: [networkAcls],
    conditions: byFis,
  },
  // Both sides are asked for: the subnet's is the one that opts in, and either ACL may be the old one.
  { sid: 'DisconnectOptedInSubnets', actions: ['ec2:ReplaceNetworkAclAssociation'], target: 'Subnets' },
  { sid: 'DisconnectByNetworkAcls', actions: ['ec2:ReplaceNetworkAclAssociation'], resources: [networkAcls] },
  {
    sid: 'LookAtNetwork',
    actions: ['ec2:DescribeNetworkAcls', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
    resources: ['*'],
  },
];

/** The prefix lists behind a scope that is a service, or one of the user's. */
const readPrefixLists = ['dynamodb', 'prefix-list', 's3', 's3express'].map((scope) => ({
  sid: 'ReadPrefixLists',
  actions: ['ec2:DescribeManagedPrefixLists', 'ec2:GetManagedPrefixListEntries'],
  resources: ['*'],
  when: { parameter: 'scope', is: scope },
}));

export const network: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:network:disrupt-connectivity',
    summary: 'denies the subnets’ traffic of the chosen scope by swapping their network ACLs',
    targets: { Subnets: { type: 'ec2:subnet' } },
    reach: { counts: 'residents', types: ['ec2:instance', 'rds:db'] },
    parameters: [
      fisDuration('how long the traffic is denied'),
      {
        name: 'scope',
        type: 'text',
        required: true,
        allowed: ['all', 'availability-zone', 'dynamodb', 'prefix-list', 's3', 's3express', 'vpc'],
        doc: 'which traffic is denied',
      },
      {
        name: 'prefixListIdentifier',
        type: 'text',
        required: false,
        requiredWith: { parameter: 'scope', is: 'prefix-list' },
        doc: 'the prefix list, with scope prefix-list',
      },
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [
      { by: 'provider', how: 'FIS puts the subnets’ own network ACLs back after the duration, or when it is stopped' },
    ],
    undoTime: 120_000,
    holes: [
      {
        what: 'a network ACL changed by others meanwhile is not merged',
        answer: 'the subnets’ network ACLs are compared with the snapshot, and a difference is told as drifted',
      },
    ],
    needs: [...swapNetworkAcls, ...readPrefixLists],
    examples: {
      minimal: { duration: 'PT5M', scope: 'all' },
      maximal: { duration: 'PT10M', scope: 'prefix-list', prefixListIdentifier: 'pl-0123456789abcdef0' },
    },
  },
]);
