/** Every read that the product makes page by page, with more than one page: the same is seen as when moto answers whole. */
import { CloudWatchClient, PutMetricAlarmCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { FisClient } from '@aws-sdk/client-fis';
import { IAMClient } from '@aws-sdk/client-iam';
import { SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bounded } from '../../adapters/aws/clients.ts';
import { wallClock } from '../../adapters/aws/clock.ts';
import { deniedTo } from '../../adapters/aws/fault-permissions.ts';
import { awsFaults } from '../../adapters/aws/faults.ts';
import { awsMarks } from '../../adapters/aws/marks.ts';
import { awsMetrics } from '../../adapters/aws/metrics.ts';
import { awsResources } from '../../adapters/aws/resources.ts';
import { squallFaults } from '../../adapters/aws/squall/faults.ts';
import type { Place } from '../../adapters/aws/squall/own-fault.ts';
import { awsSwitches } from '../../adapters/aws/switches.ts';
import type { SwitchChange } from '../../core/ports/switches.ts';
import { names } from '../../lib/configuration/names.ts';
import { type FisStub, startFisStub } from './fis-stub.ts';
import { account, buildFleet, type FleetClients, fleetClients, settings } from './fleet.ts';
import { makeInjectorRoles } from './injector-roles.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';
import { careInPages } from './pages-care.ts';
import { resourcesInPages } from './pages-resources.ts';
import { type Paging, startPaging } from './paging.ts';
import { paginatedOperations } from './product-calls.ts';
import { type RunCommand, startRunCommand } from './run-command.ts';
import { takeViolations } from './violations.ts';

const minute = 60_000;
const begins = Math.floor(Date.now() / minute) * minute;
let moto: Moto;
let stub: FisStub;
let paging: Paging;
let ssm: RunCommand;
let clients: FleetClients;
let hostPages: Paging;
const paged = () => settings(paging.endpoint);

beforeAll(async () => {
  moto = await startMoto();
  stub = await startFisStub(moto.endpoint, begins);
  paging = await startPaging(stub.endpoint, 1);
  clients = fleetClients(moto.endpoint);
  ssm = await startRunCommand(moto.endpoint);
  hostPages = await startPaging(ssm.endpoint, 1);
  await buildFleet(clients, 2);
});
afterAll(async () => {
  await hostPages.stop();
  await ssm.stop();
  await paging.stop();
  await stub.stop();
  await moto.stop();
});

resourcesInPages(() => ({ moto, clients, paging }));
careInPages(() => ({ moto, clients, paging }));

test('switches', async () => {
  const ssm = new SSMClient(paged());
  const raised = (['all', 'owner:ada', 'service:web'] as const).map((scope) => ({
    ...{ scope, by: 'ada', reason: `why ${scope}`, at: begins },
  }));
  const told: SwitchChange[] = [];
  const log = { keep: async (changes: readonly SwitchChange[]) => void told.push(...changes), read: async () => [] };
  const switches = awsSwitches(ssm, '/squall/kill-switches', log);
  for (const each of raised) await switches.raise(each);
  expect(await switches.raised()).toHaveLength(3);
  for (const each of raised) await switches.raise({ ...each, reason: 'again', at: begins + 1 });
  expect(await switches.audit()).toHaveLength(6);
});

test('metrics and alarms', async () => {
  const cloudWatch = new CloudWatchClient(settings(moto.endpoint));
  const Namespace = 'Shop';
  const MetricName = 'Requests';
  const of = (service: string) => [{ Name: 'Service', Value: service }];
  for (const service of ['carts', 'checkout', 'orders']) {
    const Dimensions = of(service);
    const MetricData = [1, 2, 3, 4].map((i) => ({
      ...{ MetricName, Dimensions, Timestamp: new Date(begins - i * minute), Value: i },
    }));
    await cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        ...{ AlarmName: service, Namespace, MetricName, Dimensions, Statistic: 'Sum', Period: 60 },
        ...{ EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'LessThanThreshold' },
      }),
    );
  }
  const clock = { now: () => begins };
  const [whole, inPages] = [awsMetrics(cloudWatch, clock), awsMetrics(new CloudWatchClient(paged()), clock)];
  const query = { namespace: Namespace, metric: MetricName, stat: 'Sum', period: 'PT1M' };
  const asked = { ...query, dimensions: { Service: 'orders' } };
  const series = await inPages.series(asked, begins - 10 * minute, begins);
  expect(series.map(({ value }) => value)).toEqual([4, 3, 2, 1]);
  expect(series).toEqual(await whole.series(asked, begins - 10 * minute, begins));
  // Known without data: whoever publishes it stands on a later page.
  expect(await inPages.series(asked, begins - 60 * minute, begins - 50 * minute)).toEqual([]);
  const none = inPages.series(query, begins - 60 * minute, begins - 50 * minute);
  await expect(none).rejects.toMatchObject({ name: 'MetricUnavailable' });
  const names = ['orders', 'none', 'carts'];
  const alarms = await inPages.alarms(names);
  expect(alarms.map((alarm) => alarm?.name)).toEqual(['orders', undefined, 'carts']);
  expect(alarms).toEqual(await whole.alarms(names));
});

