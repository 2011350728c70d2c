/** Resource types of AWS FIS. Source: AWS FIS user guide, "Targets"; ARNs: the service authorization reference. */
import type { ResourceType } from '../resource-type.ts';
import { awsDataTypes } from './resource-types-data.ts';
import { text } from './target-parameters.ts';

const zone = text('availabilityZoneIdentifier', 'name or id of the zone that it stands in');
const ec2 = (resource: string) => `arn:{partition}:ec2:{region}:{account}:${resource}/*`;

export const awsResourceTypes: readonly ResourceType[] = [
  {
    type: 'arc:zonal-shift-managed-resource',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: 'arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/*',
    others: [
      'arn:{partition}:autoscaling:{region}:{account}:autoScalingGroup:*',
      'arn:{partition}:eks:{region}:{account}:cluster/*',
    ],
    example: 'app/shop/0123456789abcdef',
  },
  {
    type: 'directconnect:virtual-interface',
    chosenBy: ['arns', 'tags'],
    parameters: [],
    arn: 'arn:{partition}:directconnect:{region}:{account}:dxvif/*',
    example: 'dxvif-0123456',
  },
  {
    type: 'ec2:autoscaling-group',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: 'arn:{partition}:autoscaling:{region}:{account}:autoScalingGroup:*',
    example: '11111111-2222-3333-4444-555555555555:autoScalingGroupName/web',
  },
  {
    type: 'ec2:ebs-volume',
    chosenBy: ['arns', 'tags', 'filters', 'parameters'],
    parameters: [zone],
    arn: ec2('volume'),
    example: 'vol-0123456789abcdef0',
  },
  {
    type: 'ec2:instance',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: ec2('instance'),
    example: 'i-0123456789abcdef0',
  },
  {
    type: 'ec2:spot-instance',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: ec2('instance'),
    example: 'i-0123456789abcdef0',
  },
  {
    type: 'ec2:subnet',
    chosenBy: ['arns', 'tags', 'filters', 'parameters'],
    parameters: [zone, text('vpc', 'id of the VPC that it is of')],
    arn: ec2('subnet'),
    example: 'subnet-0123456789abcdef0',
  },
  {
    type: 'ec2:transit-gateway',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: ec2('transit-gateway'),
    example: 'tgw-0123456789abcdef0',
  },
  {
    type: 'ec2:vpc-endpoint',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: ec2('vpc-endpoint'),
    example: 'vpce-0123456789abcdef0',
  },
  {
    type: 'ecs:cluster',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: 'arn:{partition}:ecs:{region}:{account}:cluster/*',
    example: 'shop',
  },
  {
    type: 'ecs:task',
    chosenBy: ['arns', 'tags', 'filters', 'parameters'],
    parameters: [text('cluster', 'cluster that it runs in'), text('service', 'service of the cluster that it is of')],
    arn: 'arn:{partition}:ecs:{region}:{account}:task/*',
    example: 'shop/0123456789abcdef0123456789abcdef',
  },
  {
    type: 'eks:cluster',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: 'arn:{partition}:eks:{region}:{account}:cluster/*',
    example: 'shop',
  },
  {
    type: 'eks:nodegroup',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: 'arn:{partition}:eks:{region}:{account}:nodegroup/*',
    example: 'shop/web/01234567-89ab-cdef-0123-456789abcdef',
  },
  {
    // Kubernetes knows them, and AWS does not: this ARN is one of ours, made of where a pod is.
    type: 'eks:pod',
    chosenBy: ['parameters'],
    parameters: [
      text('clusterIdentifier', 'name or ARN of the cluster', true),
      text('namespace', 'namespace of Kubernetes', true),
      {
        ...text('selectorType', 'what selectorValue is', true),
        allowed: ['labelSelector', 'deploymentName', 'podName'],
      },
      text('selectorValue', 'labels, the name of a deployment, or of a pod', true),
      text('targetContainerName', 'container of the pod; its first when it is left out'),
      zone,
    ],
    arn: 'arn:{partition}:eks:{region}:{account}:pod/*',
    example: 'shop/checkout/web-5d4f8c7b9-x2x7k',
  },
  {
    type: 'iam:role',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: 'arn:{partition}:iam::{account}:role/*',
    example: 'shop-checkout',
  },
  {
    type: 'lambda:function',
    chosenBy: ['arns', 'tags', 'filters', 'parameters'],
    parameters: [text('functionQualifier', 'version or alias of the function; all of them when it is left out')],
    arn: 'arn:{partition}:lambda:{region}:{account}:function:*',
    example: 'checkout',
  },
  ...awsDataTypes,
];
