/** A fleet in moto that the contracts know: two services in three zones, each a group behind a target group. */
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CreateLaunchTemplateCommand,
  DescribeImagesCommand,
  DescribeInstanceStatusCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EKSClient } from '@aws-sdk/client-eks';
import {
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSClient } from '@aws-sdk/client-rds';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { motoCredentials, motoRegion } from './moto.ts';

export const account = '123456789012';
export const zones = ['euc1-az1', 'euc1-az2', 'euc1-az3'];
export const absentInstance = `arn:aws:ec2:${motoRegion}:${account}:instance/i-00000000000000000`;

export const settings = (endpoint: string) => ({ endpoint, region: motoRegion, credentials: motoCredentials });

type SuiteCredentials = typeof motoCredentials & { readonly sessionToken?: string };

/** @param credentials by which moto tells the account */
export function fleetClients(
  endpoint: string,
  credentials: SuiteCredentials = motoCredentials,
  region = motoRegion as string,
) {
  const given = { ...settings(endpoint), credentials, region };
  return {
    ec2: new EC2Client(given),
    autoScaling: new AutoScalingClient(given),
    loadBalancing: new ElasticLoadBalancingV2Client(given),
    rds: new RDSClient(given),
    ecs: new ECSClient(given),
    eks: new EKSClient(given),
    iam: new IAMClient(given),
    elastiCache: new ElastiCacheClient(given),
    lambda: new LambdaClient(given),
    tagging: new ResourceGroupsTaggingAPIClient(given),
  };
}

export type FleetClients = ReturnType<typeof fleetClients>;

/** Groups, of the given size, opted in to faults. moto tells of each instance at length, so that many are dear. */
export async function buildFleet(
  { ec2, autoScaling, loadBalancing }: FleetClients,
  size = 6,
  services: readonly string[] = ['web', 'orders'],
): Promise<void> {
  const { Images } = await ec2.send(new DescribeImagesCommand({}));
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'members',
      LaunchTemplateData: { ImageId: Images![0]!.ImageId!, InstanceType: 'm7g.large' },
    }),
  );
  for (const service of services) {
    const { TargetGroups } = await loadBalancing.send(
      new CreateTargetGroupCommand({ Name: service, Protocol: 'HTTP', Port: 80, VpcId: Subnets[0]!.VpcId! }),
    );
    await autoScaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: service,
        LaunchTemplate: { LaunchTemplateName: 'members' },
        MinSize: 0,
        MaxSize: size * 2,
        DesiredCapacity: 0,
        VPCZoneIdentifier: Subnets[0]!.SubnetId!,
        TargetGroupARNs: [TargetGroups![0]!.TargetGroupArn!],
        Tags: [
          { Key: 'Service', Value: service, PropagateAtLaunch: true },
          { Key: 'resilience:fis-enabled', Value: 'true', PropagateAtLaunch: true },
        ],
      }),
    );
    // moto launches all that is missing into one subnet, so that the group grows zone by zone.
    for (const [i, { SubnetId }] of Subnets.entries())
      await autoScaling.send(
        new UpdateAutoScalingGroupCommand({
          AutoScalingGroupName: service,
          VPCZoneIdentifier: SubnetId!,
          DesiredCapacity: Math.ceil((size * (i + 1)) / Subnets.length),
        }),
      );
  }
}

/** What Auto Scaling does with those it launches, and moto with the first ones only: it registers them as targets. */
export async function registerMembers({ autoScaling, ec2, loadBalancing }: FleetClients): Promise<void> {
  const { AutoScalingGroups = [] } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
  // Of those that run alone, in few words: one that a fault has stopped is a member still, and no load balancer takes it.
  const { InstanceStatuses = [] } = await ec2.send(new DescribeInstanceStatusCommand({}));
  const running = new Set(InstanceStatuses.map(({ InstanceId }) => InstanceId));
  for (const { TargetGroupARNs: [TargetGroupArn] = [], Instances = [] } of AutoScalingGroups) {
    const up = Instances.filter(({ InstanceId }) => running.has(InstanceId));
    const Targets = up.map(({ InstanceId }) => ({ Id: InstanceId! }));
    if (TargetGroupArn && Targets.length > 0)
      await loadBalancing.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
  }
}
