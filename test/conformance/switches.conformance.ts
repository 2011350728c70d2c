/**
 * The kill switch of a deployed platform over the wire: raised and lowered by its functions,
 * whose proofs moto's STS confirms with its check of signatures on, kept in SSM and DynamoDB.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { clientSettings } from '../../adapters/aws/clients.ts';
import { type DynamodbHistory, dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { dynamodbSwitchLog } from '../../adapters/aws/dynamodb-switch-log.ts';
import { identityProof } from '../../adapters/aws/identity-proof.ts';
import { awsSwitches } from '../../adapters/aws/switches.ts';
import type { Scope, Switches } from '../../core/ports/switches.ts';
import { type Environment, variablesOf } from '../../lambdas/runtime/environment.ts';
import { names } from '../../lib/configuration/names.ts';
import { recordOf } from '../contract/records.ts';
import { lambdaContext } from '../unit/lambdas/lambda-context.ts';
import { sampleEnvironment } from '../unit/lambdas/sample-environment.ts';
import { squall } from '../workflow/squall-process.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { makeHistoryTable } from './history-table.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';
import { checkSignatures, type Keys, makeUser } from './people.ts';

const account = '123456789012';
const arn = (name: string) => `arn:aws:iam::${account}:user/${name}`;
const machine = (name: string) => `arn:aws:states:${motoRegion}:${account}:stateMachine:${name}`;
const environment: Environment = {
  ...sampleEnvironment,
  account,
  region: motoRegion,
  historyTable: names.table('staging'),
  experimentMachine: machine('squall-staging-experiment'),
  recoveryMachine: machine('squall-staging-recovery'),
};
const { stage } = environment;

let moto: Moto;
let gateway: Gateway;
let history: DynamodbHistory;
let switches: Switches;
let people: Readonly<Record<'ada' | 'bob', Keys>>;
let runs = 0;

beforeAll(async () => {
  moto = await startMoto();
  people = { ada: await makeUser(moto, 'ada'), bob: await makeUser(moto, 'bob') };
  const platform = await makeUser(moto, 'platform');
  const told = { ...variablesOf(environment), AWS_ENDPOINT_URL: moto.endpoint, AWS_REGION: motoRegion };
  const keys = { AWS_ACCESS_KEY_ID: platform.accessKeyId, AWS_SECRET_ACCESS_KEY: platform.secretAccessKey };
  const quiet = { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' };
  for (const [name, value] of Object.entries({ ...told, ...keys, ...quiet })) vi.stubEnv(name, value);
  const sfn = new SFNClient(clientSettings);
  const definition = JSON.stringify({ StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 600, End: true } } });
  for (const name of ['squall-staging-experiment', 'squall-staging-recovery'])
    await sfn.send(
      new CreateStateMachineCommand({ name, definition, roleArn: `arn:aws:iam::${account}:role/machines` }),
    );
  await checkSignatures(moto);
  const client = new DynamoDBClient(clientSettings);
  await makeHistoryTable(client, environment.historyTable);
  history = dynamodbHistory(client, environment.historyTable);
  const log = dynamodbSwitchLog(client, environment.historyTable);
  switches = awsSwitches(new SSMClient(clientSettings), environment.killSwitches, log);
  const stopping = await import('../../lambdas/triggers/stop-scope.ts');
  const resuming = await import('../../lambdas/triggers/resume.ts');
  const functions: Readonly<Record<string, (event: unknown) => Promise<unknown>>> = {
    'squall-staging-stop-scope': (event) => stopping.handler(event, lambdaContext()),
    'squall-staging-resume': (event) => resuming.handler(event, lambdaContext()),
  };
  gateway = await startGateway(
    () => moto.endpoint,
    (name) => functions[name],
  );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await gateway.stop();
  await moto.stop();
});

/** One of each owner, proposed. */
let own: { readonly payments: string; readonly search: string };
beforeEach(async () => {
  own = { payments: `run-${runs++}`, search: `run-${runs++}` };
  for (const [owner, runId] of Object.entries(own))
    await history.runs.propose(recordOf(runId, { platform: 'aws', owner, proposedAt: Date.now() }));
  for (const { scope } of await switches.raised())
    await switches.lower({ scope, by: 'the suite', reason: 'between tests', at: Date.now() });
});

const phaseOf = async (runId: string) => (await history.runs.load(runId))?.phase;
const proofOf = (keys: Keys, act: 'stop' | 'resume', scope: Scope, reason: string) =>
  identityProof(new STSClient({ region: motoRegion, endpoint: moto.endpoint, credentials: keys }), {
    ...{ act, account, region: motoRegion, stage, scope, reason },
  });

