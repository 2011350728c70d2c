/** Resource types that our own actions take and FIS does not. ARNs: the service authorization reference. */
import type { ResourceType } from '../resource-type.ts';

export const serviceTypes: readonly ResourceType[] = [
  {
    type: 'ec2:security-group',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: 'arn:{partition}:ec2:{region}:{account}:security-group/*',
    example: 'sg-0123456789abcdef0',
  },
  {
    type: 'ecs:service',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: 'arn:{partition}:ecs:{region}:{account}:service/*',
    example: 'shop/checkout',
  },
];
