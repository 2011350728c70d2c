/** What a run left behind, acknowledged over the wire: by whoever moto's STS confirms, kept in DynamoDB, and expiring from then. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { STSClient } from '@aws-sdk/client-sts';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { clientSettings } from '../../adapters/aws/clients.ts';
import { type DynamodbHistory, dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { type Audience, identityProof } from '../../adapters/aws/identity-proof.ts';
import { type Environment, variablesOf } from '../../lambdas/runtime/environment.ts';
import { names } from '../../lib/configuration/names.ts';
import { causeOf, leftoverOf, recordOf, start, terminalOf } from '../contract/records.ts';
import { lambdaContext } from '../unit/lambdas/lambda-context.ts';
import { sampleEnvironment } from '../unit/lambdas/sample-environment.ts';
import { squall } from '../workflow/squall-process.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { makeHistoryTable } from './history-table.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';
import { checkSignatures, type Keys, makeUser } from './people.ts';

const account = '123456789012';
const arn = (name: string) => `arn:aws:iam::${account}:user/${name}`;
const environment: Environment = {
  ...sampleEnvironment,
  account,
  region: motoRegion,
  historyTable: names.table('staging'),
};

let moto: Moto;
let gateway: Gateway;
let client: DynamoDBClient;
let history: DynamodbHistory;
let people: Readonly<Record<'ada' | 'bob', Keys>>;
let runs = 0;
let runId: string;
let planHash: string;

beforeAll(async () => {
  moto = await startMoto();
  people = { ada: await makeUser(moto, 'ada'), bob: await makeUser(moto, 'bob') };
  const platform = await makeUser(moto, 'platform');
  const told = { ...variablesOf(environment), AWS_ENDPOINT_URL: moto.endpoint, AWS_REGION: motoRegion };
  const keys = { AWS_ACCESS_KEY_ID: platform.accessKeyId, AWS_SECRET_ACCESS_KEY: platform.secretAccessKey };
  const quiet = { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' };
  for (const [name, value] of Object.entries({ ...told, ...keys, ...quiet })) vi.stubEnv(name, value);
  await checkSignatures(moto);
  client = new DynamoDBClient(clientSettings);
  await makeHistoryTable(client, environment.historyTable);
  history = dynamodbHistory(client, environment.historyTable, {}, environment.historyRetain);
  const { handler } = await import('../../lambdas/triggers/acknowledge.ts');
  gateway = await startGateway(
    () => moto.endpoint,
    (name) => (name === 'squall-staging-acknowledge' ? (event) => handler(event, lambdaContext()) : undefined),
  );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await gateway.stop();
  await moto.stop();
});

beforeEach(async () => {
  runId = `run-${runs++}`;
  const record = recordOf(runId, { platform: 'aws', startedBy: arn('ada') });
  planHash = record.planHash;
  await history.runs.propose(record);
  await history.runs.raiseEpoch(runId, causeOf());
  const left = [leftoverOf(runId), leftoverOf(runId, '2/zone')];
  await history.runs.conclude(runId, terminalOf(runId, { recovery: 'drifted' }), left);
});

async function acknowledge(keys: Keys, over: Partial<Pick<Audience, 'act' | 'stage'>> = {}, reason = 'by hand') {
  const sts = new STSClient({ region: motoRegion, endpoint: moto.endpoint, credentials: keys });
  const audience = { act: 'acknowledge', account, region: motoRegion, stage: 'staging', runId, planHash, ...over };
  const proof = await identityProof(sts, audience as Audience);
  const lambda = new LambdaClient({ region: motoRegion, endpoint: gateway.endpoint });
  const Payload = JSON.stringify({ runId, planHash, reason, proof });
  const { Payload: answered } = await lambda.send(
    new InvokeCommand({ FunctionName: 'squall-staging-acknowledge', Payload }),
  );
  return JSON.parse(new TextDecoder().decode(answered)) as Record<string, unknown>;
}
const expiry = async (pk: string, sk: string) =>
  (await client.send(new GetCommand({ TableName: environment.historyTable, Key: { pk, sk } }))).Item?.expiresAt;

test('whoever STS confirms acknowledges it, even the starter: kept, told in the journal, once', async () => {
  expect(await history.leftovers.open()).toHaveLength(2);
  expect(await acknowledge(people.ada)).toMatchObject({ acknowledged: true });
  expect(await history.leftovers.of(runId)).toMatchObject(
    ['1/power', '2/zone'].map((entryId) => ({ entryId, acknowledged: { by: arn('ada'), reason: 'by hand' } })),
  );
  expect(await history.leftovers.open()).toEqual([]);
  expect(await history.journal.read(runId)).toMatchObject([
    { type: 'left-acknowledged', entryId: '1/power', by: arn('ada'), step: 'Leftovers' },
    { type: 'left-acknowledged', entryId: '2/zone' },
  ]);
  expect(await acknowledge(people.bob)).toMatchObject({ acknowledged: false, rule: 'resolved' });
});

test('a proof that is made for an approval, or for another stage, acknowledges nothing', async () => {
  for (const over of [{ act: 'approve' }, { stage: 'production' }] as const)
    expect(await acknowledge(people.ada, over)).toMatchObject({ acknowledged: false, rule: 'identity' });
  expect((await history.leftovers.of(runId)).some(({ acknowledged }) => acknowledged)).toBe(false);
});

test('nothing of a run expires while what it left is open, and all of it does from its end on', async () => {
  const items = [
    [`run/${runId}`, 'run'],
    [`run/${runId}`, 'run#plan'],
    ['leftovers', runId],
  ] as const;
  for (const [pk, sk] of items) expect(await expiry(pk, sk), sk).toBeUndefined();
  await acknowledge(people.ada);
  const { at = 0 } = (await history.leftovers.of(runId))[0]?.acknowledged ?? {};
  expect(at).toBeGreaterThan(start);
  for (const [pk, sk] of items)
    expect(await expiry(pk, sk), sk).toBe(Math.ceil((at + environment.historyRetain) / 1000));
});

test('squall ls and squall reap --acknowledge --aws: listed, and taken as it is by who the credentials are', async () => {
  const place = mkdtempSync(join(tmpdir(), 'squall-acknowledge-'));
  const sample = readFileSync('templates/configuration/squall.config.yaml', 'utf8');
  writeFileSync(join(place, 'squall.config.yaml'), sample.replace('"111122223333"', `"${account}"`));
  const bob = (...words: readonly string[]) =>
    squall(place, [...words, '--aws'], {
      AWS_REGION: motoRegion,
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_ENDPOINT_URL_LAMBDA: gateway.endpoint,
      AWS_ACCESS_KEY_ID: people.bob.accessKeyId,
      AWS_SECRET_ACCESS_KEY: people.bob.secretAccessKey,
    });
  const listed = await bob('ls', '--leftovers');
  expect(listed.code, listed.stderr).toBe(0);
  expect(listed.stdout).toMatch(new RegExp(`${runId} .*left behind`));
  expect((await bob('reap', '--acknowledge', runId)).stderr).toContain('say why with --reason');
  const done = await bob('reap', '--acknowledge', runId, '--reason', 'replaced by hand', '--yes');
  expect(done.code, done.stderr).toBe(0);
  expect(done.stdout).toContain(`acknowledged by ${arn('bob')}: replaced by hand`);
  expect((await bob('ls', '--leftovers')).stdout).not.toContain(`${runId} `);
  rmSync(place, { recursive: true, force: true });
});
