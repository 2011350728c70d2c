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
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bounded } from '../../adapters/aws/clients.ts';
import { reachOf } from '../../adapters/aws/other-accounts.ts';
import { awsSafetyLever, lookAtLever, setLever } from '../../adapters/aws/safety-lever.ts';
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
