/** Source: AWS FIS actions reference, network actions. */
import type { FaultDefinition } from '../definition.ts';
import { findByTags, looking, readPrefixLists } from './looking.ts';
import { routesOfFis, securityGroupsOfFis, swapNetworkAcls } from './network-needs.ts';
import { fisDuration, fisFaults } from './of-fis.ts';
import { region } from './parameters.ts';

const subnets = { Subnets: { type: 'ec2:subnet' } };
const residents = { counts: 'residents', types: ['ec2:instance', 'rds:db'] } as const;

/** The prefix lists behind a scope that is a service, or one of the user's. */
const prefixLists = ['dynamodb', 'prefix-list', 's3', 's3express'].map((scope) => ({
  ...readPrefixLists,
  when: { parameter: 'scope', is: scope },
}));

export const network: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:network:disrupt-connectivity',
    summary: 'denies the subnets’ traffic of the chosen scope by swapping their network ACLs',
    targets: subnets,
    reach: residents,
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
      {
        what: 'traffic within a subnet is let through, whatever the scope',
        answer: 'an experiment that means the machines themselves stops them, or drops packets on them',
      },
    ],
    needs: [...swapNetworkAcls, ...prefixLists],
    examples: {
      minimal: { duration: 'PT5M', scope: 'all' },
      maximal: { duration: 'PT10M', scope: 'prefix-list', prefixListIdentifier: 'pl-0123456789abcdef0' },
    },
  },
  {
    id: 'aws:network:disrupt-vpc-endpoint',
    summary: 'denies all traffic of the interface endpoints by swapping their security groups',
    targets: { VPCEndpoints: { type: 'ec2:vpc-endpoint' } },
    reach: { counts: 'members' },
    parameters: [fisDuration('how long the traffic is denied')],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [
      {
        by: 'provider',
        how: 'FIS puts the endpoints’ own security groups back after the duration, or when it is stopped',
      },
    ],
    undoTime: 120_000,
    holes: [
      {
        what: 'an endpoint changed by others meanwhile is not restored, and FIS leaves its own security group on it',
        answer: 'the endpoints are compared with the snapshot, and a difference is told as drifted',
      },
    ],
    needs: securityGroupsOfFis,
    examples: { minimal: { duration: 'PT5M' }, maximal: { duration: 'PT12H' } },
  },
  {
    id: 'aws:network:route-table-disrupt-cross-region-connectivity',
    summary: 'denies the subnets’ traffic to another Region by swapping their route tables',
    targets: subnets,
    reach: residents,
    parameters: [region('Region that cannot be reached'), fisDuration('how long it cannot')],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [
      { by: 'provider', how: 'FIS puts the subnets’ own route tables back after the duration, or when it is stopped' },
    ],
    undoTime: 300_000,
    holes: [
      {
        what: 'it needs a quota of 250 routes a route table (350 for us-east-1) above what stands there',
        answer: 'FIS refuses without it, and the run ends without having broken anything',
      },
      {
        what: 'routes changed by others meanwhile are not carried over',
        answer: 'a person who changes routes during a run is told of it by their own change control; nothing is merged',
      },
    ],
    needs: routesOfFis,
    examples: {
      minimal: { region: 'eu-west-1', duration: 'PT5M' },
      maximal: { region: 'us-east-1', duration: 'PT12H' },
    },
  },
  {
    id: 'aws:network:transit-gateway-disrupt-cross-region-connectivity',
    summary: 'denies traffic to another Region over the transit gateways’ peerings',
    targets: { TransitGateways: { type: 'ec2:transit-gateway' } },
    reach: { counts: 'nothing', why: 'nothing that serves is taken away; only the way to the other Region is' },
    parameters: [region('Region that cannot be reached'), fisDuration('how long it cannot')],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [
      {
        by: 'provider',
        how: 'FIS associates the peerings’ route tables again after the duration, or when it is stopped',
      },
    ],
    undoTime: 300_000,
    holes: [],
    needs: [
      {
        sid: 'DisconnectPeerings',
        actions: ['ec2:AssociateTransitGatewayRouteTable', 'ec2:DisassociateTransitGatewayRouteTable'],
        resources: [
          'arn:{partition}:ec2:{region}:{account}:transit-gateway-attachment/*',
          'arn:{partition}:ec2:{region}:{account}:transit-gateway-route-table/*',
        ],
        optIn: { cannot: 'the resources are attachments and route tables; the gateway itself is not among them' },
      },
      looking(
        'LookAtTransitGateways',
        'ec2:DescribeTransitGatewayAttachments',
        'ec2:DescribeTransitGatewayPeeringAttachments',
        'ec2:DescribeTransitGateways',
      ),
      findByTags,
    ],
    examples: {
      minimal: { region: 'eu-west-1', duration: 'PT5M' },
      maximal: { region: 'us-east-1', duration: 'PT12H' },
    },
  },
]);
