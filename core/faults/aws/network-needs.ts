/**
 * What FIS must be let do to swap network ACLs, security groups and route tables: it makes its
 * own, marked `managedByFIS`, puts them before the targets, and takes them away again.
 * Source: AWS FIS actions reference, and AWSFaultInjectionSimulatorNetworkAccess.
 */
import type { FaultNeed } from '../need.ts';
import { looking, readPrefixLists } from './looking.ts';

const ec2 = (resource: string) => `arn:{partition}:ec2:{region}:{account}:${resource}/*`;
const ofFis = { StringEquals: { 'aws:ResourceTag/managedByFIS': 'true' } };
const forFis = { StringEquals: { 'aws:RequestTag/managedByFIS': 'true' } };
const cannot = (why: string) => ({ optIn: { cannot: why } });
const own = cannot('it is FIS’s own: made in the run, marked managedByFIS');
const within = cannot(
  'nothing of it changes; what is made in it does nothing until the target, which opts in, is put on it',
);
const otherSide = cannot('it is one of two that are asked for; the target, which opts in, is the other');

/** Made with the mark, and tagged only while it is made. */
const made = (what: string, call: string, resource: string): readonly FaultNeed[] => [
  { sid: `Make${what}`, actions: [`ec2:${call}`], resources: [ec2(resource)], conditions: forFis, ...own },
  {
    sid: `Tag${what}`,
    actions: ['ec2:CreateTags'],
    resources: [ec2(resource)],
    conditions: { StringEquals: { 'ec2:CreateAction': call, ...forFis.StringEquals } },
    ...own,
  },
];

export const swapNetworkAcls: readonly FaultNeed[] = [
  ...made('NetworkAcls', 'CreateNetworkAcl', 'network-acl'),
  { sid: 'MakeNetworkAclsIn', actions: ['ec2:CreateNetworkAcl'], resources: [ec2('vpc')], ...within },
  {
    sid: 'ChangeNetworkAclsOfFis',
    actions: ['ec2:CreateNetworkAclEntry', 'ec2:DeleteNetworkAcl'],
    resources: [ec2('network-acl')],
    conditions: ofFis,
    ...own,
  },
  // Both sides are asked for: the subnet's is the one that opts in, and either ACL may be the old one.
  { sid: 'DisconnectOptedInSubnets', actions: ['ec2:ReplaceNetworkAclAssociation'], target: 'Subnets' },
  {
    sid: 'DisconnectByNetworkAcls',
    actions: ['ec2:ReplaceNetworkAclAssociation'],
    resources: [ec2('network-acl')],
    ...otherSide,
  },
  looking('LookAtNetwork', 'ec2:DescribeNetworkAcls', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'),
];

export const securityGroupsOfFis: readonly FaultNeed[] = [
  ...made('SecurityGroups', 'CreateSecurityGroup', 'security-group'),
  { sid: 'MakeSecurityGroupsIn', actions: ['ec2:CreateSecurityGroup'], resources: [ec2('vpc')], ...within },
  {
    sid: 'ChangeSecurityGroupsOfFis',
    actions: ['ec2:DeleteSecurityGroup', 'ec2:RevokeSecurityGroupEgress'],
    resources: [ec2('security-group')],
    conditions: ofFis,
    ...own,
  },
  {
    sid: 'CloseOptedInEndpoints',
    actions: ['ec2:ModifyVpcEndpoint', 'vpce:AllowMultiRegion'],
    target: 'VPCEndpoints',
  },
  // Either group may be the endpoint's own.
  {
    sid: 'CloseBySecurityGroups',
    actions: ['ec2:ModifyVpcEndpoint'],
    resources: [ec2('security-group')],
    ...otherSide,
  },
  looking('LookAtEndpoints', 'ec2:DescribeSecurityGroups', 'ec2:DescribeVpcEndpoints'),
];

export const routesOfFis: readonly FaultNeed[] = [
  ...made('RouteTables', 'CreateRouteTable', 'route-table'),
  { sid: 'MakeRouteTablesIn', actions: ['ec2:CreateRouteTable'], resources: [ec2('vpc')], ...within },
  ...made('Interfaces', 'CreateNetworkInterface', 'network-interface'),
  { sid: 'MakeInterfacesIn', actions: ['ec2:CreateNetworkInterface'], target: 'Subnets' },
  {
    sid: 'MakeInterfacesWith',
    actions: ['ec2:CreateNetworkInterface'],
    resources: [ec2('security-group')],
    ...otherSide,
  },
  ...made('PrefixLists', 'CreateManagedPrefixList', 'prefix-list'),
  {
    sid: 'ChangeRoutesOfFis',
    actions: ['ec2:CreateRoute', 'ec2:DeleteRouteTable'],
    resources: [ec2('route-table')],
    conditions: ofFis,
    ...own,
  },
  {
    sid: 'RemoveInterfacesOfFis',
    actions: ['ec2:DeleteNetworkInterface'],
    resources: [ec2('network-interface')],
    conditions: ofFis,
    ...own,
  },
  {
    sid: 'ChangePrefixListsOfFis',
    actions: ['ec2:DeleteManagedPrefixList', 'ec2:ModifyManagedPrefixList'],
    resources: [ec2('prefix-list')],
    conditions: ofFis,
    ...own,
  },
  {
    sid: 'RerouteOptedInSubnets',
    actions: ['ec2:AssociateRouteTable', 'ec2:DisassociateRouteTable', 'ec2:ReplaceRouteTableAssociation'],
    target: 'Subnets',
  },
  {
    sid: 'RerouteByRouteTables',
    actions: ['ec2:AssociateRouteTable', 'ec2:ReplaceRouteTableAssociation'],
    resources: [ec2('route-table')],
    ...otherSide,
  },
  {
    sid: 'RerouteFromRouteTablesOfFis',
    actions: ['ec2:DisassociateRouteTable', 'ec2:ModifyVpcEndpoint'],
    resources: [ec2('route-table')],
    conditions: ofFis,
    ...own,
  },
  {
    sid: 'RouteToEndpoints',
    actions: ['ec2:ModifyVpcEndpoint'],
    resources: [ec2('vpc-endpoint')],
    ...cannot('gateway endpoints of the VPC are put on FIS’s route table, and taken off it again'),
  },
  readPrefixLists,
  looking(
    'LookAtRoutes',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeRouteTables',
    'ec2:DescribeSubnets',
    'ec2:DescribeVpcPeeringConnections',
    'ec2:DescribeVpcs',
  ),
];
