/** Source: AWS FIS actions reference, network actions. */
import { type FaultDefinition, fisDuration, fisPrice } from '../definition.ts';

export const network: readonly FaultDefinition[] = [
  {
    id: 'aws:network:disrupt-connectivity',
    family: 'network',
    provider: 'fis',
    summary: 'denies the subnets’ traffic of the chosen scope by swapping their network ACLs',
    targets: { Subnets: 'ec2:subnet' },
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
    holes: ['a network ACL changed by others meanwhile is not merged'],
    pricePerActionMinute: fisPrice,
  },
];
