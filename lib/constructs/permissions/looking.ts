/** Reading the world: nothing here changes anything. Of these calls only those on the lever and on roles can be narrowed to a resource. */
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { arns } from '../arns.ts';

export const resourceStatements = (): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'LookAtResources',
    actions: [
      'arc-zonal-shift:ListManagedResources',
      'autoscaling:DescribeAutoScalingGroups',
      'ec2:DescribeAvailabilityZones',
      'ec2:DescribeInstanceStatus',
      'ec2:DescribeInstances',
      'ec2:DescribeNetworkAcls',
      'ec2:DescribeSecurityGroupRules',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSubnets',
      'ec2:DescribeTransitGateways',
      'ec2:DescribeVolumes',
      'ec2:DescribeVpcEndpoints',
      'ecs:DescribeClusters',
      'ecs:DescribeServices',
      'ecs:DescribeTasks',
      'ecs:ListClusters',
      'ecs:ListServices',
      'ecs:ListTasks',
      'eks:DescribeCluster',
      'eks:DescribeNodegroup',
      'eks:ListClusters',
      'eks:ListNodegroups',
      'elasticache:DescribeReplicationGroups',
      'elasticache:ListTagsForResource',
      'elasticloadbalancing:DescribeLoadBalancers',
      'elasticloadbalancing:DescribeTags',
      'elasticloadbalancing:DescribeTargetGroups',
      'elasticloadbalancing:DescribeTargetHealth',
      'globalaccelerator:ListAccelerators',
      'globalaccelerator:ListEndpointGroups',
      'globalaccelerator:ListListeners',
      'globalaccelerator:ListTagsForResource',
      'iam:GetRole',
      'lambda:GetFunctionConcurrency',
      'lambda:GetFunctionConfiguration',
      'lambda:ListFunctions',
      'rds:DescribeDBClusters',
      'rds:DescribeDBInstances',
      'rds:DescribeGlobalClusters',
      'route53-recovery-cluster:ListRoutingControls',
      'route53:GetHealthCheck',
      'route53:ListHealthChecks',
      'route53:ListHostedZones',
      'route53:ListResourceRecordSets',
      'route53:ListTagsForResources',
      'tag:GetResources',
    ],
    resources: ['*'],
  }),
];

export const metricStatements = (): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'LookAtMetrics',
    actions: ['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'],
    resources: ['*'],
  }),
];

/** The safety lever of the account: never to set it. @param regions beside the stack's own, each of which has one */
export const leverStatements = (
  scope: Construct,
  stage: string,
  regions: readonly string[] = [],
): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'LookAtLever',
    actions: ['fis:GetSafetyLever'],
    resources: arns(scope, stage, regions).lever(),
  }),
];

/** What FIS takes in the account: quotas that were raised. */
export const quotaStatements = (): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'ReadQuotas',
    actions: ['servicequotas:GetAWSDefaultServiceQuota', 'servicequotas:GetServiceQuota'],
    resources: ['*'],
  }),
];

/** What there is where a drill sends users, and what leads them. Secrets are described and never read, and those alone that a drill names. @param secrets ARNs */
export const standbyStatements = (secrets: readonly string[]): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'LookAtStandby',
    actions: [
      'acm:DescribeCertificate',
      'acm:ListCertificates',
      'autoscaling:DescribeLaunchConfigurations',
      'ec2:DescribeInstanceTypes',
      'ec2:DescribeLaunchTemplateVersions',
      'ecs:DescribeTaskDefinition',
      'route53:GetHealthCheck',
      'route53:ListHostedZonesByName',
      'route53:ListResourceRecordSets',
    ],
    resources: ['*'],
  }),
  ...(secrets.length > 0
    ? [
        new PolicyStatement({
          sid: 'SeeThatSecretsAreThere',
          actions: ['secretsmanager:DescribeSecret'],
          resources: [...secrets],
        }),
      ]
    : []),
];

/** What the roles that inject may do, as their policies stand: asked about those roles, and about nobody else. @param roles their ARNs */
export const simulationStatements = (...roles: readonly string[]): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'AskWhatInjectorsMayDo',
    actions: ['iam:SimulatePrincipalPolicy'],
    resources: [...roles],
  }),
];
