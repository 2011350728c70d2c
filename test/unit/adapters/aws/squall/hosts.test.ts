import { EC2Client } from '@aws-sdk/client-ec2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, test } from 'vitest';
import { bounded } from '../../../../../adapters/aws/clients.ts';
import { hostFaults } from '../../../../../adapters/aws/squall/hosts.ts';
import type { OwnFault, Place } from '../../../../../adapters/aws/squall/own-fault.ts';
import type { FaultAction } from '../../../../../core/ports/faults.ts';
import { AwsError, answered, type SystemsManager, systemsManager } from '../../../../fixtures/systems-manager.ts';

const begins = Date.UTC(2026, 2, 3, 9, 30);
const minute = 60_000;
const arnOf = (id: string) => `arn:aws:ec2:eu-central-1:123456789012:instance/${id}`;
const one = 'i-1';
const two = 'i-2';

let now: number;
let ssm: SystemsManager;
let power: Map<string, string>;
let faults: OwnFault;

beforeEach(() => {
  now = begins;
  ssm = systemsManager(() => now);
  ssm.online(one, two);
  power = new Map([one, two].map((id) => [id, 'running']));
  const clients: Record<string, object> = {
    SSMClient: bounded(answered(SSMClient, ssm.answer)),
    // A page for each instance: what is not on the first is not gone.
    EC2Client: bounded(
      answered(EC2Client, (_operation, input) => {
        const { Filters, NextToken = '0' } = input as { Filters: { Values: string[] }[]; NextToken?: string };
        const { Values } = Filters[0]!;
        if (Values.length > 200) throw new AwsError('FilterLimitExceeded');
        const there = Values.filter((id) => power.has(id));
        const at = Number(NextToken);
        const Instances = there.slice(at, at + 1).map((id) => ({ InstanceId: id, State: { Name: power.get(id) } }));
        return { Reservations: [{ Instances }], ...(at + 1 < there.length && { NextToken: String(at + 1) }) };
      }),
    ),
  };
  const client: Place['client'] = (make) => clients[make.name] as never;
  faults = hostFaults({ account: '123456789012', region: 'eu-central-1', stage: 'test', client }, { now: () => now });
});

const action = (...ids: readonly string[]): FaultAction => ({
  stepId: 'skew',
  action: 'squall:host:clock-skew',
  parameters: { duration: 'PT5M', skewSeconds: '90' },
  targets: { Instances: ids.map(arnOf) },
});
const token = 'run-1/1/squall/skew';
const start = (...ids: readonly string[]) =>
  faults.start({ runId: 'run-1', epoch: 1, wave: 1, token, action: action(...ids) });
const reference = (...ids: readonly string[]) => ({
  runId: 'run-1',
  wave: 1,
  provider: 'squall' as const,
  token,
  own: { ...action(...ids), intendedAt: begins, before: [] },
});
const seen = (...ids: readonly string[]) => faults.observe(reference(...ids));
const stop = (...ids: readonly string[]) => faults.stop(reference(...ids), 'enough');
const armed = () => ssm.sentOf('clock-skew')[0]!;
const reverts = () => ssm.sentOf('revert');

test('a start sends the document with the token, the seconds and its own parameters, once', async () => {
  await start(one, two);
  await start(one, two);
  expect(ssm.commands).toHaveLength(1);
  const { Parameters, InstanceIds, DocumentName } = armed();
  expect([DocumentName, InstanceIds]).toEqual(['squall-test-clock-skew', [one, two]]);
  expect(Parameters).toEqual({
    Token: [expect.stringMatching(/^[0-9a-f]{32}$/)],
    DurationSeconds: ['300'],
    SkewSeconds: ['90'],
  });
});

test('a send whose answer was lost is found again by its token, and another run’s is not', async () => {
  ssm.mishaps.push({ operation: 'SendCommand', error: new AwsError('InternalServerError', 500), after: true });
  await expect(start(one)).rejects.toMatchObject({ name: 'Unavailable' });
  expect(await seen(one)).toEqual({ state: 'running', targets: [arnOf(one)] });
  await start(one);
  expect(ssm.commands).toHaveLength(1);
  expect(await faults.observe({ ...reference(one), token: 'run-2/1/squall/skew' })).toMatchObject({ state: 'absent' });
});

test('a command is no less there while its invocations are not listed yet', async () => {
  await start(one, two);
  ssm.unlisted.add(armed().CommandId);
  expect(await seen(one, two)).toEqual({ state: 'running', targets: [arnOf(one), arnOf(two)] });
  await start(one, two);
  expect(ssm.commands).toHaveLength(1);
});

test('a throttled start has sent nothing, and says so by its name', async () => {
  ssm.mishaps.push({ operation: 'SendCommand', error: new AwsError('ThrottlingException'), after: false });
  await expect(start(one)).rejects.toMatchObject({ name: 'Throttled' });
  expect(await seen(one)).toEqual({ state: 'absent', targets: [] });
});

