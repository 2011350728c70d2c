/** Functions, load balancers and replication groups over the wire, beyond the first page of each. */
import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import {
  AddTagsCommand,
  CreateLoadBalancerCommand,
  DescribeLoadBalancersCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateReplicationGroupCommand, DescribeReplicationGroupsCommand } from '@aws-sdk/client-elasticache';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wallClock } from '../../adapters/aws/clock.ts';
import { awsMarks } from '../../adapters/aws/marks.ts';
import { awsResources } from '../../adapters/aws/resources.ts';
import { catalogue } from '../../core/faults/catalogue.ts';
import { account, type FleetClients, fleetClients, settings, zones } from './fleet.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';
import { passedOn, type Served, serve } from './passing-on.ts';

let moto: Moto;
let clients: FleetClients;
let inPages: Served;
const pageSize = 20;
const functions = 55;
const resources = () =>
  awsResources({ ...clients, lambda: new LambdaClient(settings(inPages.endpoint)) }, motoRegion, wallClock);
const named = (kind: string, i: number) => `${kind}-${String(i).padStart(3, '0')}`;
const opted = [
  { Key: 'resilience:fis-enabled', Value: 'true' },
  { Key: 'Service', Value: 'checkout' },
];
const tags = { 'resilience:fis-enabled': 'true', Service: 'checkout' };

/** moto lists all functions at once; AWS lists at most fifty, with a marker to go on from. */
const startPages = (): Promise<Served> =>
  serve(
    async (request, sent) => {
      const reply = await passedOn(request, moto.endpoint, sent);
      const url = new URL(request.url ?? '/', moto.endpoint);
      if (request.method !== 'GET' || !/\/functions\/?$/.test(url.pathname)) return reply;
      const { Functions } = JSON.parse(reply.body.toString()) as { Functions: object[] };
      const from = Number(url.searchParams.get('Marker') ?? 0);
      const NextMarker = from + pageSize < Functions.length ? String(from + pageSize) : undefined;
      return {
        ...reply,
        body: Buffer.from(JSON.stringify({ Functions: Functions.slice(from, from + pageSize), NextMarker })),
      };
    },
    (error) => {
      throw error;
    },
  );

