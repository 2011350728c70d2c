/** Heartbeats over the wire to moto, with a table in each of two Regions: moto replicates nothing, so that the test does. */
import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, ScanCommand as ScanDocuments } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { heartbeatsAcross } from '../../adapters/aws/heartbeats.ts';
import { beatItem } from '../../core/steady-state/heartbeat.ts';
import { heartbeatsContract } from '../contract/heartbeats.contract.ts';
import { account, settings } from './fleet.ts';
import { type Moto, motoCredentials, motoRegion, startMoto } from './moto.ts';

let moto: Moto;
const away = 'eu-west-1';
const heartbeat = { table: 'payments', key: 'id', sort: 'kind', home: motoRegion, away };
const at = Date.UTC(2026, 2, 3, 9, 30);
const reach = {
  deployment: { account, region: motoRegion, regions: [away] },
  bounds: {},
  credentialsIn: () => ({ credentials: motoCredentials }),
} as unknown as Parameters<typeof heartbeatsAcross>[0];

beforeAll(async () => {
  moto = await startMoto();
  vi.stubEnv('AWS_ENDPOINT_URL', moto.endpoint);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await moto.stop();
});

const client = (region: string) => new DynamoDBClient({ ...settings(moto.endpoint), region });

async function tables() {
  await moto.reset();
  for (const region of [motoRegion, away])
    await client(region).send(
      new CreateTableCommand({
        TableName: heartbeat.table,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'kind', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: ['id', 'kind'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      }),
    );
}

async function replicate() {
  const { Items = [] } = await DynamoDBDocumentClient.from(client(motoRegion)).send(
    new ScanDocuments({ TableName: heartbeat.table }),
  );
  if (Items.length === 0) return;
  const requests = Items.map((Item) => ({ PutRequest: { Item } }));
  await DynamoDBDocumentClient.from(client(away)).send(
    new BatchWriteCommand({ RequestItems: { [heartbeat.table]: requests } }),
  );
}

heartbeatsContract('DynamoDB in two Regions', async () => {
  await tables();
  let now = at;
  return {
    metrics: heartbeatsAcross(reach),
    heartbeat,
    at,
    arrive: async () => {
      await replicate();
      now += 2000;
      return now;
    },
  };
});

test('nothing is left in either Region', async () => {
  await tables();
  const beats = heartbeatsAcross(reach);
  const item = beatItem('run-1', 'writes');
  await beats.beat({ heartbeat, item, at, first: true });
  await replicate();
  await beats.endBeat(heartbeat, item);
  for (const region of [motoRegion, away])
    expect((await client(region).send(new ScanCommand({ TableName: heartbeat.table }))).Count).toBe(0);
});

test('a Region that the platform was not told of is named, and the look goes on', async () => {
  await tables();
  const abroad = { ...heartbeat, away: 'us-east-1' };
  const answer = await heartbeatsAcross(reach).beat({
    heartbeat: abroad,
    item: 'squall-heartbeat/r/p',
    at,
    first: true,
  });
  expect(answer).toEqual({
    written: true,
    why: expect.stringContaining('us-east-1 was not read: Region us-east-1 is neither'),
  });
  await expect(heartbeatsAcross(reach).endBeat(abroad, 'squall-heartbeat/r/p')).rejects.toMatchObject({
    name: 'UnknownRegion',
  });
});
