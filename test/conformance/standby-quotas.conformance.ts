/** What growing takes of quotas, over the wire: of which quota, in which unit, and that nothing is assumed of what is not told. */
import {
  CreateAutoScalingGroupCommand,
  type CreateAutoScalingGroupCommandInput,
  CreateLaunchConfigurationCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateLaunchTemplateCommand,
  DescribeImagesCommand,
  DescribeSubnetsCommand,
  type RequestLaunchTemplateData,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { CreateClusterCommand, CreateServiceCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import {
  CreateClusterCommand as CreateEksClusterCommand,
  CreateNodegroupCommand,
  DescribeNodegroupCommand,
} from '@aws-sdk/client-eks';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { reachOf } from '../../adapters/aws/other-accounts.ts';
import { awsStandby } from '../../adapters/aws/standby/standby.ts';
import type { Standby } from '../../core/ports/standby.ts';
import { account, type FleetClients, fleetClients, settings } from './fleet.ts';
import { type Moto, motoCredentials, motoRegion, startMoto } from './moto.ts';
import { passedOn, type Served, serve } from './passing-on.ts';
import { quotaAnswer } from './quota-service.ts';

/** As AWS has them: On-Demand Standard and G, Spot Standard, nodes of a node group, Fargate. */
const codes = {
  standard: 'L-1216C47A',
  graphics: 'L-DB2E81BA',
  spot: 'L-34B43A08',
  nodes: 'L-BD136A63',
  fargate: 'L-3032A538',
} as const;
const services = new Map([
  ...['standard', 'graphics', 'spot'].map((each) => [codes[each as 'spot'], 'ec2'] as const),
  [codes.nodes, 'eks'] as const,
  [codes.fargate, 'fargate'] as const,
]);
const fargateUse = {
  MetricNamespace: 'AWS/Usage',
  MetricName: 'ResourceCount',
  MetricDimensions: { Class: 'Standard/OnDemand', Resource: 'vCPU', Service: 'Fargate', Type: 'Resource' },
  MetricStatisticRecommendation: 'Maximum',
};
const quotas = {
  applied: new Map<string, number>(),
  defaults: new Map<string, number>(),
  closed: new Set<string>(),
  services,
  usage: new Map([[codes.fargate, fargateUse]]),
};

let moto: Moto;
let front: Served;
let clients: FleetClients;
let standby: Standby;

beforeAll(async () => {
  moto = await startMoto();
  front = await serve(
    async (request, sent) => quotaAnswer(request, sent, quotas) ?? passedOn(request, moto.endpoint, sent),
    (error) => console.error('the quotas failed', error),
  );
  vi.stubEnv('AWS_ENDPOINT_URL', front.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', motoCredentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', motoCredentials.secretAccessKey);
  const deployment = { account, region: motoRegion, regions: [], targetAccounts: [] };
  standby = awsStandby(reachOf(deployment, {}, { as: 'stop', session: 'test' }));
  clients = fleetClients(moto.endpoint);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await front.stop();
  await moto.stop();
});
beforeEach(async () => {
  await moto.reset();
  for (const each of [quotas.applied, quotas.defaults, quotas.closed]) each.clear();
  quotas.applied.set(codes.standard, 64).set(codes.graphics, 16).set(codes.spot, 32);
});

const where = { account, region: motoRegion };
const root = `arn:aws:autoscaling:${motoRegion}:${account}:autoScalingGroup:1:autoScalingGroupName`;
const usesOf = async (group: string, by = 3) => (await standby.quotas([{ group, by }]))[0];
const grown = (name: string, by = 3) => usesOf(`${root}/${name}`, by);

/** A group with nobody in it. @param from what it launches from */
async function group(name: string, from: Partial<CreateAutoScalingGroupCommandInput>): Promise<void> {
  const { Subnets: [subnet] = [] } = await clients.ec2.send(new DescribeSubnetsCommand({}));
  await clients.autoScaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: name,
      MinSize: 0,
      MaxSize: 9,
      VPCZoneIdentifier: subnet!.SubnetId!,
      ...from,
    }),
  );
}
const image = async () => (await clients.ec2.send(new DescribeImagesCommand({}))).Images![0]!.ImageId!;
async function template(name: string, data: RequestLaunchTemplateData): Promise<{ LaunchTemplateName: string }> {
  const LaunchTemplateData = { ImageId: await image(), ...data };
  await clients.ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: name, LaunchTemplateData }));
  return { LaunchTemplateName: name };
}
const run = async (type: 'm5.xlarge' | 'g4dn.xlarge', count: number) =>
  clients.ec2.send(
    new RunInstancesCommand({ ImageId: await image(), InstanceType: type, MinCount: count, MaxCount: count }),
  );
const standard = (used: number, more: number, most = 64) => [
  { what: 'vCPUs of On-Demand Standard instances', where, most, used, more },
];

