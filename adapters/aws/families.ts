/** Families of resources by their type. Each is loaded when one of its resources is first asked for: a run names few types. */
import type { Looking } from './looking.ts';
import type { ResourceFamily } from './resource-family.ts';

type Loading = (looking: Looking) => Promise<ResourceFamily>;

/** Found through the tagging API alone. @param asked how that calls the type; a service stands for all of its types */
const byTagAlone =
  (type: string, asked: string): Loading =>
  async (looking) =>
    (await import('./tagged-resources.ts')).taggedResources(looking, type, { asked });

export const families: Readonly<Record<string, Loading>> = {
  'ec2:instance': async (looking) => (await import('./ec2-instances.ts')).awsInstances(looking),
  'ec2:spot-instance': async (looking) => (await import('./spot-instances.ts')).spotInstances(looking),
  'ec2:subnet': async (looking) => (await import('./ec2-subnets.ts')).awsSubnets(looking),
  'ec2:security-group': async (looking) => (await import('./security-groups.ts')).securityGroups(looking),
  'ec2:ebs-volume': async (looking) => (await import('./ec2-tagged.ts')).awsVolumes(looking),
  'ec2:vpc-endpoint': async (looking) => (await import('./vpc-endpoints.ts')).awsVpcEndpoints(looking),
  'ec2:transit-gateway': async (looking) => (await import('./ec2-tagged.ts')).awsTransitGateways(looking),
  'ec2:autoscaling-group': async (looking) => (await import('./auto-scaling.ts')).awsAutoScaling(looking),
  'rds:cluster': async (looking) => (await import('./rds.ts')).rdsClusters(looking),
  'rds:db': async (looking) => (await import('./rds.ts')).rdsInstances(looking),
  'lambda:function': async (looking) => (await import('./lambda-functions.ts')).lambdaFunctions(looking),
  'elasticloadbalancing:loadbalancer': async (looking) => (await import('./load-balancers.ts')).loadBalancers(looking),
  'elasticache:replicationgroup': async (looking) => (await import('./elasticache.ts')).replicationGroups(looking),
  'ecs:cluster': async (looking) => (await import('./ecs.ts')).ecsClusters(looking),
  'ecs:service': async (looking) => (await import('./ecs.ts')).ecsServices(looking),
  'ecs:task': async (looking) => (await import('./ecs-tasks.ts')).ecsTasks(looking),
  'eks:cluster': async (looking) => (await import('./eks.ts')).eksClusters(looking),
  'eks:nodegroup': async (looking) => (await import('./eks.ts')).eksNodegroups(looking),
  'eks:pod': async () => (await import('./eks.ts')).eksPods,
  'arc:zonal-shift-managed-resource': async (looking) =>
    (await import('./zonal-shift.ts')).zonalShiftResources(looking),
  'iam:role': async (looking) => (await import('./iam-roles.ts')).iamRoles(looking),
  'directconnect:virtual-interface': byTagAlone('directconnect:virtual-interface', 'directconnect'),
  'dsql:cluster': byTagAlone('dsql:cluster', 'dsql'),
  'dynamodb:global-table': byTagAlone('dynamodb:global-table', 'dynamodb:table'),
  'kinesis:stream': byTagAlone('kinesis:stream', 'kinesis:stream'),
  'memorydb:multi-region-cluster': byTagAlone('memorydb:multi-region-cluster', 'memorydb'),
  's3:bucket': byTagAlone('s3:bucket', 's3'),
};
