/** Metrics, deadline, executions, switches, notices and roles over the wire to moto. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateScheduleGroupCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { CreateStateMachineCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { assumedRole } from '../../adapters/aws/account.ts';
import { awsDeadline } from '../../adapters/aws/deadline.ts';
import { dynamodbSwitchLog, type SwitchLog } from '../../adapters/aws/dynamodb-switch-log.ts';
import { awsExecutions } from '../../adapters/aws/executions.ts';
import { awsMetrics } from '../../adapters/aws/metrics.ts';
import { awsNotices } from '../../adapters/aws/notices.ts';
import { awsSwitches } from '../../adapters/aws/switches.ts';
import { alarmsOf, trouble } from '../../core/guardrails/source-alarms.ts';
import { deadlineContract } from '../contract/deadline.contract.ts';
import { executionsContract } from '../contract/executions.contract.ts';
import { metricsContract } from '../contract/metrics.contract.ts';
import { switchesContract } from '../contract/switches.contract.ts';
import { fireDue } from './due-schedules.ts';
import { account, settings } from './fleet.ts';
import { makeHistoryTable } from './history-table.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';
import { passedOn, serve } from './passing-on.ts';

let moto: Moto;
let site: Server;
const given = () => settings(moto.endpoint);
const minute = 60_000;
const now = Math.floor(Date.now() / minute) * minute;

beforeAll(async () => {
  moto = await startMoto();
  site = createServer((_request, response) => response.end('well')).listen(0, '127.0.0.1');
  await once(site, 'listening');
});
afterAll(async () => {
  site.close();
  await moto.stop();
});

const Dimensions = [{ Name: 'Service', Value: 'checkout' }];
const watched = { Namespace: 'Shop', MetricName: 'Requests', Dimensions, Statistic: 'Sum' as const, Period: 60 };

async function shop() {
  await moto.reset();
  const cloudWatch = new CloudWatchClient(given());
  const MetricData = Array.from({ length: 10 }, (_, i) => ({
    MetricName: 'Requests',
    Dimensions,
    Timestamp: new Date(now - (10 - i) * minute),
    Value: 100 + i,
  }));
  await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
  const judged = { EvaluationPeriods: 3, DatapointsToAlarm: 2, Threshold: 1, TreatMissingData: 'breaching' };
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'shop-quiet',
      ComparisonOperator: 'LessThanThreshold',
      ...watched,
      ...judged,
    }),
  );
  await cloudWatch.send(
    new SetAlarmStateCommand({ AlarmName: 'shop-quiet', StateValue: 'OK', StateReason: 'requests come in' }),
  );
  return cloudWatch;
}

/** moto has no composite alarms: what it knows as one on a metric is told as AWS tells a composite one. */
const tellingComposite = (name: string) =>
  serve(
    async (request, sent) => {
      const reply = await passedOn(request, moto.endpoint, sent);
      if (!String(request.headers['x-amz-target']).endsWith('.DescribeAlarms')) return reply;
      const { MetricAlarms, ...rest } = JSON.parse(reply.body.toString()) as {
        MetricAlarms: Record<string, unknown>[];
      };
      const { AlarmName, AlarmArn, StateValue, StateReason, StateUpdatedTimestamp } = MetricAlarms.find(
        (each) => each.AlarmName === name,
      )!;
      const composite = {
        AlarmName,
        AlarmArn,
        AlarmRule: 'ALARM("shop-quiet")',
        StateValue,
        StateReason,
        StateUpdatedTimestamp,
      };
      const others = MetricAlarms.filter((each) => each.AlarmName !== name);
      return {
        ...reply,
        body: Buffer.from(JSON.stringify({ ...rest, MetricAlarms: others, CompositeAlarms: [composite] })),
      };
    },
    (error) => {
      throw error;
    },
  );

metricsContract('CloudWatch', async () => ({
  metrics: awsMetrics(await shop(), { now: () => now }),
  query: { namespace: 'Shop', metric: 'Requests', dimensions: { Service: 'checkout' }, stat: 'Sum', period: 'PT1M' },
  from: now - 10 * minute,
  to: now,
  alarm: 'shop-quiet',
  url: `http://127.0.0.1:${(site.address() as AddressInfo).port}/health`,
}));