test('many hosts are reached by several commands, and a start that was cut off between them goes on', async () => {
  const ids = Array.from({ length: 260 }, (_, n) => `i-${n}`);
  ssm.online(...ids);
  for (const id of ids) power.set(id, 'running');
  const [first, second] = [ids.slice(0, 50), ids.slice(50)];
  await start(...first);
  ssm.mishaps.push({ operation: 'SendCommand', error: new AwsError('ThrottlingException'), after: false });
  await expect(start(...first, ...second)).rejects.toMatchObject({ name: 'Throttled' });
  await start(...first, ...second);
  expect(ssm.commands.flatMap(({ InstanceIds }) => InstanceIds)).toEqual(ids);
  expect((await seen(...ids)).targets).toHaveLength(260);
  await stop(...first);
  ssm.online('i-new');
  await start(...ids, 'i-new');
  expect(ssm.sentOf('clock-skew').flatMap(({ InstanceIds }) => InstanceIds)).not.toContain('i-new');
});

test.each([
  ['unknown', () => ssm.hosts.delete(two), 'i-2 is unknown to Systems Manager'],
  [
    'offline',
    () => ssm.hosts.set(two, { PingStatus: 'ConnectionLost', PlatformType: 'Linux' }),
    'i-2 is ConnectionLost',
  ],
  ['Windows', () => ssm.hosts.set(two, { PingStatus: 'Online', PlatformType: 'Windows' }), 'i-2 runs Windows'],
])('a host that is %s refuses the whole before anything is sent', async (_what, make, said) => {
  make();
  await expect(start(one, two)).rejects.toMatchObject({
    name: 'FaultRefused',
    message: `${said}, and the action takes a Linux host whose agent is online`,
  });
  expect(ssm.commands).toEqual([]);
});

describe('what a command says', () => {
  beforeEach(() => start(one));

  test.each([['Pending'], ['InProgress'], ['Delayed'], ['Cancelling']] as const)('%s: it holds', async (Status) => {
    ssm.set(armed(), one, { Status });
    now += 24 * 60 * minute;
    expect(await seen(one)).toEqual({ state: 'running', targets: [arnOf(one)] });
  });

  test('Success: over', async () => {
    ssm.set(armed(), one, { Status: 'Success', code: 0 });
    expect(await seen(one)).toEqual({ state: 'completed', targets: [] });
    await stop(one);
    expect(reverts()).toEqual([]);
  });

  test.each([
    [64, 'a parameter does not fit the host'],
    [69, 'a tool is missing, or nothing could be armed to take it back'],
    [70, 'it failed, and was taken back'],
    [75, 'another run’s fault stands there'],
    [76, 'it was taken back before it came'],
    [77, 'it takes root'],
  ])('Failed with exit code %s: nothing is left', async (code, why) => {
    ssm.set(armed(), one, { Status: 'Failed', code });
    expect(await seen(one)).toEqual({ state: 'failed', targets: [], reason: `i-1: ${why}` });
  });

  test('Failed with exit code 79: over, and what was left is told', async () => {
    const output = 'squall clock-skew: holds\nsquall clock-skew: taken back, except: the time service';
    ssm.set(armed(), one, { Status: 'Failed', code: 79, output });
    expect(await seen(one)).toEqual({
      state: 'failed',
      targets: [],
      reason: 'i-1: squall clock-skew: taken back, except: the time service',
    });
  });

  test.each([
    ['TimedOut', 'DeliveryTimedOut'],
    ['TimedOut', 'Delivery Timed Out'],
    ['Failed', 'Undeliverable'],
    ['Failed', 'InvalidPlatform'],
    ['Failed', 'AccessDenied'],
    ['Failed', 'Terminated'],
  ] as const)('%s (%s): it never came', async (Status, StatusDetails) => {
    ssm.set(armed(), one, { Status, StatusDetails });
    const reason = `i-1: ${StatusDetails.replaceAll(' ', '')}`;
    expect(await seen(one)).toEqual({ state: 'failed', targets: [], reason });
  });

  test.each([
    [{ Status: 'Cancelled' }, 'Cancelled'],
    [{ Status: 'TimedOut', StatusDetails: 'ExecutionTimedOut' }, 'ExecutionTimedOut'],
    [{ Status: 'Failed', code: 1 }, 'Failed, exit code 1'],
  ] as const)('%o: it holds until the timer of the host has run', async (status, ended) => {
    ssm.set(armed(), one, status);
    now += 8 * minute;
    expect(await seen(one)).toEqual({
      state: 'running',
      targets: [arnOf(one)],
      reason: `i-1: not seen to be taken back (${ended})`,
    });
    now += 1;
    expect(await seen(one)).toEqual({
      state: 'completed',
      targets: [],
      reason: `i-1: its command ended (${ended}), and the timer of the host has run since`,
    });
    // A host that does not run has run no timer.
    power.set(one, 'stopped');
    expect(await seen(one)).toMatchObject({
      state: 'running',
      reason: 'i-1: it is stopped, and takes the fault back when it boots',
    });
  });

  test('exit code 74 is never called over, whatever the time', async () => {
    ssm.set(armed(), one, { Status: 'Failed', code: 74 });
    now += 48 * 60 * minute;
    expect(await seen(one)).toMatchObject({ state: 'running', targets: [arnOf(one)] });
  });

  test.each([['terminated'], ['shutting-down'], [undefined]])(
    'the instance is %s: the fault went with it',
    async (to) => {
      if (to) power.set(one, to);
      else power.delete(one);
      expect(await seen(one)).toEqual({
        state: 'completed',
        targets: [],
        reason: 'i-1: it is terminated, and the fault with it',
      });
    },
  );

  test('a look that is throttled says so, and calls nothing over', async () => {
    ssm.mishaps.push({ operation: 'ListCommandInvocations', error: new AwsError('ThrottlingException'), after: false });
    await expect(seen(one)).rejects.toMatchObject({ name: 'Throttled' });
  });
});