/** moto wants to see the role that a function is given, and the suite carries no client of IAM. */
async function makeRole(RoleName: string): Promise<string> {
  const answer = await fetch(moto.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `AWS4-HMAC-SHA256 Credential=conformance/20260303/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: new URLSearchParams({
      Action: 'CreateRole',
      Version: '2010-05-08',
      RoleName,
      AssumeRolePolicyDocument: '{}',
    }),
  });
  expect(answer.status).toBe(200);
  return `arn:aws:iam::${account}:role/${RoleName}`;
}

beforeAll(async () => {
  moto = await startMoto();
  inPages = await startPages();
  clients = fleetClients(moto.endpoint);
  const Role = await makeRole('worker');
  for (let i = 0; i < functions; i++)
    await clients.lambda.send(
      new CreateFunctionCommand({
        FunctionName: named('worker', i),
        Role,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile: new TextEncoder().encode('code') },
        Tags: i < functions - 1 ? tags : {},
      }),
    );
  const { Subnets = [] } = await clients.ec2.send(new DescribeSubnetsCommand({}));
  for (let i = 0; i < 55; i++) {
    const { LoadBalancers } = await clients.loadBalancing.send(
      new CreateLoadBalancerCommand({ Name: named('edge', i), Subnets: Subnets.map(({ SubnetId }) => SubnetId!) }),
    );
    const ResourceArns = [LoadBalancers![0]!.LoadBalancerArn!];
    if (i > 0) await clients.loadBalancing.send(new AddTagsCommand({ ResourceArns, Tags: opted }));
  }
  for (let i = 0; i < 105; i++)
    await clients.elastiCache.send(
      new CreateReplicationGroupCommand({
        ReplicationGroupId: named('sessions', i),
        ReplicationGroupDescription: 'sessions',
        // moto goes by it even where AWS goes by NumCacheClusters.
        ReplicasPerNodeGroup: 1,
        PreferredCacheClusterAZs: [`${motoRegion}a`, `${motoRegion}b`],
        Tags: i === 104 ? opted : [],
      }),
    );
}, 120_000);
afterAll(async () => {
  await inPages.stop();
  await moto.stop();
});

describe('Lambda functions', () => {
  test('all pages of the list, and all pages of their tags', async () => {
    const first = await clients.tagging.send(new GetResourcesCommand({ ResourceTypeFilters: ['lambda:function'] }));
    expect(first.PaginationToken).toBeTruthy();
    const all = await resources().resolve({ type: 'lambda:function', where: {} });
    expect(all.map(({ name }) => name)).toEqual(Array.from({ length: functions }, (_, i) => named('worker', i)));
    expect(all.map((each) => each.tags)).toEqual([...Array(functions - 1).fill(tags), {}]);
    expect(all[0]).toMatchObject({
      id: `arn:aws:lambda:${motoRegion}:${account}:function:worker-000`,
      account,
      region: motoRegion,
      healthy: true,
    });
  });

  test('by tag, name and ARN; one that carries no such tag is not meant, one that is gone is left out', async () => {
    const byTag = await resources().resolve({ type: 'lambda:function', where: { tags: { Service: 'checkout' } } });
    expect(byTag).toHaveLength(functions - 1);
    const [first] = byTag;
    const by = (where: object) => resources().resolve({ type: 'lambda:function', where });
    expect(await by({ ids: [first!.id] })).toEqual([first]);
    expect(await by({ names: [first!.name, 'nobody'] })).toEqual([first]);
    expect(await by({ names: [named('worker', functions - 1)], tags: { Service: 'checkout' } })).toEqual([]);
    expect(await by({ filters: { Runtime: ['python3.13'] } })).toEqual([]);
  });

  test('a snapshot holds the configuration and the reserved concurrency; switched off is not healthy', async () => {
    const [second] = await resources().resolve({ type: 'lambda:function', where: { names: [named('worker', 1)] } });
    const before = await resources().snapshot([second!.id]);
    expect(before).toMatchObject([
      { id: second!.id, type: 'lambda:function', exists: true, state: { runtime: 'nodejs22.x', reserved: 'none' } },
    ]);
    await clients.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName: second!.name, ReservedConcurrentExecutions: 0 }),
    );
    expect((await resources().snapshot([second!.id]))[0]!.state.reserved).toBe(0);
    const [off] = await resources().resolve({ type: 'lambda:function', where: { names: [second!.name] } });
    expect(off!.healthy).toBe(false);
    await clients.lambda.send(new DeleteFunctionCommand({ FunctionName: second!.name }));
    expect(await resources().snapshot([second!.id])).toMatchObject([{ exists: false, type: 'lambda:function' }]);
  });

  test('a mark on functions is put, and taken from whoever carries it', async () => {
    const marks = awsMarks(clients.tagging, resources());
    const some = await resources().resolve({
      type: 'lambda:function',
      where: { names: [2, 3, 4, 5, 6, 7].map((i) => named('worker', i)) },
    });
    const carriers = () =>
      resources().resolve({ type: 'lambda:function', where: { tags: { 'squall:chosen-1-0': 'run-1' } } });
    await marks.put(
      some.map(({ id }) => id),
      'squall:chosen-1-0',
      'run-1',
    );
    expect((await carriers()).map(({ id }) => id)).toEqual(some.map(({ id }) => id));
    await marks.remove('lambda:function', 'squall:chosen-1-0', 'run-1');
    expect(await carriers()).toEqual([]);
  });
});

test('load balancers: every page, tags, zones and state', async () => {
  const first = await clients.loadBalancing.send(new DescribeLoadBalancersCommand({}));
  expect(first.NextMarker).toBeTruthy();
  const type = 'elasticloadbalancing:loadbalancer';
  const all = await resources().resolve({ type, where: {} });
  expect(all).toHaveLength(55);
  expect(await resources().resolve({ type, where: { tags } })).toHaveLength(54);
  const [one] = await resources().resolve({ type, where: { names: ['edge-007'] } });
  expect(one).toMatchObject({ name: 'edge-007', tags, account, region: motoRegion });
  expect(await resources().resolve({ type, where: { ids: [one!.id] } })).toEqual([one]);
  expect(await resources().snapshot([one!.id, `${one!.id}0`])).toMatchObject([
    { exists: true, type, state: { zones: zones.join(' '), kind: 'application' } },
    { exists: false, type },
  ]);
});

test('replication groups: every page, tags, members, shards and zones', async () => {
  const first = await clients.elastiCache.send(new DescribeReplicationGroupsCommand({}));
  expect(first.Marker).toBeTruthy();
  const type = 'elasticache:replicationgroup';
  const [last, ...others] = await resources().resolve({ type, where: { tags } });
  expect(others).toEqual([]);
  expect(last).toMatchObject({
    id: `arn:aws:elasticache:${motoRegion}:${account}:replicationgroup:sessions-104`,
    name: 'sessions-104',
    tags,
    healthy: true,
  });
  expect(await resources().resolve({ type, where: { ids: [last!.id] } })).toEqual([last]);
  const [snapshot] = await resources().snapshot([last!.id]);
  expect(snapshot).toMatchObject({
    exists: true,
    type,
    state: { status: 'available', members: 2, shards: 1, primary: 'sessions-104-001' },
  });
  expect(String(snapshot!.state.zones).split(' ')).toHaveLength(2);
});

test('whatever an action of the catalogue is aimed at can be looked at', async () => {
  const types = new Set(catalogue.flatMap(({ targets }) => Object.values(targets).map(({ type }) => type)));
  expect(types.size).toBeGreaterThan(20);
  // Pods and roles are asked for otherwise, or not at all: ports-every-type has what is said of them.
  // Proxies are looked at where a configuration names them: toxiproxy.conformance.ts. What moves traffic is looked at
  // from a place, and moto has it in part: ports-movers.conformance.ts.
  const besides = ['eks:pod', 'iam:role', 'toxiproxy:proxy'];
  const moving = /^route53|^globalaccelerator:|^arc:managed-resource$/;
  for (const type of [...types].filter((each) => !besides.includes(each) && !moving.test(each)))
    await expect(resources().resolve({ type, where: { names: ['nobody'] } })).resolves.toEqual([]);
  await expect(resources().resolve({ type: 'glacier:vault', where: {} })).rejects.toMatchObject({
    name: 'UnknownResourceType',
  });
});
