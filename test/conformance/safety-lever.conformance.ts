/** The safety lever over the wire, held against botocore's model: the client in use has no commands for it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateExperimentTemplateCommand,
  FisClient,
  GetExperimentCommand,
  StartExperimentCommand,
} from '@aws-sdk/client-fis';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { bounded } from '../../adapters/aws/clients.ts';
import { reachOf } from '../../adapters/aws/other-accounts.ts';
import { awsSafetyLever, lookAtLever, setLever } from '../../adapters/aws/safety-lever.ts';
import { leversOf } from '../../apps/aws/lever.ts';
import { variablesOf } from '../../lambdas/runtime/environment.ts';
import { sampleEnvironment } from '../unit/lambdas/sample-environment.ts';
import { squall } from '../workflow/squall-process.ts';
import { type FisStub, startFisStub } from './fis-stub.ts';
import { account, settings } from './fleet.ts';
import { type Moto, motoCredentials, motoRegion, startMoto } from './moto.ts';
import { takeViolations } from './violations.ts';

let moto: Moto;
let stub: FisStub;
let fis: FisClient;
beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());
beforeEach(async () => {
  await moto.reset();
  stub = await startFisStub(moto.endpoint, Date.UTC(2026, 2, 3, 9, 30));
  fis = bounded(new FisClient(settings(stub.endpoint)));
  return () => stub.stop();
});

async function started(): Promise<string> {
  const { experimentTemplate } = await fis.send(
    new CreateExperimentTemplateCommand({
      clientToken: 'token',
      description: 'waits',
      roleArn: `arn:aws:iam::${account}:role/faults`,
      stopConditions: [{ source: 'none' }],
      actions: { pause: { actionId: 'aws:fis:wait', parameters: { duration: 'PT5M' } } },
      targets: {},
    }),
  );
  const start = { clientToken: `start-${Math.random()}`, experimentTemplateId: experimentTemplate?.id };
  return (await fis.send(new StartExperimentCommand(start))).experiment?.id ?? '';
}

const statusOf = async (id: string) => (await fis.send(new GetExperimentCommand({ id }))).experiment?.state?.status;

test('it is looked at, engaged and disengaged, with its reason, and nothing else of FIS is asked', async () => {
  expect(await lookAtLever(fis)).toEqual({ status: 'disengaged', reason: 'never engaged' });
  expect(await setLever(fis, 'engaged', 'incident 12 → "prod"')).toEqual({
    status: 'engaged',
    reason: 'incident 12 → "prod"',
  });
  expect(await lookAtLever(fis)).toMatchObject({ status: 'engaged' });
  expect(await setLever(fis, 'disengaged', 'over')).toEqual({ status: 'disengaged', reason: 'over' });
  expect([...stub.asked]).toEqual([
    ['GetSafetyLever', 2],
    ['UpdateSafetyLeverState', 2],
  ]);
  expect(takeViolations()).toEqual([]);
});

test('engaged, it stops what runs, whosever it is, and cancels what is started', async () => {
  const running = await started();
  await setLever(fis, 'engaged', 'incident 12');
  expect(await statusOf(running)).toBe('stopping');
  expect(await statusOf(await started())).toBe('cancelled');
  await setLever(fis, 'disengaged', 'over');
  expect(await statusOf(await started())).toBe('running');
  expect(takeViolations()).toEqual([]);
});

test('the guardrail sees another team engage it, and is not told of a state that it does not know', async () => {
  const deployment = { account, region: motoRegion };
  const lever = awsSafetyLever(reachOf(deployment, {}, { as: 'stop', session: 'a test' }), fis);
  Object.assign(stub.lever, { status: 'engaging', reason: 'theirs' });
  expect(await lever.look()).toEqual({ status: 'engaging', reason: 'theirs' });
  expect(await lever.look({ account })).toMatchObject({ status: 'engaging' });
  await expect(lever.look({ account: '444455556666' })).rejects.toMatchObject({ name: 'UnknownAccount' });
  await expect(lever.look({ region: 'eu-west-9' })).rejects.toMatchObject({ name: 'UnknownRegion' });
  expect(takeViolations()).toEqual([]);
  Object.assign(stub.lever, { status: 'jammed' });
  await expect(lever.look()).rejects.toMatchObject({ name: 'LeverUnknown' });
  expect(takeViolations().join()).toContain('jammed');
});

test('a failure is named by the call, as every other of AWS', async () => {
  const away = bounded(new FisClient({ ...settings('http://127.0.0.1:9'), maxAttempts: 1 }));
  await expect(lookAtLever(away)).rejects.toMatchObject({
    name: 'Unavailable',
    message: expect.stringMatching(/GetSafetyLever/),
  });
});

test('squall lever: looked at by anybody who may, set by its name alone', async () => {
  const place = mkdtempSync(join(tmpdir(), 'squall-lever-'));
  const sample = readFileSync('templates/configuration/squall.config.yaml', 'utf8');
  writeFileSync(join(place, 'squall.config.yaml'), sample.replace('"111122223333"', `"${account}"`));
  const { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY } = motoCredentials;
  const env = { AWS_REGION: motoRegion, AWS_ENDPOINT_URL: stub.endpoint, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY };
  const lever = (...args: readonly string[]) => squall(place, ['lever', ...args], env);
  const name = `${account}/${motoRegion}`;
  const status = await lever('status', '--aws');
  expect(status.stdout, status.stderr).toBe(`The FIS safety lever of ${name} is disengaged: never engaged.\n`);
  expect(await lever('engage', '--aws', '--reason', 'incident 12')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`those of other teams too, and lets none begin, and nobody can be asked here: add`),
  });
  expect(await lever('engage', '--aws', '--reason', 'x', '--confirm', account)).toMatchObject({ code: 2 });
  expect(await lever('engage', '--aws', '--confirm', name)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('say why with --reason'),
  });
  expect(stub.lever.status).toBe('disengaged');
  const engaged = await lever('engage', '--aws', '--reason', 'incident 12', '--confirm', name);
  expect(engaged.code, engaged.stderr).toBe(0);
  expect(engaged.stdout).toContain('whosever it is');
  expect(stub.lever).toMatchObject({ status: 'engaged', reason: expect.stringMatching(/^incident 12 \(arn:aws:/) });
  expect((await lever('disengage', '--aws', '--reason', 'over', '--confirm', name)).code).toBe(0);
  expect(stub.lever.status).toBe('disengaged');
  expect(await lever('status')).toMatchObject({ code: 2, stderr: expect.stringContaining('squall stop --all') });
  rmSync(place, { recursive: true, force: true });
});

test('squall lever over several Regions: each is set, the one that cannot be is named, and other accounts are not forgotten', async () => {
  const place = mkdtempSync(join(tmpdir(), 'squall-levers-'));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
  const sample = readFileSync('templates/configuration/squall.config.yaml', 'utf8')
    .replace('"111122223333"', `"${account}"`)
    .replace('# regions: [eu-west-1]', 'regions: [eu-west-1, us-east-1]')
    .replace(
      /^targetAccounts: \[\]$/m,
      'targetAccounts: [{ account: "444455556666", startExternalId: start-0123456789abcdef, stopExternalId: stop-0123456789abcdef }]',
    );
  writeFileSync(join(place, 'squall.config.yaml'), sample);
  const { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY } = motoCredentials;
  const env = { AWS_REGION: motoRegion, AWS_ENDPOINT_URL: stub.endpoint, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY };
  const lever = (...args: readonly string[]) => squall(place, ['lever', ...args], env);
  const regions = [motoRegion, 'eu-west-1', 'us-east-1'];
  const name = `${account}/${regions.join(',')}`;
  const states = () => regions.map((region) => stub.leverIn(region).status);

  const one = await lever('engage', '--aws', '--reason', 'incident 12', '--confirm', `${account}/${motoRegion}`);
  expect(one, 'what is typed names all that is stopped').toMatchObject({ code: 2 });
  expect(states()).toEqual(['disengaged', 'disengaged', 'disengaged']);

  Object.assign(stub.leverIn('eu-west-1'), { status: 'engaging', reason: 'theirs' });
  const engaged = await lever('engage', '--aws', '--reason', 'incident 12', '--confirm', name);
  expect(engaged.code).toBe(1);
  expect(states()).toEqual(['engaged', 'engaging', 'engaged']);
  expect(engaged.stdout.match(/lever of \S+ is engaged/g)).toEqual(
    [motoRegion, 'us-east-1'].map((region) => `lever of ${account}/${region} is engaged`),
  );
  expect(engaged.stderr).toContain(`The FIS safety lever of ${account}/eu-west-1 could not be set: `);
  expect(engaged.stderr).toContain('those of account 444455556666');

  const status = await lever('status', '--aws');
  expect(status.stdout.split('\n').filter(Boolean), status.stderr).toHaveLength(3);
  expect(status.stdout).toContain(`The FIS safety lever of ${account}/eu-west-1 is engaging: theirs.`);
  expect(status.code).toBe(0);

  Object.assign(stub.leverIn('eu-west-1'), { status: 'engaged' });
  expect((await lever('disengage', '--aws', '--reason', 'over', '--confirm', name)).code).toBe(0);
  expect(states()).toEqual(['disengaged', 'disengaged', 'disengaged']);
});

test('where only its stacks are known, the deployed functions say in which Regions it acts; not to know is said', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', moto.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', motoCredentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', motoCredentials.secretAccessKey);
  onTestFinished(() => void vi.unstubAllEnvs());
  const deployment = { account, region: motoRegion, stage: 'staging' };
  expect(await leversOf(deployment)).toMatchObject({
    name: `${account}/${motoRegion}`,
    notKnown: expect.stringContaining('GetFunctionConfiguration'),
  });

  const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const { Role } = await new IAMClient({ region: motoRegion }).send(
    new CreateRoleCommand({ RoleName: 'admits', AssumeRolePolicyDocument: trust }),
  );
  await new LambdaClient({ region: motoRegion }).send(
    new CreateFunctionCommand({
      FunctionName: 'squall-staging-admit',
      Role: Role?.Arn,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: emptyZip },
      Environment: { Variables: variablesOf({ ...sampleEnvironment, regions: ['eu-west-1'] }) },
    }),
  );
  const found = await leversOf(deployment);
  expect(found).toMatchObject({ name: `${account}/${motoRegion},eu-west-1`, otherAccounts: [] });
  expect(found.notKnown).toBeUndefined();
});

/** The end of a central directory with nothing in it. */
const emptyZip = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex');
