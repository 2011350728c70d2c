/** What scans and the doctor look at, page by page: the same is seen as when moto answers whole. */
import { DescribeAutoScalingGroupsCommand, SetInstanceHealthCommand } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateEventSourceMappingCommand, CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { bounded } from '../../adapters/aws/clients.ts';
import { awsInventory } from '../../adapters/aws/inventory/inventory.ts';
import { awsRounds } from '../../adapters/aws/rounds.ts';
import { squallFaults } from '../../adapters/aws/squall/faults.ts';
import { awsCli } from './aws-cli.ts';
import { account, type FleetClients, fleetClients, settings } from './fleet.ts';
import { type Moto, motoRegion } from './moto.ts';
import type { Paging } from './paging.ts';

interface Asked {
  readonly moto: Moto;
  /** Answered whole. */
  readonly clients: FleetClients;
  readonly paging: Paging;
}

const home = { account, region: motoRegion };

const clientsAt = (endpoint: string) => ({
  ...fleetClients(endpoint),
  cloudWatch: new CloudWatchClient(settings(endpoint)),
  dynamodb: new DynamoDBClient(settings(endpoint)),
});

export function careInPages(asked: () => Asked): void {
  /** A function that reads the streams of two tables. */
  async function buildReader(): Promise<void> {
    const { moto, clients } = asked();
    const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    const role = ['--role-name', 'reader', '--assume-role-policy-document', trust];
    await awsCli(moto.endpoint)('iam', 'create-role', ...role);
    await clients.lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'reader',
        Role: `arn:aws:iam::${account}:role/reader`,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile: new TextEncoder().encode('code') },
      }),
    );
    for (const TableName of ['baskets', 'parcels']) {
      const { TableDescription } = await clientsAt(moto.endpoint).dynamodb.send(
        new CreateTableCommand({
          TableName,
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          BillingMode: 'PAY_PER_REQUEST',
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
        }),
      );
      await clients.lambda.send(
        new CreateEventSourceMappingCommand({
          FunctionName: 'reader',
          EventSourceArn: TableDescription!.LatestStreamArn!,
          StartingPosition: 'LATEST',
        }),
      );
    }
  }

  test('the estate that a scan reads', async () => {
    const { moto, paging } = asked();
    await buildReader();
    const whole = await awsInventory(clientsAt(moto.endpoint), home).look();
    expect(whole.unread).toEqual([]);
    const reader = whole.things.find(({ name }) => name === 'reader');
    expect(reader).toMatchObject({ kind: 'function', sources: [{ stream: true }, { stream: true }] });
    const inPages = await awsInventory(clientsAt(paging.endpoint), home).look();
    expect(inPages.things).toEqual(whole.things);
  });

  test('the rounds of a doctor', async () => {
    const { moto, paging } = asked();
    const practices = [{ tags: { Service: 'web' }, alarms: [] }];
    const { groups } = await awsRounds(clientsAt(moto.endpoint), home).look(practices);
    expect(groups.map(({ members }) => members.length)).toEqual([2]);
    expect((await awsRounds(clientsAt(paging.endpoint), home).look(practices)).groups).toEqual(groups);
  });

  test('members that their group was told are ill', async () => {
    const { clients, paging } = asked();
    const { autoScaling } = clients;
    const { AutoScalingGroups } = await autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['orders'] }),
    );
    const ids = AutoScalingGroups![0]!.Instances!.map(({ InstanceId }) => InstanceId!).sort();
    expect(ids).toHaveLength(2);
    await autoScaling.send(new SetInstanceHealthCommand({ InstanceId: ids[1]!, HealthStatus: 'Unhealthy' }));
    const own = squallFaults({
      ...{ ...home, stage: 'test' },
      client: (make) => bounded(new make(settings(paging.endpoint)) as never),
    });
    const Instances = ids.map((id) => `arn:aws:ec2:${motoRegion}:${account}:instance/${id}`);
    const action = { stepId: 'replace', action: 'squall:autoscaling:replace-instance', parameters: {} };
    const asking = {
      ...{ runId: 'run-ill', wave: 1, provider: 'squall' as const, token: 'run-ill/1/squall/replace' },
      own: { ...action, targets: { Instances }, intendedAt: Date.now(), before: [] },
    };
    expect(await own.observe(asking)).toMatchObject({ actions: [{ targets: [Instances[1]] }] });
  });
}
