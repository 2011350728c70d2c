/** Every read that the product makes page by page, with more than one page: the same is seen as when moto answers whole. */
import { CloudWatchClient, PutMetricAlarmCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateNetworkAclCommand,
  DescribeImagesCommand,
  DescribeNetworkAclsCommand,
  ReplaceNetworkAclAssociationCommand,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { CreateLoadBalancerCommand, DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateReplicationGroupCommand } from '@aws-sdk/client-elasticache';
import { FisClient } from '@aws-sdk/client-fis';
import { IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { CreateDBClusterCommand, CreateDBInstanceCommand } from '@aws-sdk/client-rds';
import { SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wallClock } from '../../adapters/aws/clock.ts';
import { deniedTo } from '../../adapters/aws/fault-permissions.ts';
import { awsFaults } from '../../adapters/aws/faults.ts';
import { awsMarks } from '../../adapters/aws/marks.ts';
import { awsMetrics } from '../../adapters/aws/metrics.ts';
import { awsResources } from '../../adapters/aws/resources.ts';
import { awsStartStopped } from '../../adapters/aws/stopped-instances.ts';
import { awsSwitches } from '../../adapters/aws/switches.ts';
import type { SwitchChange } from '../../core/ports/switches.ts';
import { names } from '../../lib/configuration/names.ts';
import { awsCli } from './aws-cli.ts';
import { type FisStub, startFisStub } from './fis-stub.ts';
import { account, buildFleet, type FleetClients, fleetClients, settings } from './fleet.ts';
import { makeInjectorRoles } from './injector-roles.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';
import { type Paging, startPaging } from './paging.ts';
import { paginatedOperations } from './product-calls.ts';
import { takeViolations } from './violations.ts';

const minute = 60_000;
const begins = Math.floor(Date.now() / minute) * minute;
let moto: Moto;
let stub: FisStub;
let paging: Paging;
let clients: FleetClients;
const paged = () => settings(paging.endpoint);

beforeAll(async () => {
  moto = await startMoto();
  stub = await startFisStub(moto.endpoint, begins);
  paging = await startPaging(stub.endpoint, 1);
  clients = fleetClients(moto.endpoint);
  await buildFleet(clients, 2);
});
afterAll(async () => {
  await paging.stop();
  await stub.stop();
  await moto.stop();
});

/** Twice the same: asked in pages, and asked whole. */
async function sameInPages(type: string, least = 2) {
  const whole = awsResources(clients, motoRegion, wallClock);
  const inPages = awsResources(fleetClients(paging.endpoint), motoRegion, wallClock);
  const wanted = await whole.resolve({ type, where: {} });
  expect(wanted.length).toBeGreaterThanOrEqual(least);
  expect(await inPages.resolve({ type, where: {} })).toEqual(wanted);
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

  test('databases', async () => {
    for (const DBClusterIdentifier of ['orders', 'carts']) {
      const login = { MasterUsername: 'admin', MasterUserPassword: 'conformance' };
      const Engine = 'aurora-mysql';
      await clients.rds.send(new CreateDBClusterCommand({ DBClusterIdentifier, Engine, ...login }));
      const DBInstanceIdentifier = `${DBClusterIdentifier}-1`;
      const DBInstanceClass = 'db.t4g.medium';
      const given = { DBInstanceIdentifier, DBClusterIdentifier, Engine, DBInstanceClass };
      await clients.rds.send(new CreateDBInstanceCommand(given));
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

test('switches', async () => {
  const ssm = new SSMClient(paged());
  const raised = (['all', 'owner:ada', 'service:web'] as const).map((scope) => ({
    ...{ scope, by: 'ada', reason: `why ${scope}`, at: begins },
  }));
  const told: SwitchChange[] = [];
  const log = { keep: async (changes: readonly SwitchChange[]) => void told.push(...changes), read: async () => [] };
  const switches = awsSwitches(ssm, '/squall/kill-switches', log);
  for (const each of raised) await switches.raise(each);
  expect(await switches.raised()).toHaveLength(3);
  for (const each of raised) await switches.raise({ ...each, reason: 'again', at: begins + 1 });
  expect(await switches.audit()).toHaveLength(6);
});

test('metrics and alarms', async () => {
  const cloudWatch = new CloudWatchClient(settings(moto.endpoint));
  const Namespace = 'Shop';
  const MetricName = 'Requests';
  const of = (service: string) => [{ Name: 'Service', Value: service }];
  for (const service of ['carts', 'checkout', 'orders']) {
    const Dimensions = of(service);
    const MetricData = [1, 2, 3, 4].map((i) => ({
      ...{ MetricName, Dimensions, Timestamp: new Date(begins - i * minute), Value: i },
    }));
    await cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        ...{ AlarmName: service, Namespace, MetricName, Dimensions, Statistic: 'Sum', Period: 60 },
        ...{ EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'LessThanThreshold' },
      }),
    );
  }
  const clock = { now: () => begins };
  const [whole, inPages] = [awsMetrics(cloudWatch, clock), awsMetrics(new CloudWatchClient(paged()), clock)];
  const query = { namespace: Namespace, metric: MetricName, stat: 'Sum', period: 'PT1M' };
  const asked = { ...query, dimensions: { Service: 'orders' } };
  const series = await inPages.series(asked, begins - 10 * minute, begins);
  expect(series.map(({ value }) => value)).toEqual([4, 3, 2, 1]);
  expect(series).toEqual(await whole.series(asked, begins - 10 * minute, begins));
  // Known without data: whoever publishes it stands on a later page.
  expect(await inPages.series(asked, begins - 60 * minute, begins - 50 * minute)).toEqual([]);
  const none = inPages.series(query, begins - 60 * minute, begins - 50 * minute);
  await expect(none).rejects.toMatchObject({ name: 'MetricUnavailable' });
  const names = ['orders', 'none', 'carts'];
  const alarms = await inPages.alarms(names);
  expect(alarms.map((alarm) => alarm?.name)).toEqual(['orders', undefined, 'carts']);
  expect(alarms).toEqual(await whole.alarms(names));
});

test('faults', async () => {
  const resources = awsResources(clients, motoRegion, wallClock);
  const marks = awsMarks(clients.tagging, resources);
  const home = { account, region: motoRegion, faultRole: `arn:aws:iam::${account}:role/squall-faults` };
  const faults = awsFaults({ fis: new FisClient(paged()), marks }, home);
  const ids = (await resources.resolve({ type: 'ec2:instance', where: {} })).slice(0, 2).map(({ id }) => id);
  const step = { stepId: 'power', action: 'aws:ec2:stop-instances', targets: { Instances: ids } };
  const injection = (runId: string) => ({
    ...{
      runId,
      experiment: 'shop',
      epoch: 1,
      wave: 1,
      provider: 'fis' as const,
      token: `${runId}/1/fis`,
      stopAlarms: ['none'],
    },
    actions: [{ ...step, parameters: { startInstancesAfterDuration: 'PT2M' } }],
  });
  const runs = ['run-1', 'run-2', 'run-3'];
  for (const run of runs) await faults.start(injection(run));
  const reference = (runId: string) => ({ runId, wave: 1, provider: 'fis', token: `${runId}/1/fis` }) as const;
  for (const run of runs)
    expect(await faults.observe(reference(run))).toMatchObject({ state: 'running', actions: [{ targets: ids }] });
  expect(await faults.observe(reference('run-4'))).toMatchObject({ state: 'absent' });
});

test('permissions', async () => {
  await makeInjectorRoles(moto.endpoint, { subject: 'experiments', account, experiments: ['shop'] });
  const iam = new IAMClient(paged());
  const actions = ['ec2:DescribeInstances', 'ec2:RunInstances', 'ec2:DescribeSubnets', 'ec2:CreateVpc'];
  const role = `arn:aws:iam::${account}:role/${names.faultRole('staging')}-shop`;
  const denied = await deniedTo(iam, role, [{ actions, resources: ['*'], context: [] }], {});
  expect(denied.map(({ action }) => action)).toEqual(['ec2:RunInstances', 'ec2:CreateVpc']);
});

test('a token is taken with the parameters that it was given for, and with no others', async () => {
  const ssm = { ...paged(), maxAttempts: 1 };
  const { GetParametersByPathCommand } = await import('@aws-sdk/client-ssm');
  const client = new SSMClient(ssm);
  const Path = '/squall/kill-switches';
  const { NextToken, Parameters } = await client.send(new GetParametersByPathCommand({ Path, Recursive: true }));
  expect(Parameters).toHaveLength(1);
  await client.send(new GetParametersByPathCommand({ Path, Recursive: false, NextToken }));
  expect(takeViolations()).toEqual([expect.stringContaining('with other parameters')]);
});

test('no read of the product in pages is left out', () => {
  const several = [...paging.pages].filter(([, counts]) => Math.max(...counts) > 1).map(([operation]) => operation);
  const wanted = paginatedOperations('.');
  expect(wanted.length).toBeGreaterThan(15);
  expect(wanted.filter((operation) => !several.includes(operation))).toEqual([]);
});
