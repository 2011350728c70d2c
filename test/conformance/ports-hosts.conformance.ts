/** Faults on hosts, over the wire: each document sent once, found again, taken back by the host's own word and by no other. */
import { DescribeInstancesCommand, DescribeSubnetsCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { bounded } from '../../adapters/aws/clients.ts';
import { squallFaults } from '../../adapters/aws/squall/faults.ts';
import type { Place } from '../../adapters/aws/squall/own-fault.ts';
import type { FaultAction, FaultReference } from '../../core/ports/faults.ts';
import { account, buildFleet, type FleetClients, fleetClients, settings } from './fleet.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';
import { type RunCommand, startRunCommand } from './run-command.ts';

let moto: Moto;
let ssm: RunCommand;
let clients: FleetClients;
let faults: ReturnType<typeof squallFaults>;
let hosts: readonly string[];

beforeAll(async () => {
  moto = await startMoto();
  clients = fleetClients(moto.endpoint);
  await buildFleet(clients, 3);
  const Filters = [{ Name: 'tag:Service', Values: ['web'] }];
  const { Reservations = [] } = await clients.ec2.send(new DescribeInstancesCommand({ Filters }));
  hosts = Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId = '' }) => InstanceId));
});
afterAll(() => moto.stop());
beforeEach(async () => {
  ssm = await startRunCommand(moto.endpoint);
  for (const id of hosts) ssm.online.add(id);
  const place: Place = {
    account,
    region: motoRegion,
    stage: 'test',
    client: (make) => bounded(new make(settings(ssm.endpoint)) as never),
  };
  faults = squallFaults(place);
});
afterEach(() => ssm.stop());

const arnOf = (id: string) => `arn:aws:ec2:${motoRegion}:${account}:instance/${id}`;
const cases: readonly (readonly [string, Record<string, string>])[] = [
  ['clock-skew', { skewSeconds: '90' }],
  ['dns-failure', { domains: 'db.shop.internal' }],
  ['bandwidth-limit', { kilobitsPerSecond: '512' }],
  ['process-pause', { process: 'nginx' }],
  ['certificate-expiry', { certificate: '/etc/tls/web.pem', key: '/etc/tls/web.key' }],
];
const actionOf = (name: string, parameters: Record<string, string>, ids: readonly string[] = hosts): FaultAction => ({
  stepId: 'break',
  action: `squall:host:${name}`,
  parameters: { duration: 'PT5M', ...parameters },
  targets: { Instances: ids.map(arnOf) },
});
/** moto keeps the commands of all tests: each has a run of its own. */
let runs = 0;
const started = async (action: FaultAction): Promise<FaultReference> => {
  runs += 1;
  const token = `run-${runs}/1/squall/break`;
  const reference: FaultReference = {
    runId: 'run-1',
    wave: 1,
    provider: 'squall',
    token,
    own: { ...action, intendedAt: Date.now(), before: [] },
  };
  expect(await faults.observe(reference)).toEqual({ state: 'absent', actions: [] });
  const injection = { ...reference, experiment: 'shop', epoch: 1, actions: [action], stopAlarms: [] } as const;
  await faults.start(injection);
  // The answer was lost, and the call is made again.
  await faults.start(injection);
  return reference;
};
const taken = { Status: 'Success', ResponseCode: 0, Output: 'taken back, and seen to be as before' } as const;

test.each(cases)('%s is sent once, holds, and is over host by host', async (name, parameters) => {
  const reference = await started(actionOf(name, parameters));
  expect(ssm.sent.map(({ DocumentName }) => DocumentName)).toEqual([`squall-test-${name}`]);
  expect(await faults.observe(reference)).toMatchObject({ state: 'running', actions: [{ state: 'running' }] });
  for (const id of hosts.slice(1)) ssm.end(`squall-test-${name}`, id, taken);
  expect(await faults.observe(reference)).toMatchObject({
    state: 'running',
    actions: [{ targets: [arnOf(hosts[0]!)] }],
  });
  ssm.end(`squall-test-${name}`, hosts[0]!, taken);
  expect(await faults.observe(reference)).toMatchObject({ state: 'completed', actions: [{ targets: [] }] });
});

test('a zone is given by the addresses of its subnets, and a host that stands in it is refused', async () => {
  const { Subnets = [] } = await clients.ec2.send(new DescribeSubnetsCommand({}));
  const zone = Subnets[0]!.AvailabilityZoneId!;
  await expect(started(actionOf('zone-partition', { zone }))).rejects.toMatchObject({ name: 'FaultRefused' });
  const { Reservations = [] } = await clients.ec2.send(new DescribeInstancesCommand({}));
  const elsewhere = Reservations.flatMap(({ Instances = [] }) => Instances)
    .filter(({ SubnetId, InstanceId = '' }) => SubnetId !== Subnets[0]!.SubnetId && hosts.includes(InstanceId))
    .map(({ InstanceId = '' }) => InstanceId);
  await started(actionOf('zone-partition', { zone }, elsewhere));
  expect(ssm.sent).toMatchObject([{ Parameters: { Blocks: [Subnets[0]!.CidrBlock] } }]);
});

test('a stop sends the document that takes it back once, and is over by the hosts’ own word', async () => {
  const reference = await started(actionOf('clock-skew', { skewSeconds: '90' }));
  await faults.stop(reference, 'enough');
  await faults.stop(reference, 'enough');
  expect(ssm.sent.map(({ DocumentName }) => DocumentName)).toEqual(['squall-test-clock-skew', 'squall-test-revert']);
  expect(ssm.cancelled.size).toBe(1);
  for (const id of hosts) ssm.end('squall-test-clock-skew', id, { Status: 'Cancelled', ResponseCode: -1, Output: '' });
  expect(await faults.observe(reference)).toMatchObject({ state: 'stopping' });
  const [failing = '', ...others] = hosts;
  for (const id of others) ssm.end('squall-test-revert', id, taken);
  ssm.end('squall-test-revert', failing, { Status: 'Failed', ResponseCode: 74, Output: 'not yet' });
  expect(await faults.observe(reference)).toMatchObject({
    state: 'running',
    reason: `${failing}: asked to take it back, and it did not (Failed, exit code 74)`,
    actions: [{ targets: [arnOf(failing)] }],
  });
  ssm.end('squall-test-revert', failing, taken);
  expect(await faults.observe(reference)).toMatchObject({ state: 'stopped', actions: [{ targets: [] }] });
});

test('one that is gone or not managed any more keeps no other from being asked', async () => {
  const reference = await started(actionOf('clock-skew', { skewSeconds: '90' }));
  const [gone = '', silent = '', ...others] = hosts;
  await clients.ec2.send(new TerminateInstancesCommand({ InstanceIds: [gone] }));
  ssm.online.delete(gone);
  ssm.online.delete(silent);
  await faults.stop(reference, 'enough');
  expect(ssm.sent.slice(1).map(({ InstanceIds }) => InstanceIds)).toEqual(others.map((id) => [id]));
  for (const id of others) ssm.end('squall-test-revert', id, taken);
  expect(await faults.observe(reference)).toMatchObject({
    state: 'running',
    reason: `${gone}: it is terminated, and the fault with it`,
    actions: [{ targets: [arnOf(silent)] }],
  });
});
