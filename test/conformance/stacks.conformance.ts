/** The deployment created, changed and removed through CloudFormation as moto has it. */
import { readFileSync } from 'node:fs';
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { CreateStackCommand, DeleteStackCommand, ListExportsCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, GetDashboardCommand, ListDashboardsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeLoadBalancersCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetFunctionConfigurationCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  GetScheduleCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { DescribeStateMachineCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { millis } from '../../core/experiment/durations.ts';
import { historyTable } from '../../core/history/table.ts';
import { names } from '../../lib/configuration/names.ts';
import { requireConfiguration } from '../../lib/configuration/read.ts';
import type { Template } from '../stacks/synthesized.ts';
import { inShell } from './aws-cli.ts';
import { serviceModel } from './botocore-model.ts';
import { account, settings } from './fleet.ts';
import { iamRoles } from './iam-roles.ts';
import { motoRegion } from './moto.ts';
import { scheduleRequests } from './schedules.ts';
import { update, upload } from './stacks.ts';
import { artifacts, type Deployed, deploy, fedTypes } from './stacks-deployed.ts';
import { ofOurs, rolesOfTheDeployment } from './stacks-roles.ts';

const stage = 'staging';
let now: Deployed;
let given: ReturnType<typeof settings>;
beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  now = await deploy();
  given = settings(now.moto.endpoint);
}, 600_000);
afterAll(() => now?.stop());

const resources = (id: string) => Object.values((now.stacks.get(id)!.template as Template).Resources);
const countOf = (id: string, type: string) => resources(id).filter(({ Type }) => Type === type).length;

test("what moto's CloudFormation leaves out is exactly this: all there is of these types", () => {
  const types = [...now.missing].map(([id, counts]) => [id, Object.keys(counts).sort()] as const);
  const onSchedules = ['AWS::Lambda::EventInvokeConfig', 'AWS::Scheduler::Schedule', 'AWS::Scheduler::ScheduleGroup'];
  expect(Object.fromEntries(types)).toEqual({
    Conformity: onSchedules,
    DoctorMonkey: onSchedules,
    Monkeys: ['AWS::CloudWatch::Alarm', ...onSchedules, 'AWS::SNS::Subscription'].sort(),
    Experiments: [
      'AWS::Events::EventBusPolicy',
      'AWS::Lambda::EventInvokeConfig',
      'AWS::SNS::TopicPolicy',
      'AWS::SQS::QueuePolicy',
      'AWS::Scheduler::ScheduleGroup',
    ],
    Observability: ['AWS::CloudWatch::Alarm'],
    SampleFleet: ['AWS::CloudWatch::Alarm', 'AWS::EC2::SecurityGroupEgress'],
    Schedules: ['AWS::Scheduler::Schedule', 'AWS::Scheduler::ScheduleGroup'],
  });
  for (const [id, counts] of now.missing)
    for (const [type, count] of Object.entries(counts)) expect([type, count]).toEqual([type, countOf(id, type)]);
});

test('references are fed by the suite only to what moto does not create, and it does not take the stack without', async () => {
  const missing = new Set([...now.missing.values()].flatMap((types) => Object.keys(types)));
  expect(fedTypes.filter((type) => !missing.has(type))).toEqual([]);
  const { template } = now.stacks.get('Observability')!;
  const asSynthesized = new CreateStackCommand({ StackName: 'unfed', TemplateBody: JSON.stringify(template) });
  await expect(now.cloudFormation.send(asSynthesized)).rejects.toThrow(/references undefined resource/);
});

