/**
 * Approvals over the wire: the proof of identity signed by the real SDK, carried by Lambda's
 * Invoke, confirmed by moto's STS with its check of signatures on, kept in DynamoDB.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { clientSettings } from '../../adapters/aws/clients.ts';
import { type DynamodbHistory, dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { type IdentityProof, identityProof } from '../../adapters/aws/identity-proof.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import { type Environment, variablesOf } from '../../lambdas/runtime/environment.ts';
import { names } from '../../lib/configuration/names.ts';
import { recordOf } from '../contract/records.ts';
import { lambdaContext } from '../unit/lambdas/lambda-context.ts';
import { sampleEnvironment } from '../unit/lambdas/sample-environment.ts';
import { squall } from '../workflow/squall-process.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { makeHistoryTable } from './history-table.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';
import { checkSignatures, type Keys, makeRole, makeUser } from './people.ts';

const account = '123456789012';
const arn = (name: string) => `arn:aws:iam::${account}:user/${name}`;
const environment: Environment = {
  ...sampleEnvironment,
  account,
  region: motoRegion,
  historyTable: names.table('staging'),
};
const { stage } = environment;

let moto: Moto;
let gateway: Gateway;
let history: DynamodbHistory;
let people: Readonly<Record<'ada' | 'bob' | 'cyd', Keys>>;
let runs = 0;
let runId: string;
let planHash: string;

beforeAll(async () => {
  moto = await startMoto();
  people = { ada: await makeUser(moto, 'ada'), bob: await makeUser(moto, 'bob'), cyd: await makeUser(moto, 'cyd') };
  await makeRole(moto, 'operator');
  const platform = await makeUser(moto, 'platform');
  const told = { ...variablesOf(environment), AWS_ENDPOINT_URL: moto.endpoint, AWS_REGION: motoRegion };
  const keys = { AWS_ACCESS_KEY_ID: platform.accessKeyId, AWS_SECRET_ACCESS_KEY: platform.secretAccessKey };
  const quiet = { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' };
  for (const [name, value] of Object.entries({ ...told, ...keys, ...quiet })) vi.stubEnv(name, value);
  await checkSignatures(moto);
  const client = new DynamoDBClient(clientSettings);
  await makeHistoryTable(client, environment.historyTable);
  history = dynamodbHistory(client, environment.historyTable);
  const { handler } = await import('../../lambdas/triggers/approve.ts');
  gateway = await startGateway(
    () => moto.endpoint,
    (name) => (name === 'squall-staging-approve' ? (event) => handler(event, lambdaContext()) : undefined),
  );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await gateway.stop();
  await moto.stop();
});

async function proposed(changes: Partial<RunRecord> = {}): Promise<void> {
  runId = `run-${runs++}`;
  const record = recordOf(runId, { platform: 'aws', startedBy: arn('ada'), proposedAt: Date.now(), ...changes });
  planHash = record.planHash;
  await history.runs.propose(record);
}
beforeEach(() => proposed());

const stsOf = (keys: Keys) => new STSClient({ region: motoRegion, endpoint: moto.endpoint, credentials: keys });
const proofOf = (keys: Keys, over: object = {}): Promise<IdentityProof> =>
  identityProof(stsOf(keys), { act: 'approve', account, region: motoRegion, stage, runId, planHash, ...over });

async function approve(proof: IdentityProof, over: object = {}): Promise<Record<string, unknown>> {
  const lambda = new LambdaClient({ region: motoRegion, endpoint: gateway.endpoint });
  const { Payload, FunctionError } = await lambda.send(
    new InvokeCommand({
      FunctionName: 'squall-staging-approve',
      Payload: JSON.stringify({ runId, planHash, proof, ...over }),
    }),
  );
  const answer = JSON.parse(new TextDecoder().decode(Payload));
  return FunctionError ? { failed: answer.errorType, message: answer.errorMessage } : answer;
}
const kept = async () => ((await history.runs.load(runId))?.approvals ?? []).map(({ by }) => by);

test('someone else approves: their ARN is kept with the run, and told in its journal', async () => {
  const answer = await approve(await proofOf(people.bob), { reason: 'looks fine' });
  expect(answer).toEqual({ approved: true, by: arn('bob'), approvals: 1, missing: 0 });
  expect((await history.runs.load(runId))?.approvals).toMatchObject([
    { by: arn('bob'), planHash, proof: 'sts', reason: 'looks fine' },
  ]);
  expect(await history.journal.read(runId)).toMatchObject([{ type: 'approved', by: arn('bob'), step: 'Approval' }]);
  expect(await approve(await proofOf(people.cyd))).toMatchObject({ approved: true, approvals: 2 });
});

test('the starter is refused, and so is the same person twice', async () => {
  expect(await approve(await proofOf(people.ada))).toMatchObject({ approved: false, rule: 'starter' });
  const proof = await proofOf(people.bob);
  await approve(proof);
  expect(await approve(proof)).toMatchObject({ approved: false, rule: 'twice' });
  expect(await kept()).toEqual([arn('bob')]);
});

test('sessions of one role are one person, whatever they call themselves', async () => {
  const as = async (session: string): Promise<Keys> => {
    const role = { RoleArn: `arn:aws:iam::${account}:role/operator`, RoleSessionName: session };
    const { Credentials } = await stsOf(people.bob).send(new AssumeRoleCommand(role));
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  };
  expect(await approve(await proofOf(await as('bob')))).toMatchObject({
    by: `arn:aws:sts::${account}:assumed-role/operator/bob`,
  });
  expect(await approve(await proofOf(await as('cyd')))).toMatchObject({ approved: false, rule: 'twice' });
});

test('an identity of another account is nobody, however well it is proven', async () => {
  const role = { RoleArn: 'arn:aws:iam::444455556666:role/operator', RoleSessionName: 'bob' };
  const { Credentials } = await stsOf(people.bob).send(new AssumeRoleCommand(role));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const elsewhere = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  expect(await approve(await proofOf(elsewhere))).toMatchObject({
    rule: 'identity',
    why: expect.stringContaining("of another account than the platform's"),
  });
  expect(await kept()).toEqual([]);
});

test('a proof fits its own run, plan, stage and account alone', async () => {
  const others = [
    { runId: 'run-of-yesterday' },
    { planHash: 'b'.repeat(64) },
    { stage: 'production' },
    { account: '444455556666' },
  ];
  for (const other of others)
    expect(await approve(await proofOf(people.bob, other))).toMatchObject({ approved: false, rule: 'identity' });
  expect(await kept()).toEqual([]);
});

test('what was changed after it was signed is refused by STS itself', async () => {
  const { headers, body } = await proofOf(people.bob, { runId: 'run-of-yesterday' });
  const mine = (await proofOf(people.bob)).headers['x-squall-approval'] ?? '';
  const replayed = { headers: { ...headers, 'x-squall-approval': mine }, body };
  expect(await approve(replayed)).toMatchObject({
    rule: 'identity',
    why: expect.stringContaining('STS does not confirm the proof of identity: SignatureDoesNotMatch'),
  });
  const authorization = (headers.authorization ?? '').replace(people.bob.accessKeyId, people.cyd.accessKeyId);
  const borrowed = { headers: { ...headers, 'x-squall-approval': mine, authorization }, body };
  expect(await approve(borrowed)).toMatchObject({ approved: false, rule: 'identity' });
  const unknown = { accessKeyId: 'AKIA0000000000000000', secretAccessKey: 'guessed' };
  expect(await approve(await proofOf(unknown))).toMatchObject({ approved: false, rule: 'identity' });
  expect(await kept()).toEqual([]);
});

test('STS is asked at our own endpoint, whatever the proof says', async () => {
  const asked: string[] = [];
  const elsewhere = await startGateway(
    () => moto.endpoint,
    () => undefined,
    (request, _sent, pass) => {
      asked.push(request.url ?? '');
      return pass();
    },
  );
  const sts = new STSClient({ region: motoRegion, endpoint: elsewhere.endpoint, credentials: people.bob });
  const proof = await identityProof(sts, { act: 'approve', account, region: motoRegion, stage, runId, planHash });
  expect(await approve(proof)).toMatchObject({ rule: 'identity', why: expect.stringContaining('another host') });
  expect(asked).toEqual([]);
  await elsewhere.stop();
});

test('a run that is over, that is unknown, or that began cannot be approved', async () => {
  await history.runs.arm(runId, { from: 0, until: 1 }, []);
  expect(await approve(await proofOf(people.bob))).toMatchObject({ approved: false, rule: 'phase' });
  runId = 'nobody';
  expect(await approve(await proofOf(people.bob))).toMatchObject({ approved: false, rule: 'unknown' });
});

test('an event that is none fails by name, and shows nothing of the proof', async () => {
  const proof = await proofOf(people.bob);
  const answer = await approve({ ...proof, url: 'http://elsewhere' } as IdentityProof);
  expect(answer).toMatchObject({ failed: 'MalformedInput' });
  expect(JSON.stringify(answer)).not.toContain(proof.headers.authorization?.slice(-64));
});

test('squall approve --aws: as who the credentials are', async () => {
  const place = mkdtempSync(join(tmpdir(), 'squall-approve-'));
  const sample = readFileSync('templates/configuration/squall.config.yaml', 'utf8');
  writeFileSync(join(place, 'squall.config.yaml'), sample.replace('"111122223333"', `"${account}"`));
  const as = (keys: Keys, ...rest: readonly string[]) =>
    squall(place, ['approve', runId, '--aws', ...rest], {
      AWS_REGION: motoRegion,
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_ENDPOINT_URL_LAMBDA: gateway.endpoint,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    });
  const starter = await as(people.ada);
  expect(starter).toMatchObject({ code: 3, stderr: expect.stringContaining('someone else must approve it') });
  const bob = await as(people.bob, '--plan', planHash.slice(0, 12), '--reason', 'looks fine');
  expect(bob.code, bob.stderr).toBe(0);
  expect(bob.stdout).toContain(`approved by ${arn('bob')}`);
  expect(await kept()).toEqual([arn('bob')]);
  expect((await as(people.cyd, '--plan', 'b'.repeat(64))).code).toBe(3);
  rmSync(place, { recursive: true, force: true });
});
