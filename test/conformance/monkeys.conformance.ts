/**
 * A monkey's day over the wire: planned by its function against moto's fleet, kept in DynamoDB,
 * told by SNS, its kills as schedules of EventBridge Scheduler, each of which starts one run.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateScheduleGroupCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { CreateStateMachineCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { clientSettings } from '../../adapters/aws/clients.ts';
import { dynamodbDayPlans } from '../../adapters/aws/dynamodb-day-plans.ts';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { killRunId } from '../../core/monkey/experiment-of.ts';
import { plannedAt } from '../../core/monkey/planning-time.ts';
import { type MonkeyDefinition, monkey as schema } from '../../core/monkey/schema/monkey.ts';
import { type Environment, variablesOf } from '../../lambdas/runtime/environment.ts';
import { lambdaContext } from '../unit/lambdas/lambda-context.ts';
import { sampleEnvironment } from '../unit/lambdas/sample-environment.ts';
import { account, buildFleet, fleetClients } from './fleet.ts';
import { makeHistoryTable } from './history-table.ts';
import { type Moto, motoCredentials, motoRegion, startMoto } from './moto.ts';

const table = 'squall-staging-history';
const group = 'squall-staging-kills';
const minute = 60_000;
/** A Monday. */
const date = '2026-12-07';

const monkey = (name: string, more: object = {}): MonkeyDefinition =>
  schema.parse({
    apiVersion: 'squall/v1',
    kind: 'Monkey',
    metadata: { name, title: 'Monkey of moto', owner: 'sre', service: 'shop' },
    environment: 'staging',
    groups: [{ by: 'auto-scaling-group' }],
    // Each group, each day.
    chance: { aggression: 5 },
    heal: { within: 'PT10M' },
    guardrails: {
      stopAlarms: ['errors'],
      windows: [{ days: 'MON-FRI', from: '09:00', to: '15:00', timeZone: 'UTC' }],
    },
    notice: { before: 'PT30M' },
    trackers: [{ name: 'all', eventBus: 'chaos' }],
    ...more,
  });

let moto: Moto;
let machine: string;
let plan: (event: unknown) => Promise<{ readonly kills: number; readonly set: number; readonly batches: unknown[][] }>;
let start: (event: unknown) => Promise<unknown>;

beforeAll(async () => {
  moto = await startMoto();
  const told = { AWS_ENDPOINT_URL: moto.endpoint, AWS_REGION: motoRegion };
  const keys = {
    AWS_ACCESS_KEY_ID: motoCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: motoCredentials.secretAccessKey,
  };
  const quiet = { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' };
  for (const [name, value] of Object.entries({ ...told, ...keys, ...quiet })) vi.stubEnv(name, value);
  await makeHistoryTable(new DynamoDBClient(clientSettings), table);
  await buildFleet(fleetClients(moto.endpoint));
  const { TopicArn: noticesTopic } = await new SNSClient(clientSettings).send(
    new CreateTopicCommand({ Name: 'squall-staging-notices' }),
  );
  const { stateMachineArn } = await new SFNClient(clientSettings).send(
    new CreateStateMachineCommand({
      name: 'squall-staging-experiment',
      definition: JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }),
      roleArn: `arn:aws:iam::${account}:role/machine`,
    }),
  );
  machine = stateMachineArn!;
  await new SchedulerClient(clientSettings).send(new CreateScheduleGroupCommand({ Name: group }));
  const environment: Environment = {
    ...sampleEnvironment,
    account,
    region: motoRegion,
    historyTable: table,
    noticesTopic: noticesTopic!,
    experimentMachine: machine,
  };
  for (const [name, value] of Object.entries(variablesOf(environment))) vi.stubEnv(name, value);
  vi.useFakeTimers({ toFake: ['Date'] });
  const [planning, starting] = [
    await import('../../lambdas/triggers/plan-monkey.ts'),
    await import('../../lambdas/triggers/start.ts'),
  ];
  plan = (event) => planning.handler(event, lambdaContext()) as unknown as ReturnType<typeof plan>;
  start = (event) => starting.handler(event, lambdaContext());
}, 60_000);
afterAll(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await moto.stop();
});

/** As the state machine calls it. @param at what the wall clock shows then */
async function planAt(definition: MonkeyDefinition, at: number) {
  vi.setSystemTime(at);
  return plan({
    monkey: definition,
    calendar: null,
    seed: 7,
    scheduledTime: new Date(plannedAt(definition, date)).toISOString(),
    place: { account, region: motoRegion },
    schedules: {
      group,
      target: `arn:aws:lambda:${motoRegion}:${account}:function:squall-staging-start`,
      role: `arn:aws:iam::${account}:role/${group}`,
    },
  });
}

/** Schedules of a monkey, by name. */
async function schedules(name: string) {
  const scheduler = new SchedulerClient(clientSettings);
  const { Schedules = [] } = await scheduler.send(
    new ListSchedulesCommand({ GroupName: group, NamePrefix: `${name}-` }),
  );
  const found = await Promise.all(
    Schedules.map(({ Name }) => scheduler.send(new GetScheduleCommand({ GroupName: group, Name: Name! }))),
  );
  return found.map(({ $metadata: _, ...schedule }) => schedule);
}