describe('CloudWatch', () => {
  test('an alarm tells how it judges, and the age of the data that it judges by', async () => {
    const metrics = awsMetrics(await shop(), { now: () => now });
    const [alarm] = await metrics.alarms(['shop-quiet']);
    expect(alarm).toMatchObject({ period: minute, breaching: 2, of: 3, missingData: 'breaching' });
    expect(alarm).toMatchObject({ reason: 'requests come in', lastDatapointAt: now - minute });
    const late = awsMetrics(new CloudWatchClient(given()), { now: () => now + 3_600_000 });
    expect((await late.alarms(['shop-quiet']))[0]?.lastDatapointAt).toBeUndefined();
  });

  test('a composite alarm tells its state, reason and since: of an incident, and it is no stop condition', async () => {
    const cloudWatch = await shop();
    const AlarmName = 'sev1-open';
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName,
        ComparisonOperator: 'LessThanThreshold',
        EvaluationPeriods: 1,
        Threshold: 1,
        ...watched,
      }),
    );
    const front = await tellingComposite(AlarmName);
    onTestFinished(front.stop);
    const set = (StateValue: 'OK' | 'ALARM', StateReason: string) =>
      cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason }));
    await set('OK', 'no child is in ALARM');
    const metrics = awsMetrics(new CloudWatchClient(settings(front.endpoint)), { now: () => now });
    const [composite, metric] = await metrics.alarms([AlarmName, 'shop-quiet']);
    expect(composite).toMatchObject({ state: 'OK', reason: 'no child is in ALARM', composite: true });
    expect(composite!.since).toBeGreaterThan(0);
    expect(metric).not.toHaveProperty('composite');

    const ask = async () => trouble(await alarmsOf({ alarms: [AlarmName] }, metrics), 'an incident', 'incidentSource');
    expect(await ask()).toBeUndefined();
    await set('ALARM', 'shop-quiet is in ALARM');
    expect(await ask()).toContain('sev1-open, which tells of an incident, is in ALARM (shop-quiet is in ALARM)');
  });

  test('no data is no error for a metric that is known; one with other dimensions is another metric', async () => {
    const metrics = awsMetrics(await shop(), { now: () => now });
    const query = { namespace: 'Shop', metric: 'Requests', stat: 'Sum', period: 'PT1M' };
    const [from, to] = [now - 30 * minute, now - 20 * minute];
    expect(await metrics.series({ ...query, dimensions: { Service: 'checkout' } }, from, to)).toEqual([]);
    await expect(metrics.series(query, from, to)).rejects.toMatchObject({ name: 'MetricUnavailable' });
  });

  test('plain HTTP is asked on the loopback only', async () => {
    const metrics = awsMetrics(new CloudWatchClient(given()), { now: () => now });
    for (const url of ['http://169.254.169.254/latest', 'http://example.com/', 'file:///etc/passwd'])
      expect(await metrics.http(url, 1000)).toEqual({ failed: `only https is asked: ${url}` });
  });
});

const group = 'squall-test';
const deadlineSettings = {
  group,
  target: `arn:aws:lambda:${motoRegion}:${account}:function:recover`,
  role: `arn:aws:iam::${account}:role/deadline`,
  deadLetters: `arn:aws:sqs:${motoRegion}:${account}:deadline-dead-letters`,
};

// moto keeps schedules and fires none: `fireDue` does, from what it reads over the wire.
deadlineContract('EventBridge Scheduler', async () => {
  await moto.reset();
  const scheduler = new SchedulerClient(given());
  await scheduler.send(new CreateScheduleGroupCommand({ Name: group }));
  let at = now;
  const reached: string[] = [];
  return {
    deadline: awsDeadline(scheduler, deadlineSettings, { now: () => at }),
    now: () => at,
    reached: () => reached,
    async pass(millis) {
      at += millis;
      reached.push(...(await fireDue(scheduler, group, at)));
    },
  };
});

executionsContract('Step Functions', async () => {
  await moto.reset();
  const sfn = new SFNClient(given());
  const definition = {
    StartAt: 'Wait',
    States: { Wait: { Type: 'Wait', SecondsPath: '$.waitSeconds', End: true } },
  };
  const machine = async (name: string) => {
    const roleArn = `arn:aws:iam::${account}:role/machine`;
    const made = await sfn.send(
      new CreateStateMachineCommand({ name, definition: JSON.stringify(definition), roleArn }),
    );
    return made.stateMachineArn!;
  };
  const machines = { experiment: await machine('experiment'), recovery: await machine('recovery') };
  const started: string[] = [];
  return {
    executions: awsExecutions(sfn, machines),
    started: () => started,
    short: { waitSeconds: 1 },
    long: { waitSeconds: 180 },
    // moto waits in real time: here a minute lasts three seconds.
    async pass(millis) {
      await pause(millis / 20);
      const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn: machines.recovery }));
      started.splice(0, Number.POSITIVE_INFINITY, ...executions.map(({ name }) => name!));
    },
  };
});

