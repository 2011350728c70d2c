/** Every resource type that an action of FIS takes as a target, looked at over the wire. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  AttachVolumeCommand,
  CreateTransitGatewayCommand,
  CreateVolumeCommand,
  CreateVpcEndpointCommand,
  DescribeImagesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type ResourceType,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { CreateClusterCommand as CreateEksClusterCommand, CreateNodegroupCommand } from '@aws-sdk/client-eks';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arnPattern } from '../../adapters/aws/arn-pattern.ts';
import { wallClock } from '../../adapters/aws/clock.ts';
import { awsMarks } from '../../adapters/aws/marks.ts';
import { awsResources } from '../../adapters/aws/resources.ts';
import { catalogue } from '../../core/faults/catalogue.ts';
import type { Resources } from '../../core/ports/resources.ts';
import { awsCli } from './aws-cli.ts';
import { account, buildFleet, type FleetClients, fleetClients, settings } from './fleet.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';

let moto: Moto;
let clients: FleetClients;
let resources: Resources;
const opted = { 'resilience:fis-enabled': 'true', Service: 'orders' };
const pairs = Object.entries(opted).map(([Key, Value]) => ({ Key, Value }));
const small = Object.entries(opted).map(([key, value]) => ({ key, value }));
const tagged = (ResourceType: ResourceType) => [{ ResourceType, Tags: pairs }];
const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });

beforeAll(async () => {
  moto = await startMoto();
  clients = fleetClients(moto.endpoint);
  resources = awsResources(clients, motoRegion, wallClock);
  // moto ends a task after it was looked at a few times; here it runs until somebody stops it.
  const transition = { model_name: 'ecs::task', transition: { progression: 'manual', times: 10_000 } };
  const set = `${moto.endpoint}/moto-api/state-manager/set-transition`;
  await fetch(set, { method: 'POST', body: JSON.stringify(transition) });
  await buildFleet(clients, 3);
  await Promise.all([makeOfEc2(), makeOfEcs(), makeOfEks(), makeOthers()]);
});
afterAll(async () => {
  await moto?.stop();
});

async function makeOfEc2() {
  const { ec2 } = clients;
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const { Images = [] } = await ec2.send(new DescribeImagesCommand({}));
  const alone = { ImageId: Images[0]!.ImageId!, InstanceType: 't4g.nano' as const, MinCount: 1, MaxCount: 1 };
  const spot = {
    ...alone,
    InstanceMarketOptions: { MarketType: 'spot' as const },
    TagSpecifications: tagged('instance'),
  };
  const { Instances = [] } = await ec2.send(new RunInstancesCommand(spot));
  const AvailabilityZone = `${motoRegion}b`;
  const { VolumeId = '' } = await ec2.send(
    new CreateVolumeCommand({ AvailabilityZone, Size: 8, TagSpecifications: tagged('volume') }),
  );
  await ec2.send(new AttachVolumeCommand({ VolumeId, InstanceId: Instances[0]!.InstanceId!, Device: '/dev/sdf' }));
  await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId: Vpcs[0]!.VpcId!,
      ServiceName: `com.amazonaws.${motoRegion}.s3`,
      TagSpecifications: tagged('vpc-endpoint'),
    }),
  );
  await ec2.send(new CreateTransitGatewayCommand({ TagSpecifications: tagged('transit-gateway') }));
}

async function makeOfEcs() {
  const { ecs } = clients;
  await ecs.send(new CreateClusterCommand({ clusterName: 'shop', tags: small }));
  await ecs.send(new CreateClusterCommand({ clusterName: 'other' }));
  const container = { name: 'web', image: 'web', memory: 128, cpu: 128 };
  await ecs.send(new RegisterTaskDefinitionCommand({ family: 'web', containerDefinitions: [container] }));
  const { Subnets = [] } = await clients.ec2.send(new DescribeSubnetsCommand({}));
  const fargate = {
    launchType: 'FARGATE' as const,
    networkConfiguration: { awsvpcConfiguration: { subnets: [Subnets[0]!.SubnetId!] } },
  };
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'shop',
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 2,
    }),
  );
  for (const cluster of ['shop', 'other'])
    await ecs.send(
      new RunTaskCommand({ cluster, taskDefinition: 'web', count: 2, tags: small, group: 'service:web', ...fargate }),
    );
}

async function makeOfEks() {
  const role = `arn:aws:iam::${account}:role/eks`;
  const { Subnets = [] } = await clients.ec2.send(new DescribeSubnetsCommand({}));
  const subnets = Subnets.map(({ SubnetId }) => SubnetId!);
  const resourcesVpcConfig = { subnetIds: subnets };
  await clients.eks.send(new CreateEksClusterCommand({ name: 'shop', roleArn: role, resourcesVpcConfig, tags: opted }));
  const scalingConfig = { desiredSize: 3, minSize: 1, maxSize: 6 };
  const group = { clusterName: 'shop', nodegroupName: 'web', nodeRole: role, subnets, scalingConfig, tags: opted };
  await clients.eks.send(new CreateNodegroupCommand(group));
}

async function makeOthers() {
  await clients.iam.send(new CreateRoleCommand({ RoleName: 'checkout', AssumeRolePolicyDocument: trust, Tags: pairs }));
  const table = {
    TableName: 'orders',
    BillingMode: 'PAY_PER_REQUEST' as const,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
    Tags: pairs,
  };
  await new DynamoDBClient(settings(moto.endpoint)).send(new CreateTableCommand(table));
  const aws = awsCli(moto.endpoint);
  const constraint = `LocationConstraint=${motoRegion}`;
  await aws('s3api', 'create-bucket', '--bucket', 'orders', '--create-bucket-configuration', constraint);
  const tagging = JSON.stringify({ TagSet: pairs });
  await aws('s3api', 'put-bucket-tagging', '--bucket', 'orders', '--tagging', tagging);
}

const types = [
  ...new Set(
    catalogue
      .filter(({ provider }) => provider === 'fis')
      .flatMap(({ targets }) => Object.values(targets).map(({ type }) => type)),
  ),
].sort();
const by = (type: string, where = {}) => resources.resolve({ type, where: { tags: opted, ...where } });

describe('every target type of the catalogue', () => {
  test('is one that can be asked about, or is refused by name with what to do instead', async () => {
    expect(types.length).toBeGreaterThan(20);
    const answers = await Promise.all(
      types.map(async (type) => {
        try {
          return [type, (await by(type)).length >= 0] as const;
        } catch (error) {
          return [type, (error as Error).message] as const;
        }
      }),
    );
    expect(answers.filter(([, answer]) => answer !== true)).toEqual([
      ['eks:pod', expect.stringContaining('squall export')],
      ['iam:role', expect.stringContaining('where.ids')],
    ]);
  });

  test.each([
    ['arc:zonal-shift-managed-resource', 2],
    ['dynamodb:global-table', 1],
    ['ec2:ebs-volume', 1],
    ['ec2:spot-instance', 1],
    ['ec2:transit-gateway', 1],
    ['ec2:vpc-endpoint', 1],
    ['ecs:cluster', 1],
    ['ecs:task', 4],
    ['eks:cluster', 1],
    ['eks:nodegroup', 1],
    ['s3:bucket', 1],
  ])('%s, by its tags, and again by its ARN', async (type, count) => {
    const found = await by(type);
    expect(found).toHaveLength(count);
    for (const each of found) {
      // moto lets tasks begin when they are looked at, some looks later.
      expect(each).toMatchObject({ type, tags: opted, ...(type !== 'ecs:task' && { healthy: true }) });
      expect(each.id).toMatch(/^arn:aws:/);
    }
    const ids = found.map(({ id }) => id);
    expect(await resources.resolve({ type, where: { ids } })).toEqual(found);
    expect(await by(type, { tags: { Service: 'nobody' } })).toEqual([]);
    const seen = await resources.snapshot(ids);
    expect(seen.map(({ id, exists }) => [id, exists])).toEqual(ids.map((id) => [id, true]));
  });

  test('a role, by its ARN; one that is not there is nothing', async () => {
    const ids = [`arn:aws:iam::${account}:role/checkout`, `arn:aws:iam::${account}:role/nobody`];
    const found = await resources.resolve({ type: 'iam:role', where: { ids } });
    expect(found).toMatchObject([{ id: ids[0], account, region: '', tags: opted }]);
    expect((await resources.snapshot(ids)).map(({ exists }) => exists)).toEqual([true, false]);
  });
});

describe('what the types have of their own', () => {
  test('a volume has the zone that it stands in', async () => {
    const [volume] = await by('ec2:ebs-volume', { zone: 'euc1-az3' });
    expect(volume ?? (await by('ec2:ebs-volume', { zone: 'euc1-az2' }))[0]).toMatchObject({ type: 'ec2:ebs-volume' });
    expect(await by('ec2:ebs-volume', { zone: 'euc1-az9' })).toEqual([]);
  });

  test('tasks are told apart by cluster and service, and a stopped one is gone and its service is not', async () => {
    const inShop = await by('ecs:task', { parameters: { cluster: 'shop', service: 'web' } });
    expect(inShop).toHaveLength(2);
    for (const { group } of inShop) expect(group).toBe('shop/web');
    expect(await by('ecs:task', { parameters: { cluster: 'other', service: 'api' } })).toEqual([]);
    const [service] = await resources.resolve({ type: 'ecs:service', where: { names: ['shop/web'] } });
    expect(service!.id).toMatch(/:service\/shop\/web$/);
    await clients.ecs.send(new StopTaskCommand({ cluster: 'shop', task: inShop[0]!.id }));
    const [task, group] = await resources.snapshot([inShop[0]!.id, service!.id]);
    expect(task).toMatchObject({ type: 'ecs:task', exists: false });
    expect(group).toMatchObject({ type: 'ecs:service', exists: true, state: { desired: 2 } });
  });

  test('what a family cannot look at is refused, and not passed over', async () => {
    await expect(by('dynamodb:global-table', { filters: { TableStatus: ['ACTIVE'] } })).rejects.toMatchObject({
      name: 'NotLookedAt',
      message: expect.stringContaining('TableStatus'),
    });
    await expect(by('ec2:instance', { parameters: { cluster: 'shop' } })).rejects.toMatchObject({
      name: 'NotLookedAt',
      message: expect.stringContaining('cluster'),
    });
    const instance = await by('ec2:spot-instance');
    expect(instance.map(({ id }) => arnPattern('ec2:instance').test(id))).toEqual([true]);
  });

  test.each(['s3:bucket', 'ec2:ebs-volume', 'dynamodb:global-table'])(
    '%s carries the mark of a run, is found by it, and loses it again',
    async (type) => {
      const marks = awsMarks(clients.tagging, resources);
      const [one] = await by(type);
      await marks.put([one!.id], 'squall:chosen-1-0', 'run-1');
      const chosen = { tags: { 'squall:chosen-1-0': 'run-1' } };
      expect((await resources.resolve({ type, where: chosen })).map(({ id }) => id)).toEqual([one!.id]);
      await marks.remove(type, 'squall:chosen-1-0', 'run-1');
      expect(await resources.resolve({ type, where: chosen })).toEqual([]);
    },
  );
});