test('faults', async () => {
  const resources = awsResources(clients, motoRegion, wallClock);
  const marks = awsMarks(clients.tagging, resources);
  const home = { account, region: motoRegion, faultRole: `arn:aws:iam::${account}:role/squall-faults` };
  const faults = awsFaults({ fis: new FisClient(paged()), marks }, home);
  const ids = (await resources.resolve({ type: 'ec2:instance', where: {} })).slice(0, 2).map(({ id }) => id);
  const step = { stepId: 'power', action: 'aws:ec2:stop-instances', targets: { Instances: ids } };
  const injection = (runId: string) => ({
    ...{
      runId,
      experiment: 'shop',
      epoch: 1,
      wave: 1,
      provider: 'fis' as const,
      token: `${runId}/1/fis`,
      stopAlarms: ['none'],
    },
    actions: [{ ...step, parameters: { startInstancesAfterDuration: 'PT2M' } }],
  });
  const runs = ['run-1', 'run-2', 'run-3'];
  for (const run of runs) await faults.start(injection(run));
  const reference = (runId: string) => ({ runId, wave: 1, provider: 'fis', token: `${runId}/1/fis` }) as const;
  for (const run of runs)
    expect(await faults.observe(reference(run))).toMatchObject({ state: 'running', actions: [{ targets: ids }] });
  expect(await faults.observe(reference('run-4'))).toMatchObject({ state: 'absent' });
});

test('commands on hosts', async () => {
  const place: Place = {
    ...{ account, region: motoRegion, stage: 'test' },
    client: (make) => bounded(new make(settings(hostPages.endpoint)) as never),
  };
  const own = squallFaults(place);
  const resources = awsResources(clients, motoRegion, wallClock);
  const found = await resources.resolve({ type: 'ec2:instance', where: { tags: { Service: 'web' } } });
  for (const { name } of found) ssm.online.add(name);
  const Instances = found.map(({ id }) => id);
  expect(Instances.length).toBeGreaterThan(1);
  const parameters = { duration: 'PT5M', skewSeconds: '90' };
  const action = { stepId: 'break', action: 'squall:host:clock-skew', parameters, targets: { Instances } };
  const injection = (runId: string) => ({
    ...{ runId, experiment: 'shop', epoch: 1, wave: 1, provider: 'squall' as const, token: `${runId}/1/squall/break` },
    ...{ stopAlarms: [], actions: [action] },
  });
  const runs = ['run-1', 'run-2', 'run-3'];
  for (const run of runs) await own.start(injection(run));
  for (const run of runs) {
    const asked = { ...injection(run), own: { ...action, intendedAt: Date.now(), before: [] } };
    expect(await own.observe(asked)).toMatchObject({ state: 'running', actions: [{ targets: [...Instances].sort() }] });
  }
  expect(ssm.sent).toHaveLength(runs.length);
});

test('permissions', async () => {
  await makeInjectorRoles(moto.endpoint, { subject: 'experiments', account, experiments: ['shop'] });
  const iam = new IAMClient(paged());
  const actions = ['ec2:DescribeInstances', 'ec2:RunInstances', 'ec2:DescribeSubnets', 'ec2:CreateVpc'];
  const role = `arn:aws:iam::${account}:role/${names.faultRole('staging')}-shop`;
  const denied = await deniedTo(iam, role, [{ actions, resources: ['*'], context: [] }], {});
  expect(denied.map(({ action }) => action)).toEqual(['ec2:RunInstances', 'ec2:CreateVpc']);
});

test('a token is taken with the parameters that it was given for, and with no others', async () => {
  const ssm = { ...paged(), maxAttempts: 1 };
  const { GetParametersByPathCommand } = await import('@aws-sdk/client-ssm');
  const client = new SSMClient(ssm);
  const Path = '/squall/kill-switches';
  const { NextToken, Parameters } = await client.send(new GetParametersByPathCommand({ Path, Recursive: true }));
  expect(Parameters).toHaveLength(1);
  await client.send(new GetParametersByPathCommand({ Path, Recursive: false, NextToken }));
  expect(takeViolations()).toEqual([expect.stringContaining('with other parameters')]);
});

/** moto has them not, or pages them by itself: test/unit/adapters/aws/routing/pages.test.ts. */
const elsewhere = [
  'ListAccelerators',
  'ListCertificates',
  'ListEndpointGroups',
  'ListHealthChecks',
  'ListHostedZones',
  'ListListeners',
];

test('no read of the product in pages is left out', () => {
  const several = [...paging.pages, ...hostPages.pages]
    .filter(([, counts]) => Math.max(...counts) > 1)
    .map(([operation]) => operation);
  const wanted = paginatedOperations('.');
  expect(wanted.length).toBeGreaterThan(15);
  expect(wanted.filter((operation) => !several.includes(operation))).toEqual(elsewhere);
});