test('the table: keys, indexes, billing and deletion protection', async () => {
  const client = new DynamoDBClient(given);
  const { Table } = await client.send(new DescribeTableCommand({ TableName: names.table(stage) }));
  expect(Table).toMatchObject({
    DeletionProtectionEnabled: true,
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    KeySchema: [
      { AttributeName: historyTable.partitionKey, KeyType: 'HASH' },
      { AttributeName: historyTable.sortKey, KeyType: 'RANGE' },
    ],
  });
  const indexes = Table!.GlobalSecondaryIndexes!.map(({ IndexName, KeySchema, Projection }) => ({
    name: IndexName,
    partitionKey: KeySchema![0]!.AttributeName,
    sortKey: KeySchema![1]!.AttributeName,
    projection: Projection!.ProjectionType,
  }));
  const wanted = Object.values(historyTable.indexes).map(({ name, partitionKey, sortKey }) => ({
    ...{ name, partitionKey, sortKey },
    projection: historyTable.projection,
  }));
  expect(indexes).toEqual(wanted);
});

test("moto's CloudFormation does not carry expiry and point-in-time recovery: they are in the template alone", async () => {
  const [table] = resources('History');
  expect(table!.Properties).toMatchObject({
    TimeToLiveSpecification: { AttributeName: historyTable.timeToLive, Enabled: true },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
  const ask = async (what: string) => JSON.parse(await now.aws('dynamodb', what, '--table-name', names.table(stage)));
  expect((await ask('describe-time-to-live')).TimeToLiveDescription.TimeToLiveStatus).toBe('DISABLED');
  const { ContinuousBackupsDescription: backups } = await ask('describe-continuous-backups');
  expect(backups.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus).toBe('DISABLED');
});

test('the state machines have the committed definitions, with the functions of the stack in them', async () => {
  const client = new SFNClient(given);
  const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
  expect(stateMachines.map(({ name }) => name).sort()).toEqual([
    names.machine(stage, 'experiment'),
    // Its definition is generated from the stack alone: nothing but AWS executes it.
    names.monkeys(stage),
    names.machine(stage, 'recovery'),
  ]);
  for (const machine of ['experiment', 'recovery'] as const) {
    const committed = JSON.parse(readFileSync(`lib/workflow/definitions/${machine}.asl.json`, 'utf8'));
    const { stateMachineArn } = stateMachines.find(({ name }) => name === names.machine(stage, machine))!;
    const { definition } = await client.send(new DescribeStateMachineCommand({ stateMachineArn: stateMachineArn! }));
    const arn = (state: string) => `arn:aws:lambda:${motoRegion}:${account}:function:${names.function(stage, state)}`;
    const filled = JSON.parse(definition!);
    for (const [state, { Resource, ...own }] of Object.entries<Record<string, unknown>>(committed.States)) {
      const { Resource: there, ...rest } = filled.States[state];
      expect([state, rest]).toEqual([state, own]);
      if (Resource !== undefined) expect(there).toBe(arn(state));
    }
    expect({ ...filled, States: null }).toEqual({ ...committed, States: null });
  }
});

rolesOfTheDeployment(() => now);

test('functions, topic, queue, rules and dashboard are there under their names', async () => {
  const { Functions = [] } = await new LambdaClient(given).send(new ListFunctionsCommand({}));
  const functions = Functions.map(({ FunctionName }) => FunctionName!);
  const all = [...now.stacks.keys()].map((id) => countOf(id, 'AWS::Lambda::Function'));
  expect(functions).toHaveLength(all.reduce((sum, each) => sum + each));
  expect(functions).toEqual(
    expect.arrayContaining(
      ['Admit', 'Inject', 'Stop', 'Define', 'PlanMonkey', 'TellTrackers', 'Scan', 'Treat'].map((each) =>
        names.function(stage, each),
      ),
    ),
  );
  const { Topics = [] } = await new SNSClient(given).send(new ListTopicsCommand({}));
  expect(Topics.map(({ TopicArn }) => TopicArn)).toEqual([
    `arn:aws:sns:${motoRegion}:${account}:${names.notices(stage)}`,
  ]);
  const { QueueUrls } = JSON.parse(await now.aws('sqs', 'list-queues'));
  expect(QueueUrls).toEqual([expect.stringMatching(new RegExp(`/${names.deadLetters(stage)}$`))]);
  const { Rules } = JSON.parse(await now.aws('events', 'list-rules'));
  expect(Rules).toHaveLength(countOf('Experiments', 'AWS::Events::Rule'));
  const DashboardName = names.dashboard(stage);
  const { DashboardBody } = await new CloudWatchClient(given).send(new GetDashboardCommand({ DashboardName }));
  expect(JSON.parse(DashboardBody!).widgets.length).toBeGreaterThan(3);
});

test('the outputs name what a person needs', async () => {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${motoRegion}:${account}:${rest}`;
  expect(await now.outputs('History')).toEqual({ HistoryTable: names.table(stage) });
  expect(await now.outputs('Experiments')).toMatchObject({
    ExperimentMachine: arn('states', `stateMachine:${names.machine(stage, 'experiment')}`),
    RecoveryMachine: arn('states', `stateMachine:${names.machine(stage, 'recovery')}`),
    NoticesTopic: arn('sns', names.notices(stage)),
    StopCommand: expect.stringContaining(names.function(stage, 'Stop')),
    Profile: 'run',
  });
  expect((await now.outputs('Observability')).DashboardUrl).toMatch(
    new RegExp(`dashboards:name=${names.dashboard(stage)}$`),
  );
  expect(await now.outputs('SampleFleet')).toMatchObject({
    Url: expect.stringMatching(/^http:\/\//),
    StopAlarm: `squall-${stage}-sample-5xx`,
  });
});

test('every experiment was stored by the real function, through CDK’s own framework, when its stack was created', async () => {
  const definitions = resources('Experiments').filter(({ Type }) => Type === 'Custom::SquallExperiment');
  expect(definitions.length).toBeGreaterThan(5);
  const store = dynamodbHistory(new DynamoDBClient(given), names.table(stage)).definitions;
  for (const { Properties } of definitions)
    expect((await store.load(Properties.Hash))?.experiment).toEqual(JSON.parse(Properties.Definition));
  const defined = now.gateway.invocations.filter(({ name }) => name === names.function(stage, 'Define'));
  expect(defined.map(({ event }) => (event as { RequestType: string }).RequestType)).toEqual(
    definitions.map(() => 'Create'),
  );
});

test('every schedule is one that the API takes: disabled, in its time zone, for the function that starts runs', async () => {
  const { Exports = [] } = await now.cloudFormation.send(new ListExportsCommand({}));
  const exports = new Map(Exports.map(({ Name, Value }) => [Name!, Value!]));
  const requests = scheduleRequests(now.stacks.get('Schedules')!.template as Template, exports);
  expect(requests).toHaveLength(countOf('Schedules', 'AWS::Scheduler::Schedule'));
  const model = serviceModel('scheduler');
  const scheduler = new SchedulerClient(given);
  const GroupName = names.schedules(stage);
  await scheduler.send(new CreateScheduleGroupCommand({ Name: GroupName }));
  for (const request of requests) {
    expect(model.problemsOf('CreateSchedule', 'input', { ClientToken: 'once', ...request })).toEqual([]);
    await scheduler.send(new CreateScheduleCommand(request));
    const made = await scheduler.send(new GetScheduleCommand({ GroupName, Name: request.Name }));
    expect(made).toMatchObject({
      State: 'DISABLED',
      ScheduleExpression: 'cron(0 10 ? * TUE *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
      Target: {
        Arn: `arn:aws:lambda:${motoRegion}:${account}:function:${names.function(stage, 'Start')}`,
        RoleArn: `arn:aws:iam::${account}:role/${names.schedules(stage)}`,
        DeadLetterConfig: { Arn: `arn:aws:sqs:${motoRegion}:${account}:${names.deadLetters(stage)}` },
      },
    });
  }
});

test('the sample fleet: a group of three behind a load balancer', async () => {
  const { AutoScalingGroups } = await new AutoScalingClient(given).send(new DescribeAutoScalingGroupsCommand({}));
  expect(AutoScalingGroups).toMatchObject([{ MinSize: 3, MaxSize: 6, DesiredCapacity: 3 }]);
  expect(AutoScalingGroups![0]!.Tags).toContainEqual(
    expect.objectContaining({ Key: 'resilience:fis-enabled', Value: 'true', PropagateAtLaunch: true }),
  );
  const { LoadBalancers } = await new ElasticLoadBalancingV2Client(given).send(new DescribeLoadBalancersCommand({}));
  expect(LoadBalancers).toMatchObject([{ Scheme: 'internet-facing', Type: 'application' }]);
});

test('the documented commands are ones that the AWS command line takes: the stop command of the outputs', async () => {
  const { StopCommand } = await now.outputs('Experiments');
  expect(await inShell(now.gateway.endpoint, StopCommand!)).toContain(names.function(stage, 'Stop'));
  expect(now.gateway.invocations.at(-1)).toEqual({
    name: names.function(stage, 'Stop'),
    event: { runId: 'RUN', by: 'YOU', reason: 'WHY' },
  });
});

test('the documented commands are ones that the AWS command line takes: the start of a run', async () => {
  const documented = /^aws stepfunctions start-execution(?:.*\\\n)*.*$/m.exec(
    readFileSync('docs/deploy.md', 'utf8'),
  )?.[0];
  await inShell(now.gateway.endpoint, documented!.replaceAll('111122223333', account));
  const name = names.function(stage, 'Admit');
  const admitted = await vi.waitUntil(() => now.gateway.invocations.find((each) => each.name === name), 20_000);
  const input = JSON.parse(readFileSync('templates/inputs/instance-termination.json', 'utf8'));
  expect(admitted.event).toEqual({ runId: 'first-run-1', input });
});

test('a change of one property reaches every function, and what it is told of it', async () => {
  const changed = artifacts({ functionTimeout: 'PT45S' }).find(({ id }) => id === 'Experiments')!;
  await upload(now.aws, [changed]);
  const seen = async () => {
    const command = new GetFunctionConfigurationCommand({ FunctionName: names.function(stage, 'Inject') });
    const { Timeout, Environment } = await new LambdaClient(given).send(command);
    return { timeout: Timeout, told: Environment!.Variables!.SQUALL_FUNCTION_TIMEOUT };
  };
  const { functionTimeout } = requireConfiguration('templates/configuration/squall.config.yaml');
  const before = millis(functionTimeout);
  expect(before).not.toBe(45_000);
  expect(await seen()).toEqual({ timeout: before / 1000, told: String(before) });
  await update(now.cloudFormation, changed);
  expect(await seen()).toEqual({ timeout: 45, told: '45000' });
});

test('removed, the history stays and the rest is gone, as far as moto removes it', async () => {
  const own = [...now.stacks.values()].filter(({ environment }) => environment.account === account).reverse();
  const refused: string[] = [];
  for (const { id, stackName: StackName } of own)
    await now.cloudFormation
      .send(new DeleteStackCommand({ StackName }))
      .catch(({ name }) => refused.push(`${id}: ${name}`));
  expect(refused).toEqual(['SampleFleet: DependencyViolation']);

  const { TableNames } = await new DynamoDBClient(given).send(new ListTablesCommand({}));
  expect(TableNames).toEqual([names.table(stage)]);
  const { stateMachines } = await new SFNClient(given).send(new ListStateMachinesCommand({}));
  const { Functions } = await new LambdaClient(given).send(new ListFunctionsCommand({}));
  const { Topics } = await new SNSClient(given).send(new ListTopicsCommand({}));
  const { DashboardEntries } = await new CloudWatchClient(given).send(new ListDashboardsCommand({}));
  const { QueueUrls = [] } = JSON.parse((await now.aws('sqs', 'list-queues')) || '{}');
  const { Rules } = JSON.parse(await now.aws('events', 'list-rules'));
  const roles = ofOurs(await iamRoles(now.moto.endpoint)).filter(({ name }) => !name.includes('sample-fleet'));
  const left = { stateMachines, Functions, Topics, DashboardEntries, QueueUrls, Rules, roles };
  expect(Object.values(left).flat()).toEqual([]);
});
