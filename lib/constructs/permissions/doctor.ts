/** What the doctor may do: look at groups, keep its notes, store the definition of a run and start it. What replaces is the run. */
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

export const wardStatements = (): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'LookAtMembers',
    actions: [
      'autoscaling:DescribeAutoScalingGroups',
      'ec2:DescribeAvailabilityZones',
      'ec2:DescribeInstanceStatus',
      'ec2:DescribeInstances',
      'elasticloadbalancing:DescribeTargetHealth',
    ],
    resources: ['*'],
  }),
];