describe('groups of instances', () => {
  test('take vCPUs of their family, in which all that runs of it counts', async () => {
    await run('m5.xlarge', 2);
    await run('g4dn.xlarge', 1);
    await group('web', { LaunchTemplate: await template('web', { InstanceType: 'm7g.2xlarge' }) });
    await group('draw', { LaunchTemplate: await template('draw', { InstanceType: 'g4dn.xlarge' }) });
    expect(await grown('web')).toEqual(standard(8, 24));
    expect(await grown('draw')).toEqual([
      { what: 'vCPUs of On-Demand G and VT instances', where, most: 16, used: 4, more: 12 },
    ]);
  });

  test('by their launch configuration, or by the largest of the types that they choose among', async () => {
    const LaunchConfigurationName = 'old';
    const old = { LaunchConfigurationName, ImageId: await image(), InstanceType: 'c5.4xlarge' };
    await clients.autoScaling.send(new CreateLaunchConfigurationCommand(old));
    await group('old', { LaunchConfigurationName });
    expect(await grown('old')).toEqual(standard(0, 48));
    const LaunchTemplateSpecification = await template('mixed', { InstanceType: 'm5.large' });
    const Overrides = [{ InstanceType: 'm5.large' }, { InstanceType: 'm5.4xlarge' }];
    const mixed = (OnDemandPercentageAboveBaseCapacity: number) => ({
      MixedInstancesPolicy: {
        LaunchTemplate: { LaunchTemplateSpecification, Overrides },
        InstancesDistribution: { OnDemandPercentageAboveBaseCapacity },
      },
    });
    await group('mixed', mixed(100));
    expect(await grown('mixed')).toEqual(standard(0, 48));
    await group('spot', mixed(0));
    expect(await grown('spot')).toEqual([
      { what: 'vCPUs of Spot Standard instances', where, most: 32, used: 0, more: 48 },
    ]);
    await group('both', mixed(50));
    expect(await grown('both')).toEqual({ notKnown: 'its members are On-Demand and Spot by shares' });
  });

  test('a quota is AWS’s own where nothing was applied, and not known where it may not be read', async () => {
    await group('web', { LaunchTemplate: await template('web', { InstanceType: 'm5.large' }) });
    quotas.applied.delete(codes.standard);
    quotas.defaults.set(codes.standard, 5);
    expect(await grown('web')).toEqual(standard(0, 6, 5));
    quotas.defaults.clear();
    expect(await grown('web')).toEqual({ notKnown: expect.stringMatching(/NotFound|there is no L-1216C47A/) });
    quotas.closed.add(codes.standard);
    expect(await grown('web')).toEqual({ notKnown: expect.stringContaining('AccessDenied') });
  });

  test('whose families have quotas that are not known here are not known', async () => {
    await group('metal', { LaunchTemplate: await template('metal', { InstanceType: 'mac1.metal' }) });
    expect(await grown('metal')).toEqual({ notKnown: 'no one quota is known for instances of mac1.metal' });
    const market = { InstanceMarketOptions: { MarketType: 'spot' as const } };
    await group('p5', { LaunchTemplate: await template('p5', { InstanceType: 'p5.48xlarge', ...market }) });
    expect(await grown('p5')).toEqual({ notKnown: 'no one quota is known for Spot Instances of p5.48xlarge' });
  });
});

test('a node group takes nodes of its own quota, and vCPUs of those of all', async () => {
  quotas.defaults.set(codes.nodes, 450);
  const vpc = { subnetIds: ['subnet-1', 'subnet-2'] };
  const nodeRole = `arn:aws:iam::${account}:role/eks`;
  await clients.eks.send(new CreateEksClusterCommand({ name: 'shop', roleArn: nodeRole, resourcesVpcConfig: vpc }));
  const names = { clusterName: 'shop', nodegroupName: 'web' };
  const scalingConfig = { minSize: 1, desiredSize: 2, maxSize: 3 };
  await clients.eks.send(
    new CreateNodegroupCommand({
      ...names,
      nodeRole,
      subnets: vpc.subnetIds,
      scalingConfig,
      instanceTypes: ['m5.xlarge'],
    }),
  );
  const { nodegroup } = await clients.eks.send(new DescribeNodegroupCommand(names));
  expect(await usesOf(nodegroup!.nodegroupArn!, 2)).toEqual([
    { what: 'nodes of the managed node group shop/web', where, most: 450, used: 2, more: 2 },
    ...standard(0, 8),
  ]);
});

describe('services', () => {
  const service = async (name: string, launchType: 'FARGATE' | 'EC2') => {
    await clients.ecs.send(new CreateClusterCommand({ clusterName: 'shop' }));
    const containerDefinitions = [{ name, image: name, memory: 512 }];
    const size = { cpu: '512', memory: '1024', requiresCompatibilities: [launchType] };
    await clients.ecs.send(new RegisterTaskDefinitionCommand({ family: name, containerDefinitions, ...size }));
    const asked = { cluster: 'shop', serviceName: name, taskDefinition: name, desiredCount: 2, launchType };
    return (await clients.ecs.send(new CreateServiceCommand(asked))).service!.serviceArn!;
  };
  const use = (Value: number, ago: number) =>
    new CloudWatchClient(settings(moto.endpoint)).send(
      new PutMetricDataCommand({
        Namespace: 'AWS/Usage',
        MetricData: [
          {
            MetricName: 'ResourceCount',
            Dimensions: Object.entries(fargateUse.MetricDimensions).map(([Name, value]) => ({ Name, Value: value })),
            Value,
            Timestamp: new Date(Date.now() - ago * 60_000),
          },
        ],
      }),
    );

  test('on Fargate take vCPUs by their tasks, beside what AWS counts of late, and not of old', async () => {
    quotas.applied.set(codes.fargate, 8);
    const arn = await service('web', 'FARGATE');
    await use(7, 120);
    expect(await usesOf(arn, 6)).toEqual({
      notKnown: 'AWS/Usage does not tell how many vCPUs of Fargate tasks are in use',
    });
    await use(4, 12);
    await use(3.5, 6);
    expect(await usesOf(arn, 6)).toEqual([{ what: 'vCPUs of Fargate tasks', where, most: 8, used: 4, more: 3 }]);
  });

  test('on instances take what is there', async () => {
    expect(await usesOf(await service('jobs', 'EC2'), 6)).toEqual([]);
  });
});