const root = '/squall/test/kill-switches';

switchesContract('SSM', async () => {
  await moto.reset();
  const dynamodb = new DynamoDBClient(given());
  await makeHistoryTable(dynamodb, 'history');
  return awsSwitches(new SSMClient(given()), root, dynamodbSwitchLog(dynamodb, 'history'));
});

describe('switches in SSM', () => {
  const raised = { scope: 'owner:payments', by: 'ada', reason: 'incident 12', at: 1, proof: 'sts' } as const;
  const lowered = { scope: 'owner:payments', by: 'bob', reason: 'over', at: 9, proof: 'sts' } as const;
  const kept = async () => {
    await moto.reset();
    const dynamodb = new DynamoDBClient(given());
    await makeHistoryTable(dynamodb, 'history');
    return { ssm: new SSMClient(given()), log: dynamodbSwitchLog(dynamodb, 'history') };
  };
  const broken: SwitchLog = {
    keep: async () => {
      throw new Error('the table is away');
    },
    read: async () => [],
  };

  test('one is raised though the audit list cannot be written, and nothing of it is lost', async () => {
    const { ssm, log } = await kept();
    const untidy: unknown[] = [];
    const away = awsSwitches(ssm, root, broken, (error) => untidy.push(error));
    await away.raise(raised);
    await away.raise({ ...raised, reason: 'incident 13', at: 2 });
    expect(untidy).toHaveLength(2);
    const back = awsSwitches(ssm, root, log);
    const both = [
      { action: 'raised', ...raised, reason: 'incident 13', at: 2 },
      { action: 'raised', ...raised },
    ];
    expect(await back.audit()).toEqual(both);
    await expect(away.lower(lowered)).rejects.toThrow('the table is away');
    expect(await back.raised()).toHaveLength(1);
    expect(await back.lower(lowered)).toBe(true);
    expect(await back.raised()).toEqual([]);
    expect(await back.audit()).toEqual([{ action: 'lowered', ...lowered }, ...both]);
  });

  test('one that was typed by hand is told, and lowered, whatever its name', async () => {
    const { ssm, log } = await kept();
    for (const Name of [`${root}/all`, `${root}/everything`])
      await ssm.send(new PutParameterCommand({ Name, Type: 'String', Value: 'prod is down' }));
    const switches = awsSwitches(ssm, root, log);
    expect(await switches.raised()).toMatchObject([{ scope: 'all', reason: 'prod is down' }, { scope: 'all' }]);
    expect(await switches.lower({ ...lowered, scope: 'all', at: Date.now() + 1000 })).toBe(true);
    expect(await switches.raised()).toEqual([]);
    expect((await switches.audit()).map(({ action, reason }) => `${action}: ${reason}`)).toEqual([
      'lowered: over',
      'raised: prod is down',
      'raised: prod is down',
    ]);
  });
});

describe('SNS', () => {
  const notice = { runId: 'run-1', kind: 'aborted', body: 'An alarm fired.' } as const;

  test('a subject that SNS would refuse is made one that it takes', async () => {
    const sns = new SNSClient(given());
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'notices' }));
    const subject = `Café → ${'a long title '.repeat(20)}\nsecond line`;
    const refused = sns.send(new PublishCommand({ TopicArn, Subject: subject, Message: 'as it is' }));
    await expect(refused).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await awsNotices(sns, TopicArn!).send({ ...notice, subject });
  });

  test('a FIFO topic is given what it takes duplicates by', async () => {
    const sns = new SNSClient(given());
    const { TopicArn } = await sns.send(
      new CreateTopicCommand({ Name: 'notices.fifo', Attributes: { FifoTopic: 'true' } }),
    );
    await awsNotices(sns, TopicArn!).send({ ...notice, subject: 'aborted' });
    const gone = awsNotices(sns, TopicArn!.replace('notices', 'nowhere')).send({ ...notice, subject: 'aborted' });
    await expect(gone).rejects.toThrow();
  });
});

describe('STS', () => {
  test('a role in another account is taken on with its external id', async () => {
    const role = 'arn:aws:iam::999988887777:role/squall-stop';
    const credentials = assumedRole(new STSClient(given()), {
      role,
      externalId: 'shared',
      session: 'run 1',
      remedy: 'deploy it',
    });
    const there = new STSClient({ ...given(), credentials });
    expect((await there.send(new GetCallerIdentityCommand({}))).Account).toBe('999988887777');
  });
});
