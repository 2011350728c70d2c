/** Heartbeats over the wire to moto, with a table in each of two Regions: moto replicates nothing, so that the test does. */

import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { heartbeatsAcross } from '../../adapters/aws/heartbeats.ts';
import { reachOf } from '../../adapters/aws/other-accounts.ts';
import { beatItem } from '../../core/steady-state/heartbeat.ts';
import { heartbeatsContract } from '../contract/heartbeats.contract.ts';
import { account, settings } from './fleet.ts';
import { type Moto, motoCredentials, motoRegion, startMoto } from './moto.ts';
import { replicatedTable } from './replicated-table.ts';

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
  vi.stubEnv('AWS_ACCESS_KEY_ID', motoCredentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', motoCredentials.secretAccessKey);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await moto.stop();
});

const tables = async () => {
  await moto.reset();
  return replicatedTable(moto.endpoint, heartbeat);
};

heartbeatsContract('DynamoDB in two Regions', async () => {
  const table = await tables();
  let now = at;
  return {
    metrics: heartbeatsAcross(reach),
    heartbeat,
    at,
    arrive: async () => {
      await table.follow(now);
      now += 2000;
      return now;
    },
  };
});

test('nothing is left in either Region', async () => {
  const table = await tables();
  const beats = heartbeatsAcross(reach);
  const item = beatItem('run-1', 'writes');
  await beats.beat({ heartbeat, item, at, first: true });
  await table.follow(at);
  expect(await table.items(away)).toEqual([{ id: item, kind: item, writtenAt: at }]);
  await beats.endBeat(heartbeat, item);
  for (const region of [motoRegion, away]) expect(await table.items(region)).toEqual([]);
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
    barred: true,
  });
  await expect(heartbeatsAcross(reach).endBeat(abroad, 'squall-heartbeat/r/p')).rejects.toMatchObject({
    name: 'UnknownRegion',
  });
});

test('a first write that lands after the end leaves an item that the table lets expire, and that no other run goes by', async () => {
  const table = await tables();
  const beats = heartbeatsAcross(reach);
  const [item, other] = [beatItem('run-1', 'writes'), beatItem('run-2', 'writes')];
  const expiring = { ...heartbeat, ttlAttribute: 'expires' };
  await beats.beat({ heartbeat: expiring, item, at, first: true });
  await beats.endBeat(expiring, item);
  await beats.beat({ heartbeat: expiring, item, at: at + 1, first: true });
  const left = { id: item, kind: item, writtenAt: at + 1, expires: Math.floor((at + 1) / 1000) + 86_400 };
  expect(await table.items(motoRegion)).toEqual([left]);
  const next = await beats.beat({ heartbeat: expiring, item: other, at: at + 2, first: true });
  expect(next).toEqual({ written: true });
  await beats.endBeat(expiring, other);
  expect(await table.items(motoRegion)).toEqual([left]);
});

test('a table of another account has the item of the role there, and its own account has none', async () => {
  const own = await tables();
  const there = '444455556666';
  const role = (as: string) => `arn:aws:iam::${there}:role/squall-staging-remote-${as}`;
  const sts = new STSClient(settings(moto.endpoint));
  const assume = new AssumeRoleCommand({ RoleArn: role('stop'), RoleSessionName: 'suite' });
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = (await sts.send(assume)).Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  const theirs = await replicatedTable(moto.endpoint, { ...heartbeat, credentials });
  const externalIds = { startExternalId: 'start-start-start-1', stopExternalId: 'stop-stop-stop-stop' };
  const target = { account: there, startRole: role('start'), stopRole: role('stop'), ...externalIds };
  const deployment = { account, region: motoRegion, regions: [away], targetAccounts: [target] };
  const beats = heartbeatsAcross(reachOf(deployment, {}, { as: 'stop', session: 'squall-staging-observe' }));
  const abroad = { ...heartbeat, account: there };
  const item = beatItem('run-1', 'writes');
  expect(await beats.beat({ heartbeat: abroad, item, at, first: true })).toEqual({ written: true });
  await theirs.follow(at);
  expect(await beats.beat({ heartbeat: abroad, item, at: at + 1, first: false })).toEqual({ written: true, seen: at });
  expect([await theirs.items(away), await own.items(motoRegion)]).toEqual([
    [{ id: item, kind: item, writtenAt: at }],
    [],
  ]);
  await beats.endBeat(abroad, item);
  expect([await theirs.items(motoRegion), await theirs.items(away)]).toEqual([[], []]);
  const unlisted = { ...heartbeat, account: '999988887777' };
  const refused = await beats.beat({ heartbeat: unlisted, item, at, first: true });
  expect(refused).toMatchObject({ written: false, barred: true, why: expect.stringContaining('targetAccounts') });
});
