/** Resources page by page: the same is seen as when moto answers whole. */
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkAclCommand,
  CreateSecurityGroupCommand,
  CreateTransitGatewayCommand,
  CreateVolumeCommand,
  CreateVpcEndpointCommand,
  DescribeImagesCommand,
  DescribeNetworkAclsCommand,
  DescribeVpcsCommand,
  ReplaceNetworkAclAssociationCommand,
  type ResourceType,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from '@aws-sdk/client-ecs';
import { CreateClusterCommand as CreateEksClusterCommand, CreateNodegroupCommand } from '@aws-sdk/client-eks';
import { CreateLoadBalancerCommand, DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateReplicationGroupCommand } from '@aws-sdk/client-elasticache';
import { CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { CreateDBClusterCommand, CreateDBInstanceCommand, CreateGlobalClusterCommand } from '@aws-sdk/client-rds';
import { beforeAll, describe, expect, test } from 'vitest';
import { wallClock } from '../../adapters/aws/clock.ts';
import { awsResources } from '../../adapters/aws/resources.ts';
import { awsStartStopped } from '../../adapters/aws/stopped-instances.ts';
import type { TargetQuery } from '../../core/ports/resources.ts';
import { awsCli } from './aws-cli.ts';
import { account, type FleetClients, fleetClients } from './fleet.ts';
import { type Moto, motoRegion } from './moto.ts';
import type { Paging } from './paging.ts';

interface Asked {
  readonly moto: Moto;
  /** Answered whole. */
  readonly clients: FleetClients;
  readonly paging: Paging;
}

export function resourcesInPages(asked: () => Asked): void {
  let { moto, clients, paging } = {} as Asked;
  beforeAll(() => {
    ({ moto, clients, paging } = asked());
  });

  /** Twice the same: asked in pages, and asked whole. */
  async function sameInPages(type: string, least = 2, where: TargetQuery['where'] = {}) {
    const whole = awsResources(clients, motoRegion, wallClock);
    const inPages = awsResources(fleetClients(paging.endpoint), motoRegion, wallClock);
    const wanted = await whole.resolve({ type, where });
    expect(wanted.length).toBeGreaterThanOrEqual(least);
    expect(await inPages.resolve({ type, where })).toEqual(wanted);
    const ids = wanted.map(({ id }) => id);
    const stateOf = async (resources: typeof whole) =>
      (await resources.snapshot(ids)).map(({ id, state }) => ({ id, state }));
    expect(await stateOf(inPages)).toEqual(await stateOf(whole));
  }

  describe('resources', () => {
    test('instances, in groups and outside, and groups', async () => {
      const { Images } = await clients.ec2.send(new DescribeImagesCommand({}));
      const alone = { ImageId: Images![0]!.ImageId!, InstanceType: 't4g.nano' as const, MinCount: 1, MaxCount: 1 };
      for (let i = 0; i < 2; i++) await clients.ec2.send(new RunInstancesCommand(alone));
      await sameInPages('ec2:instance', 6);
      await sameInPages('ec2:autoscaling-group');
    });

    test('subnets, each with an ACL of its own', async () => {
      const { NetworkAcls = [] } = await clients.ec2.send(new DescribeNetworkAclsCommand({}));
      const [association] = NetworkAcls[0]!.Associations!;
      const { NetworkAcl } = await clients.ec2.send(new CreateNetworkAclCommand({ VpcId: NetworkAcls[0]!.VpcId! }));
      const swap = { AssociationId: association!.NetworkAclAssociationId!, NetworkAclId: NetworkAcl!.NetworkAclId! };
      await clients.ec2.send(new ReplaceNetworkAclAssociationCommand(swap));
      await sameInPages('ec2:subnet');
    });

    test('volumes, transit gateways, endpoints, and security groups with their rules', async () => {
      const { ec2 } = clients;
      const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
      const VpcId = Vpcs[0]!.VpcId!;
      for (const service of ['s3', 'dynamodb']) {
        const tagged = (ResourceType: ResourceType) => ({
          TagSpecifications: [{ ResourceType, Tags: [{ Key: 'Service', Value: 'orders' }] }],
        });
        const zone = `${motoRegion}a`;
        await ec2.send(new CreateVolumeCommand({ AvailabilityZone: zone, Size: 8, ...tagged('volume') }));
        await ec2.send(new CreateTransitGatewayCommand(tagged('transit-gateway')));
        const ServiceName = `com.amazonaws.${motoRegion}.${service}`;
        await ec2.send(new CreateVpcEndpointCommand({ VpcId, ServiceName, ...tagged('vpc-endpoint') }));
        const group = { GroupName: service, Description: service, VpcId, ...tagged('security-group') };
        const { GroupId } = await ec2.send(new CreateSecurityGroupCommand(group));
        for (const CidrIp of ['10.0.0.0/8', '192.168.0.0/16']) {
          const rule = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp }] };
          await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [rule] }));
        }
      }
      for (const type of ['ebs-volume', 'transit-gateway', 'vpc-endpoint', 'security-group'])
        await sameInPages(`ec2:${type}`, 2, { tags: { Service: 'orders' } });
    });

    test('clusters of containers, their services and tasks', async () => {
      const { ecs } = clients;
      // moto ends a task after it was looked at a few times; here it runs until somebody stops it.
      const transition = { model_name: 'ecs::task', transition: { progression: 'manual', times: 10_000 } };
      const set = `${moto.endpoint}/moto-api/state-manager/set-transition`;
      await fetch(set, { method: 'POST', body: JSON.stringify(transition) });
      const containerDefinitions = [{ name: 'web', image: 'web', memory: 128, cpu: 128 }];
      await ecs.send(new RegisterTaskDefinitionCommand({ family: 'web', containerDefinitions }));
      const [subnet] = await awsResources(clients, motoRegion, wallClock).resolve({ type: 'ec2:subnet', where: {} });
      const networkConfiguration = { awsvpcConfiguration: { subnets: [subnet!.name] } };
      for (const cluster of ['shop', 'other']) {
        await ecs.send(new CreateClusterCommand({ clusterName: cluster }));
        for (const serviceName of ['web', 'api'])
          await ecs.send(new CreateServiceCommand({ cluster, serviceName, taskDefinition: 'web', desiredCount: 1 }));
        const started = { cluster, taskDefinition: 'web', count: 2, launchType: 'FARGATE' as const };
        await ecs.send(new RunTaskCommand({ ...started, networkConfiguration }));
      }
      await sameInPages('ecs:cluster');
      await sameInPages('ecs:service', 4);
      await sameInPages('ecs:task', 4);
    });

    test('clusters of Kubernetes and their node groups', async () => {
      const subnets = await awsResources(clients, motoRegion, wallClock).resolve({ type: 'ec2:subnet', where: {} });
      const subnetIds = subnets.map(({ name }) => name);
      const role = `arn:aws:iam::${account}:role/eks`;
      for (const clusterName of ['shop', 'other']) {
        const cluster = { name: clusterName, roleArn: role, resourcesVpcConfig: { subnetIds } };
        await clients.eks.send(new CreateEksClusterCommand(cluster));
        for (const nodegroupName of ['web', 'api'])
          await clients.eks.send(
            new CreateNodegroupCommand({ clusterName, nodegroupName, nodeRole: role, subnets: subnetIds }),
          );
      }
      await sameInPages('eks:cluster');
      await sameInPages('eks:nodegroup', 4);
    });

    test('databases', async () => {
      for (const DBClusterIdentifier of ['orders', 'carts']) {
        const login = { MasterUsername: 'admin', MasterUserPassword: 'conformance' };
        const Engine = 'aurora-mysql';
        await clients.rds.send(new CreateDBClusterCommand({ DBClusterIdentifier, Engine, ...login }));
        const DBInstanceIdentifier = `${DBClusterIdentifier}-1`;
        const DBInstanceClass = 'db.t4g.medium';
        const given = { DBInstanceIdentifier, DBClusterIdentifier, Engine, DBInstanceClass };
        await clients.rds.send(new CreateDBInstanceCommand(given));
        // Asked for with any cluster of Aurora: whose it is, and who writes there.
        const GlobalClusterIdentifier = `${DBClusterIdentifier}-global`;
        await clients.rds.send(new CreateGlobalClusterCommand({ GlobalClusterIdentifier, Engine }));
      }
      await sameInPages('rds:cluster');
      await sameInPages('rds:db');
    });

    test('functions', async () => {
      const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });
      const role = ['--role-name', 'worker', '--assume-role-policy-document', trust];
      await awsCli(moto.endpoint)('iam', 'create-role', ...role);
      for (const FunctionName of ['first', 'second', 'third'])
        await clients.lambda.send(
          new CreateFunctionCommand({
            FunctionName,
            Role: `arn:aws:iam::${account}:role/worker`,
            Runtime: 'nodejs22.x',
            Handler: 'index.handler',
            Code: { ZipFile: new TextEncoder().encode('code') },
            Tags: { Service: FunctionName },
          }),
        );
      await sameInPages('lambda:function', 3);
    });

    test('load balancers and caches', async () => {
      const subnets = await awsResources(clients, motoRegion, wallClock).resolve({ type: 'ec2:subnet', where: {} });
      const Subnets = subnets.map(({ name }) => name);
      for (const Name of ['inner', 'outer']) {
        await clients.loadBalancing.send(new CreateLoadBalancerCommand({ Name, Subnets }));
        await clients.elastiCache.send(
          new CreateReplicationGroupCommand({ ReplicationGroupId: Name, ReplicationGroupDescription: Name }),
        );
      }
      const { LoadBalancers } = await clients.loadBalancing.send(new DescribeLoadBalancersCommand({}));
      expect(LoadBalancers).toHaveLength(2);
      await sameInPages('elasticloadbalancing:loadbalancer');
      await sameInPages('elasticache:replicationgroup');
    });

    test('those that stand stopped are started, on whatever page they are', async () => {
      const whole = awsResources(clients, motoRegion, wallClock);
      const where = { tags: { Service: 'web' } };
      const names = (await whole.resolve({ type: 'ec2:instance', where })).map(({ name }) => name);
      expect(names).toHaveLength(2);
      await clients.ec2.send(new StopInstancesCommand({ InstanceIds: names }));
      await awsStartStopped(fleetClients(paging.endpoint).ec2)(names);
      const seen = await whole.snapshot((await whole.resolve({ type: 'ec2:instance', where })).map(({ id }) => id));
      expect(seen.map(({ state }) => state.state)).toEqual(['running', 'running']);
    });
  });
}
