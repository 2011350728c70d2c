/**
 * A monkey's day over the wire: planned by its function against moto's fleet, kept in DynamoDB,
 * told by SNS, its kills as schedules of EventBridge Scheduler, each of which starts one run.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
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
import { unplanned } from '../../core/lifecycle/unplanned.ts';
import { experimentOf, killRunId } from '../../core/monkey/experiment-of.ts';
import { plannedAt } from '../../core/monkey/planning-time.ts';
import { type MonkeyDefinition, monkey as schema } from '../../core/monkey/schema/monkey.ts';
import { type Environment, variablesOf } from '../../lambdas/runtime/environment.ts';
import { lease, recordOf, terminalOf } from '../contract/records.ts';
import { lambdaContext } from '../unit/lambdas/lambda-context.ts';
import { sampleEnvironment } from '../unit/lambdas/sample-environment.ts';
import { awsCli } from './aws-cli.ts';
import { account, buildFleet, fleetClients } from './fleet.ts';
import { makeHistoryTable } from './history-table.ts';
import { type Moto, motoCredentials, motoRegion, startMoto } from './moto.ts';

const table = 'squall-staging-history';
const group = 'squall-staging-kills';
const away = 'eu-west-1';
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
let tell: (event: unknown) => Promise<unknown>;

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
  await buildFleet(fleetClients(moto.endpoint, motoCredentials, away));
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
    regions: [away],
    historyTable: table,
    noticesTopic: noticesTopic!,
    experimentMachine: machine,
  };
  for (const [name, value] of Object.entries(variablesOf(environment))) vi.stubEnv(name, value);
  vi.useFakeTimers({ toFake: ['Date'] });
  const [planning, starting, telling] = [
    await import('../../lambdas/triggers/plan-monkey.ts'),
    await import('../../lambdas/triggers/start.ts'),
    await import('../../lambdas/triggers/tell-trackers.ts'),
  ];
  tell = (event) => telling.handler(event, lambdaContext());
  plan = (event) => planning.handler(event, lambdaContext()) as unknown as ReturnType<typeof plan>;
  start = (event) => starting.handler(event, lambdaContext());
}, 60_000);
afterAll(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await moto.stop();
});

/** As the state machine calls it. @param at what the wall clock shows then */
async function planAt(definition: MonkeyDefinition, at: number, region: string = motoRegion) {
  vi.setSystemTime(at);
  return plan({
    monkey: definition,
    calendar: null,
    seed: 7,
    scheduledTime: new Date(plannedAt(definition, date)).toISOString(),
    place: { account, region },
    schedules: {
      group,
      target: `arn:aws:lambda:${motoRegion}:${account}:function:squall-staging-start`,
      role: `arn:aws:iam::${account}:role/${group}`,
    },
  });
}

/** As SNS delivers it. */
const notice = (kind: string, runId: string) => ({
  Records: [
    {
      EventSource: 'aws:sns',
      Sns: {
        Message: 'for people',
        MessageAttributes: { kind: { Type: 'String', Value: kind }, runId: { Type: 'String', Value: runId } },
      },
    },
  ],
});

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

test('in each Region that is named a day is planned by itself: its own groups, draws, record and schedules', async () => {
  const definition = monkey('abroad', {
    groups: [{ by: 'auto-scaling-group', where: { regions: [motoRegion, away] } }],
  });
  const at = plannedAt(definition, date);
  for (const region of [motoRegion, away])
    expect(await planAt(definition, at, region), region).toMatchObject({ groups: 2, kills: 2, set: 2 });
  const days = await dynamodbDayPlans(new DynamoDBClient(clientSettings), table).list('abroad', date);
  const kills = days.flatMap((day) => day.kills);
  expect(days).toHaveLength(2);
  expect(kills.map(({ region, group: { name } }) => `${region} ${name}`).sort()).toEqual(
    [motoRegion, away].flatMap((region) => ['orders', 'web'].map((name) => `${region} ${name}`)).sort(),
  );
  expect(new Set(kills.map(({ seed }) => seed)).size).toBe(4);
  for (const { region, expected } of kills) expect(expected?.id).toContain(`:${region}:`);
  expect((await schedules('abroad')).map(({ Name }) => Name).sort()).toEqual(kills.map(({ runId }) => runId).sort());
  expect(await planAt(definition, at + minute, away)).toMatchObject({ kills: 2, set: 0 });
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

test('a kill that starts and ends is told on the buses of its day’s trackers', async () => {
  const buses = new EventBridgeClient(clientSettings);
  const aws = awsCli(moto.endpoint);
  const { QueueUrl } = JSON.parse(await aws('sqs', 'create-queue', '--queue-name', 'heard'));
  await buses.send(new CreateEventBusCommand({ Name: 'chaos' }));
  const EventPattern = JSON.stringify({ source: ['squall.monkey'] });
  await buses.send(new PutRuleCommand({ Name: 'all', EventBusName: 'chaos', EventPattern }));
  const Targets = [{ Id: 'queue', Arn: `arn:aws:sqs:${motoRegion}:${account}:heard` }];
  await buses.send(new PutTargetsCommand({ Rule: 'all', EventBusName: 'chaos', Targets }));

  const [day] = await dynamodbDayPlans(new DynamoDBClient(clientSettings), table).on('tracked', date);
  const kill = day!.kills[0]!;
  const { experiment, parameters } = experimentOf(monkey('tracked'), kill);
  const { runs } = dynamodbHistory(new DynamoDBClient(clientSettings), table);
  const plan = unplanned({ experiment, hash: 'd'.repeat(64) }, parameters, kill.seed);
  await runs.propose(recordOf(kill.runId, { plan }));
  await runs.arm(kill.runId, lease, []);
  expect(await tell(notice('started', kill.runId))).toEqual({ told: 1 });
  await runs.conclude(kill.runId, terminalOf(kill.runId));
  expect(await tell(notice('concluded', kill.runId))).toEqual({ told: 1 });
  expect(await tell(notice('concluded', 'no-kill-1'))).toEqual({ told: 0 });

  const { Messages } = JSON.parse(
    await aws('sqs', 'receive-message', '--queue-url', QueueUrl, '--max-number-of-messages', '10'),
  );
  const heard = Messages.map(({ Body }: { Body: string }) => JSON.parse(Body));
  expect(heard.map((event: Record<string, unknown>) => event['detail-type']).sort()).toEqual([
    'Squall Kill Ended',
    'Squall Kill Started',
  ]);
  for (const { source, detail } of heard) {
    expect(source).toBe('squall.monkey');
    expect(detail).toMatchObject({ monkey: 'tracked', date, runId: kill.runId, group: kill.group.id });
  }
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
