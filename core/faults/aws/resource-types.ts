/** Resource types of AWS FIS. Source: AWS FIS user guide, "Targets"; ARNs: the service authorization reference. */
import type { ResourceType } from '../resource-type.ts';

const zone = {
  name: 'availabilityZoneIdentifier',
  type: 'text',
  required: false,
  doc: 'name or id of the zone that it stands in',
} as const;

export const awsResourceTypes: readonly ResourceType[] = [
  {
    type: 'ec2:instance',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: 'arn:{partition}:ec2:{region}:{account}:instance/*',
    example: 'i-0123456789abcdef0',
  },
  {
    type: 'ec2:autoscaling-group',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: 'arn:{partition}:autoscaling:{region}:{account}:autoScalingGroup:*',
    example: '11111111-2222-3333-4444-555555555555:autoScalingGroupName/web',
  },
  {
    type: 'ec2:subnet',
    chosenBy: ['arns', 'tags', 'filters', 'parameters'],
    parameters: [zone, { name: 'vpc', type: 'text', required: false, doc: 'id of the VPC that it is of' }],
    arn: 'arn:{partition}:ec2:{region}:{account}:subnet/*',
    example: 'subnet-0123456789abcdef0',
  },
  {
    type: 'lambda:function',
    chosenBy: ['arns', 'tags', 'parameters'],
    parameters: [
      {
        name: 'functionQualifier',
        type: 'text',
        required: false,
        doc: 'version or alias of the function; all of them when it is left out',
      },
    ],
    arn: 'arn:{partition}:lambda:{region}:{account}:function:*',
    example: 'checkout',
  },
  {
    type: 'rds:cluster',
    chosenBy: ['arns', 'tags', 'filters', 'parameters'],
    parameters: [
      {
        name: 'writerAvailabilityZoneIdentifiers',
        type: 'list',
        required: false,
        doc: 'zones that the writer stands in',
      },
    ],
    arn: 'arn:{partition}:rds:{region}:{account}:cluster:*',
    example: 'orders',
  },
  {
    type: 'rds:db',
    chosenBy: ['arns', 'tags', 'filters', 'parameters'],
    parameters: [
      {
        name: 'availabilityZoneIdentifiers',
        type: 'list',
        required: false,
        doc: 'zones that the instance stands in',
      },
    ],
    arn: 'arn:{partition}:rds:{region}:{account}:db:*',
    example: 'orders-1',
  },
];
