/** The server itself: it answers, forgets, is lent again, dies when told to, and dies with its suite. */
import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CreateStateMachineCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { CreateTopicCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Moto, motoCredentials, motoRegion, startMoto } from './moto.ts';
import { spawnMoto } from './moto-process.ts';
import { checkSignatures } from './people.ts';

let moto: Moto;
const settings = () => ({ endpoint: moto.endpoint, region: motoRegion, credentials: motoCredentials });
const answers = (endpoint: string) => fetch(`${endpoint}/moto-api/data.json`).then(({ ok }) => ok);

beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());

test('it keeps what the SDK makes, and forgets it on reset', async () => {
  const sns = new SNSClient(settings());
  await sns.send(new CreateTopicCommand({ Name: 'notices' }));
  expect((await sns.send(new ListTopicsCommand({}))).Topics).toHaveLength(1);
  await moto.reset();
  expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual([]);
});

test('a state machine can be started more than once', async () => {
  const sfn = new SFNClient({ ...settings(), maxAttempts: 1 });
  const { stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({
      name: 'twice',
      definition: JSON.stringify({ StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 1, End: true } } }),
      roleArn: 'arn:aws:iam::123456789012:role/any',
    }),
  );
  for (const name of ['first', 'second', 'third'])
    await sfn.send(new StartExecutionCommand({ stateMachineArn: stateMachineArn!, name }));
});

test('lent again, a server remembers nothing of the file before: no resource, and not that it checks signatures', async () => {
  const first = await startMoto();
  const { endpoint } = first;
  const sns = new SNSClient({ ...settings(), endpoint });
  await sns.send(new CreateTopicCommand({ Name: 'before' }));
  await checkSignatures(first);
  await expect(sns.send(new ListTopicsCommand({}))).rejects.toThrow(/token included in the request is invalid/);
  await first.stop();
  await first.stop();
  const again = await startMoto();
  expect(again.endpoint).toBe(endpoint);
  expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual([]);
  // Given back twice, it is still lent to one file at a time.
  const third = await startMoto();
  expect(third.endpoint).not.toBe(endpoint);
  await again.stop();
  await third.stop();
});

test('a stopped server is gone, and stopping it again does nothing', async () => {
  const other = await spawnMoto();
  expect(other.endpoint).not.toBe(moto.endpoint);
  await other.stop();
  await other.stop();
  await expect(answers(other.endpoint)).rejects.toThrow();
});

test('a suite that is killed leaves no server behind', async () => {
  const script = `
    const { spawnMoto } = await import('./test/conformance/moto-process.ts');
    process.stdout.write((await spawnMoto()).endpoint, () => process.kill(process.pid, 'SIGKILL'));`;
  const killed = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  const { stdout, signal } = await killed.then(
    () => expect.unreachable('it kills itself'),
    (error: { stdout: string; signal: string }) => error,
  );
  expect([stdout, signal]).toEqual([expect.stringMatching(/^http:/), 'SIGKILL']);
  for (let left = 50; left > 0 && (await answers(stdout).catch(() => false)); left--) await pause(100);
  await expect(answers(stdout)).rejects.toThrow();
});