const instantOf = (expression = ''): number => Date.parse(`${/^at\((.+)\)$/.exec(expression)?.[1]}Z`);

test('planned once or again, at the same time or later, a day has the same schedules and no more', async () => {
  const definition = monkey('twice');
  const at = plannedAt(definition, date);
  expect(await planAt(definition, at)).toMatchObject({ groups: 2, kills: 2, set: 2 });
  const first = await schedules('twice');
  expect(first.map(({ Name }) => Name).sort()).toEqual(
    ['orders', 'web']
      .map((name) => killRunId('twice', { id: `auto-scaling-group/${account}/${motoRegion}/${name}`, name }, date))
      .sort(),
  );
  for (const schedule of first) {
    expect(schedule).toMatchObject({ ActionAfterCompletion: 'DELETE', FlexibleTimeWindow: { Mode: 'OFF' } });
    expect(schedule.Target?.DeadLetterConfig?.Arn).toContain('dead-letters');
    expect(instantOf(schedule.ScheduleExpression)).toBeGreaterThan(at);
  }
  expect(await planAt(definition, at + minute)).toMatchObject({ kills: 2, set: 0 });
  // Once the first kill has come its schedule is gone; planned then, it is not set again.
  const [soon] = first.map(({ ScheduleExpression }) => instantOf(ScheduleExpression)).sort();
  const late = await planAt(definition, soon! + 5 * minute);
  expect(late.set).toBe(0);
  expect(await schedules('twice')).toEqual(first);
}, 30_000);

test('a day that is first planned late kills what is still to come, and nothing in the past', async () => {
  const definition = monkey('late');
  const now = Date.parse(`${date}T14:50:00Z`);
  const { kills } = await planAt(definition, now);
  const set = await schedules('late');
  expect(set).toHaveLength(kills);
  for (const { ScheduleExpression } of set) expect(instantOf(ScheduleExpression)).toBeGreaterThan(now);
  const [record] = await dynamodbDayPlans(new DynamoDBClient(clientSettings), table).list('late', date);
  expect(record?.declined.length).toBe(2 - kills);
  for (const { rule } of record!.declined) expect(['past', 'notice']).toContain(rule);
  // Put on record late, it stays as it is when it is planned once more as if it were in time.
  expect(await planAt(definition, plannedAt(definition, date))).toMatchObject({ kills });
});

test('a leashed day sets no schedule, and is on record', async () => {
  const definition = monkey('leashed', { leashed: true });
  expect(await planAt(definition, plannedAt(definition, date))).toMatchObject({ kills: 0, set: 0, leashed: 2 });
  expect(await schedules('leashed')).toEqual([]);
  const [record] = await dynamodbDayPlans(new DynamoDBClient(clientSettings), table).list('leashed', date);
  expect(record?.leashed).toHaveLength(2);
});

test('what trackers are told comes in batches that EventBridge takes', async () => {
  const definition = monkey('tracked');
  const { batches } = await planAt(definition, plannedAt(definition, date));
  expect(batches).toHaveLength(1);
  expect(batches[0]).toHaveLength(2);
  expect(batches[0]![0]).toMatchObject({
    EventBusName: 'chaos',
    Source: 'squall.monkey',
    DetailType: 'Squall Kill Planned',
    Detail: { monkey: 'tracked', date, leashed: false },
  });
});

test('from a schedule’s input one run begins, however often it is delivered, and none when it comes too late', async () => {
  const [first, second] = await schedules('twice');
  const at = instantOf(first!.ScheduleExpression);
  // As Scheduler fills in its context attributes.
  const delivered = JSON.parse(
    first!
      .Target!.Input!.replace('<aws.scheduler.schedule-arn>', first!.Arn!)
      .replace('<aws.scheduler.scheduled-time>', new Date(at).toISOString()),
  );
  vi.setSystemTime(at + 20_000);
  await start(delivered);
  vi.setSystemTime(at + 50_000);
  await start(delivered);
  const { executions = [] } = await new SFNClient(clientSettings).send(
    new ListExecutionsCommand({ stateMachineArn: machine }),
  );
  expect(executions.map(({ name }) => name)).toEqual([first!.Name]);
  const { request } = delivered;
  expect(request).toMatchObject({ startedBy: 'monkey twice', parameters: { date } });
  // The definition is stored under its hash, and stands in no list.
  const { definitions } = dynamodbHistory(new DynamoDBClient(clientSettings), table);
  expect((await definitions.load(request.experiment))?.experiment.metadata.tags).toMatchObject({
    'squall:monkey': 'twice',
  });
  expect(await definitions.list()).toEqual([]);

  const due = instantOf(second!.ScheduleExpression);
  const late = JSON.parse(
    second!.Target!.Input!.replace('<aws.scheduler.scheduled-time>', new Date(due).toISOString()),
  );
  vi.setSystemTime(due + 10 * minute);
  expect(await start(late)).toMatchObject({ late: true });
  const after = await new SFNClient(clientSettings).send(new ListExecutionsCommand({ stateMachineArn: machine }));
  expect(after.executions).toHaveLength(1);
});