async function call(name: 'stop-scope' | 'resume', event: object): Promise<Record<string, unknown>> {
  const lambda = new LambdaClient({ region: motoRegion, endpoint: gateway.endpoint });
  const FunctionName = `squall-staging-${name}`;
  const { Payload, FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  const answer = JSON.parse(new TextDecoder().decode(Payload));
  return FunctionError ? { failed: answer.errorType, message: answer.errorMessage } : answer;
}

test('whoever stops an owner is kept as STS says, and the runs of that owner alone are aborted', async () => {
  const asked = { scope: 'owner:payments', reason: 'incident 12 → prod' } as const;
  const proof = await proofOf(people.ada, 'stop', asked.scope, asked.reason);
  const answer = await call('stop-scope', { ...asked, by: arn('ada'), proof });
  expect(answer).toMatchObject({ by: arn('ada'), proof: 'sts', runs: [{ runId: own.payments, phase: 'proposed' }] });
  expect(answer.runs).toMatchObject([{ aborted: { known: true, acknowledged: true } }]);
  expect(await phaseOf(own.payments)).toBe('recovering');
  expect(await phaseOf(own.search)).toBe('proposed');
  expect(await switches.raised()).toMatchObject([{ ...asked, by: arn('ada'), proof: 'sts' }]);
  expect((await switches.audit())[0]).toMatchObject({ action: 'raised', ...asked, by: arn('ada'), proof: 'sts' });
});

test('a proof that is none, or for something else, stops nobody from stopping: the name is kept as a claim', async () => {
  const asked = { scope: 'all', reason: 'incident 13' } as const;
  const other = await proofOf(people.ada, 'stop', 'owner:search', asked.reason);
  for (const proof of [undefined, other]) {
    const answer = await call('stop-scope', { ...asked, by: 'ada, by hand', ...(proof && { proof }) });
    expect(answer).toMatchObject({ by: 'ada, by hand' });
    expect(answer).not.toHaveProperty('proof');
  }
  expect(await phaseOf(own.payments)).toBe('recovering');
  expect(await phaseOf(own.search)).toBe('recovering');
});

test('nobody resumes without a proof for just that: scope, reason and act', async () => {
  const asked = { scope: 'owner:search', reason: 'it is over' } as const;
  await call('stop-scope', { scope: asked.scope, reason: 'incident 14', by: 'ada' });
  for (const proof of [
    await proofOf(people.bob, 'stop', asked.scope, asked.reason),
    await proofOf(people.bob, 'resume', 'all', asked.reason),
    await proofOf(people.bob, 'resume', asked.scope, 'another reason'),
  ])
    expect(await call('resume', { ...asked, proof })).toMatchObject({ resumed: false });
  expect(await call('resume', { ...asked })).toMatchObject({ failed: 'MalformedInput' });
  expect(await switches.raised()).toHaveLength(1);
  const proof = await proofOf(people.bob, 'resume', asked.scope, asked.reason);
  expect(await call('resume', { ...asked, proof })).toEqual({ resumed: true, by: arn('bob'), lowered: true });
  expect(await call('resume', { ...asked, proof })).toEqual({ resumed: true, by: arn('bob'), lowered: false });
  expect(await switches.raised()).toEqual([]);
  expect((await switches.audit())[0]).toMatchObject({ action: 'lowered', by: arn('bob'), proof: 'sts' });
});

test('squall stop, ls switches and resume, as who the credentials are', async () => {
  const place = mkdtempSync(join(tmpdir(), 'squall-switches-'));
  const sample = readFileSync('templates/configuration/squall.config.yaml', 'utf8');
  writeFileSync(join(place, 'squall.config.yaml'), sample.replace('"111122223333"', `"${account}"`));
  const as = (keys: Keys, ...rest: readonly string[]) =>
    squall(place, [...rest, '--aws'], {
      AWS_REGION: motoRegion,
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_ENDPOINT_URL_LAMBDA: gateway.endpoint,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    });
  const scope = ['--owner', 'search', '--reason'];
  const stopped = await as(people.ada, 'stop', ...scope, 'incident 15', '--yes', '--no-wait');
  expect(stopped.code, stopped.stderr).toBe(0);
  expect(stopped.stdout).toContain(`${arn('ada')} has raised the kill switch for all runs of owner search`);
  expect(stopped.stdout).toContain('squall resume --owner search --aws --reason <text> lowers it');
  expect(stopped.stdout).toContain(`${own.search}: asked to stop and roll back`);
  const listed = await as(people.bob, 'ls', 'switches');
  expect(listed.stdout).toMatch(/all runs of owner search .* incident 15/);
  expect(listed.stdout).toContain(`raised   all runs of owner search`);
  expect(listed.stdout).toContain(`${arn('ada')} (STS)`);
  const resumed = await as(people.bob, 'resume', ...scope, 'it is over');
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(resumed.stdout).toContain(`${arn('bob')} has lowered the kill switch for all runs of owner search`);
  rmSync(place, { recursive: true, force: true });
});