describe('a stop', () => {
  beforeEach(() => start(one, two));

  test('asks each host once, and is over when the hosts say so', async () => {
    await stop(one, two);
    expect(reverts().map(({ InstanceIds, Parameters }) => [InstanceIds, Parameters])).toEqual([
      [[one, two], { Token: armed().Parameters.Token }],
    ]);
    expect(armed().cancelled).toBe(true);
    await stop(one, two);
    expect(reverts()).toHaveLength(1);
    expect((await seen(one, two)).state).toBe('stopping');
    ssm.set(armed(), one, { Status: 'Cancelled' });
    ssm.set(reverts()[0]!, one, { Status: 'Success', code: 0 });
    expect(await seen(one, two)).toEqual({ state: 'stopping', targets: [arnOf(two)] });
    ssm.set(reverts()[0]!, two, { Status: 'Failed', code: 79, output: 'taken back, except: its own' });
    expect(await seen(one, two)).toEqual({ state: 'stopped', targets: [], reason: 'i-2: taken back, except: its own' });
    await stop(one, two);
    expect(reverts()).toHaveLength(1);
  });

  test.each([
    [{ Status: 'Failed', code: 74 }, 'Failed, exit code 74'],
    [{ Status: 'TimedOut', StatusDetails: 'DeliveryTimedOut' }, 'DeliveryTimedOut'],
    [{ Status: 'Failed', StatusDetails: 'Undeliverable' }, 'Undeliverable'],
  ] as const)('that ends in %o is none: the host keeps it, and is asked again', async (status, ended) => {
    ssm.set(armed(), one, { Status: 'Success' });
    await stop(one, two);
    ssm.set(reverts()[0]!, two, status);
    expect(await seen(one, two)).toEqual({
      state: 'running',
      targets: [arnOf(two)],
      reason: `i-2: asked to take it back, and it did not (${ended})`,
    });
    now += minute;
    await stop(one, two);
    expect(reverts().map(({ InstanceIds }) => InstanceIds)).toEqual([[two], [two]]);
  });

  test('one host that takes no command keeps no other from being asked, and is not called restored', async () => {
    ssm.hosts.delete(one);
    power.set(one, 'stopped');
    await stop(one, two);
    expect(reverts().map(({ InstanceIds }) => InstanceIds)).toEqual([[two]]);
    ssm.set(reverts()[0]!, two, { Status: 'Success', code: 0 });
    expect(await seen(one, two)).toEqual({
      state: 'running',
      targets: [arnOf(one)],
      reason: 'i-1: it is stopped, and takes the fault back when it boots',
    });
  });

  test('is asked for even where nothing can be cancelled, and a lost answer asks nobody twice', async () => {
    ssm.mishaps.push(
      { operation: 'CancelCommand', error: new AwsError('ThrottlingException'), after: false },
      { operation: 'SendCommand', error: new AwsError('InternalServerError', 500), after: true },
    );
    await expect(stop(one, two)).rejects.toMatchObject({ name: 'Unavailable' });
    await expect(stop(one, two)).rejects.toMatchObject({ name: 'Throttled' });
    await stop(one, two);
    expect(reverts()).toHaveLength(1);
    expect(armed().cancelled).toBe(true);
  });

  test('of what never was sends nothing', async () => {
    await faults.stop({ ...reference(one), token: 'run-2/1/squall/skew' }, 'enough');
    expect(reverts()).toEqual([]);
  });
});
