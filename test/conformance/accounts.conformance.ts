/** The platform in one account, what it breaks in another: roles there, and nothing else of its own. */
import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import {
  FisClient,
  GetExperimentTemplateCommand,
  ListExperimentsCommand,
  ListExperimentTemplatesCommand,
} from '@aws-sdk/client-fis';
import { CreateScheduleGroupCommand } from '@aws-sdk/client-scheduler';
import { CreateStateMachineCommand } from '@aws-sdk/client-sfn';
import { CreateTopicCommand } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { awsPorts } from '../../adapters/aws/index.ts';
import { sdkClients } from '../../adapters/aws/sdk-clients.ts';
import { readExperiment } from '../../apps/documents/read.ts';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { abort } from '../../core/lifecycle/abort.ts';
import type { StepReference } from '../../core/lifecycle/reference.ts';
import { type StepName, steps } from '../../core/lifecycle/steps.ts';
import { stopOnAlarm } from '../../core/lifecycle/stop-on-alarm.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import { toldNothing } from '../../core/platform/settings.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { type FisStub, startFisStub } from './fis-stub.ts';
import { buildFleet, fleetClients, account as home, registerMembers, settings } from './fleet.ts';
import { makeHistoryTable } from './history-table.ts';
import { makeInjectorRoles } from './injector-roles.ts';
import { type Moto, motoCredentials, motoRegion, startMoto } from './moto.ts';
import { startTokenService, type TokenService } from './token-service.ts';

const begins = Date.UTC(2026, 2, 3, 9, 30);
const minute = 60_000;
const historyTable = 'history';
const [there, untrusting, unlisted] = ['999988887777', '888877776666', '777766665555'];
const roleIn = (account: string, as: string) => `arn:aws:iam::${account}:role/squall-staging-${as}`;
const targetAccount = (account: string) => ({
  account,
  startRole: roleIn(account, 'remote-start'),
  stopRole: roleIn(account, 'remote-stop'),
  startExternalId: 'start-start-start-1',
  stopExternalId: 'stop-stop-stop-stop',
  faultRole: roleIn(account, 'faults'),
});
const alarmThere = `arn:aws:cloudwatch:${motoRegion}:${there}:alarm:shop-checkout-5xx`;

/** Of the account `there`, by their external ids. In `untrusting` the stop role has another one; a start role it has not. */
const roles = {
  [roleIn(there, 'remote-start')]: 'start-start-start-1',
  [roleIn(there, 'remote-stop')]: 'stop-stop-stop-stop',
  [roleIn(untrusting, 'remote-stop')]: 'another external id',
};

let moto: Moto;
let stub: FisStub;
let sts: TokenService;
let clients: ReturnType<typeof sdkClients>;
let elsewhere: ReturnType<typeof fleetClients> & { fis: FisClient; cloudWatch: CloudWatchClient };
/** As each function has them: Inject as what starts, all others as what looks and stops. */
let portsOf: (step: string) => Ports;
let ports: Ports;
let store: ReturnType<typeof dynamodbHistory>['definitions'];
let published = begins - 15 * minute;

async function publish(now: number): Promise<void> {
  const MetricData = [];
  for (; published + minute <= now; published += minute)
    for (const [MetricName, Value] of [
      ['SuccessRate', 99.9],
      ['Errors5xx', 0],
    ] as const)
      MetricData.push({
        MetricName,
        Value,
        Dimensions: [{ Name: 'Service', Value: 'checkout' }],
        Timestamp: new Date(published),
      });
  if (MetricData.length > 0)
    for (const each of [elsewhere.cloudWatch, clients.cloudWatch])
      await each.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
}

async function pass(millis: number): Promise<void> {
  await stub.pass(millis);
  await publish(stub.now());
}

/** What the state machines do: invoke, choose by `next`, wait. Until `last`, or the end. */
async function drive(first: StepName, input: unknown, last?: StepName): Promise<StepReference> {
  let [state, payload] = [first, input];
  for (;;) {
    const answer = await steps[state](payload, portsOf(state));
    if (answer.next === 'Done' || answer.next === 'Refused' || state === last) return answer;
    await pass(answer.waitSeconds * 1000);
    state = answer.next as StepName;
    payload = answer;
  }
}

const recover = (runId: string) => drive('Undo', { runId, wave: 1, visit: 0, next: 'Undo', waitSeconds: 0 });

async function machine(name: string): Promise<string> {
  const definition = JSON.stringify({ StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 1, End: true } } });
  const roleArn = `arn:aws:iam::${home}:role/machines`;
  return (await clients.stepFunctions.send(new CreateStateMachineCommand({ name, definition, roleArn })))
    .stateMachineArn!;
}

const statesOf = async (of: Pick<typeof elsewhere, 'ec2'>) => {
  const { Reservations = [] } = await of.ec2.send(new DescribeInstancesCommand({}));
  return Map.groupBy(
    Reservations.flatMap(({ Instances = [] }) => Instances),
    ({ State }) => State?.Name ?? '',
  );
};

function experimentIn(account: string, changes: Partial<Experiment['guardrails']> = {}): Experiment {
  const read = readExperiment('templates/experiments/instance-termination/experiment.yaml');
  if ('problems' in read) throw new Error('the template does not validate');
  const { metadata, hypothesis, guardrails, targets } = read.experiment;
  const [probe] = hypothesis.probes;
  return {
    ...read.experiment,
    metadata: { ...metadata, name: `stop-in-${account}` },
    hypothesis: { ...hypothesis, probes: [{ ...probe!, cloudwatch: { ...probe!.cloudwatch!, account } }] },
    guardrails: { ...guardrails, stopAlarms: [alarmThere], stopWhen: [], ...changes },
    targets: { victim: { ...targets.victim!, where: { account, tags: { Service: 'web' } } } },
    steps: [
      {
        id: 'stop',
        action: 'aws:ec2:stop-instances',
        targets: { Instances: 'victim' },
        with: { startInstancesAfterDuration: 'PT5M' },
      },
    ],
  };
}

async function admitted(runId: string, experiment: Experiment): Promise<StepReference> {
  await store.storeDefinition({ hash: definitionHash(experiment), experiment });
  return drive(
    'Admit',
    { runId, input: { experiment: experiment.metadata.name, seed: 7, startedBy: 'suite' } },
    'Admit',
  );
}

const refusalOf = async (runId: string) => (await ports.runs.load(runId))?.terminal?.reason;

beforeAll(async () => {
  moto = await startMoto();
  stub = await startFisStub(moto.endpoint, begins);
  sts = await startTokenService(stub.endpoint, roles);
  vi.stubEnv('AWS_ENDPOINT_URL', sts.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', motoCredentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', motoCredentials.secretAccessKey);
  clients = sdkClients(motoRegion, { remaining: () => 30_000 });
  await buildFleet(fleetClients(moto.endpoint), 3);
  const asked = { RoleArn: roleIn(there, 'suite'), RoleSessionName: 'suite' };
  const { Credentials: given } = await new STSClient(settings(moto.endpoint)).send(new AssumeRoleCommand(asked));
  const credentials = {
    accessKeyId: given!.AccessKeyId!,
    secretAccessKey: given!.SecretAccessKey!,
    sessionToken: given!.SessionToken!,
  };
  const at = { ...settings(moto.endpoint), credentials };
  elsewhere = {
    ...fleetClients(moto.endpoint, credentials),
    fis: new FisClient(at),
    cloudWatch: new CloudWatchClient(at),
  };
  await buildFleet(elsewhere, 6);
  await registerMembers(elsewhere);
  const experiments = [`stop-in-${there}`, `stop-in-${home}`, 'apart'];
  await makeInjectorRoles(moto.endpoint, { subject: 'target-account', account: there, credentials, experiments });
  await makeInjectorRoles(moto.endpoint, { subject: 'experiments', account: home, experiments });
  await publish(begins);
  const alarm = { AlarmName: 'shop-checkout-5xx' };
  for (const each of [elsewhere.cloudWatch, clients.cloudWatch]) {
    await each.send(
      new PutMetricAlarmCommand({
        ...alarm,
        Namespace: 'Shop',
        MetricName: 'Errors5xx',
        Dimensions: [{ Name: 'Service', Value: 'checkout' }],
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 2,
        Threshold: 10,
        ComparisonOperator: 'GreaterThanThreshold',
      }),
    );
    await each.send(new SetAlarmStateCommand({ ...alarm, StateValue: 'OK', StateReason: 'few errors' }));
  }
  await makeHistoryTable(clients.dynamodb, historyTable);
  await clients.scheduler.send(new CreateScheduleGroupCommand({ Name: 'deadlines' }));
  const { TopicArn } = await clients.sns.send(new CreateTopicCommand({ Name: 'notices' }));
  const deployment = {
    account: home,
    region: motoRegion,
    stage: 'staging',
    ...toldNothing,
    functionTimeout: 30_000,
    historyTable,
    experimentMachine: await machine('experiment'),
    recoveryMachine: await machine('recovery'),
    noticesTopic: TopicArn!,
    deadlineGroup: 'deadlines',
    deadlineTarget: `arn:aws:lambda:${motoRegion}:${home}:function:recover`,
    deadlineRole: `arn:aws:iam::${home}:role/deadlines`,
    deadlineDeadLetters: `arn:aws:sqs:${motoRegion}:${home}:dead-letters`,
    killSwitches: '/squall/staging/kill-switches',
    faultRole: roleIn(home, 'faults'),
    injectRole: roleIn(home, 'inject'),
    undoRole: roleIn(home, 'undo'),
    targetAccounts: [targetAccount(there), targetAccount(untrusting)],
  };
  const clock = { now: () => stub.now() };
  const made = (as: 'start' | 'stop') =>
    awsPorts(deployment, {}, { clients, clock, acting: { as, session: `squall-staging-${as}` } });
  const [starting, stopping] = [made('start'), made('stop')];
  portsOf = (step) => (step === 'Inject' ? starting : stopping);
  ports = stopping;
  store = dynamodbHistory(clients.dynamodb, historyTable).definitions;
});
afterEach(() => {
  sts.asked.splice(0);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await sts.stop();
  await stub.stop();
  await moto.stop();
});

describe('an experiment in another account', () => {
  test('is planned, injected, watched and proved there, each by the role for it', async () => {
    const arming = await admitted('run-1', experimentIn(there));
    expect(arming.next, await refusalOf('run-1')).toBe('Arm');
    const { plan } = (await ports.runs.load('run-1'))!;
    expect(plan.targets[0]!.matched).toHaveLength(6);
    expect(plan.targets[0]!.chosen).toEqual([expect.stringContaining(`:${there}:instance/`)]);
    expect(sts.asked).toEqual([
      {
        RoleArn: roleIn(there, 'remote-stop'),
        ExternalId: 'stop-stop-stop-stop',
        RoleSessionName: 'squall-staging-stop',
        DurationSeconds: '900',
      },
    ]);

    await drive('Arm', arming, 'Inject');
    expect(sts.asked.slice(1)).toEqual([
      expect.objectContaining({ RoleArn: roleIn(there, 'remote-start'), ExternalId: 'start-start-start-1' }),
    ]);
    const [entry] = await ports.ledger.list('run-1');
    expect(entry).toMatchObject({ state: 'confirmed', fault: { account: there }, targets: plan.targets[0]!.chosen });
    expect(entry!.before.map(({ id }) => id.split(':')[4])).toEqual([there, there]);
    expect((await statesOf(elsewhere)).get('stopped')).toHaveLength(1);
    expect((await elsewhere.fis.send(new ListExperimentsCommand({}))).experiments).toHaveLength(1);
    expect((await clients.fis.send(new ListExperimentsCommand({}))).experiments).toEqual([]);

    const reference = { runId: 'run-1', wave: 1, visit: 0, next: 'Observe', waitSeconds: 0 } as const;
    expect((await drive('Observe', reference)).next).toBe('Done');
    expect((await recover('run-1')).next).toBe('Done');
    expect((await ports.runs.load('run-1'))!.terminal).toMatchObject({ verdict: 'held', recovery: 'restored' });
    expect((await elsewhere.fis.send(new ListExperimentTemplatesCommand({}))).experimentTemplates).toEqual([]);
    expect((await statesOf(clients)).get('running')).toHaveLength(6);
  });

  test('is stopped there, and an intent that was never answered is found there by its token', async () => {
    const arming = await admitted('run-2', experimentIn(there));
    expect(arming.next, await refusalOf('run-2')).toBe('Arm');
    await drive('Arm', arming, 'Inject');
    const [entry] = await ports.ledger.list('run-2');
    const { externalId, ...unanswered } = entry!.fault;
    expect(await ports.faults.observe(unanswered)).toMatchObject({ state: 'running', externalId });
    const { account: _, ...atHome } = unanswered;
    expect(await ports.faults.observe(atHome)).toMatchObject({ state: 'absent' });

    await abort('run-2', { kind: 'person', detail: 'ada stopped it', at: stub.now() }, ports);
    expect(await ports.faults.observe(entry!.fault)).toMatchObject({ state: 'stopping' });
    expect((await recover('run-2')).next).toBe('Done');
    expect((await ports.runs.load('run-2'))!.terminal).toMatchObject({ end: 'aborted', recovery: 'restored' });
    expect((await statesOf(elsewhere)).get('stopped')).toBeUndefined();
  });

  test('is stopped by an alarm of that account, which is known by its ARN', async () => {
    const arming = await admitted('run-3', experimentIn(there));
    await drive('Arm', arming, 'Inject');
    expect(await stopOnAlarm('shop-checkout-5xx', ports)).toEqual([]);
    expect(await stopOnAlarm(alarmThere, ports)).toEqual(['run-3']);
    expect((await recover('run-3')).next).toBe('Done');
  });
});

/** One wave that stops an instance in each of the two accounts. */
function inBoth(stopAlarms: readonly string[]): Experiment {
  const both = experimentIn(there, { stopAlarms: [...stopAlarms] });
  const [step] = both.steps;
  const second = { ...step!, id: 'stop-at-home', targets: { Instances: 'other' }, after: [] };
  const other = { ...both.targets.victim!, where: { tags: { Service: 'web' } } };
  return {
    ...both,
    metadata: { ...both.metadata, name: 'apart' },
    blastRadius: { preset: 'full' as const },
    targets: { ...both.targets, other },
    steps: [step!, second],
  };
}

test('a wave in two accounts is an experiment in each, with its own alarm, and one stop ends both', async () => {
  const arming = await admitted('run-8', inBoth([alarmThere, 'shop-checkout-5xx']));
  expect(arming.next, await refusalOf('run-8')).toBe('Arm');
  await drive('Arm', arming, 'Inject');
  const ledger = await ports.ledger.list('run-8');
  expect(ledger.map(({ stepId, state, fault }) => [stepId, state, fault.account, fault.token]).sort()).toEqual([
    ['stop', 'confirmed', there, `run-8/1/fis/${there}`],
    ['stop-at-home', 'confirmed', home, `run-8/1/fis/${home}`],
  ]);
  const conditionsIn = async (fis: FisClient) => {
    const { experimentTemplates = [] } = await fis.send(new ListExperimentTemplatesCommand({}));
    const [found] = experimentTemplates;
    const { experimentTemplate } = await fis.send(new GetExperimentTemplateCommand({ id: found!.id }));
    return experimentTemplate!.stopConditions!.map(({ value }) => value);
  };
  expect(await conditionsIn(elsewhere.fis)).toEqual([alarmThere]);
  expect(await conditionsIn(clients.fis)).toEqual([alarmThere.replace(there, home)]);
  expect((await statesOf(elsewhere)).get('stopped')).toHaveLength(1);
  expect((await statesOf(clients)).get('stopped')).toHaveLength(1);

  await abort('run-8', { kind: 'person', detail: 'ada stopped it', at: stub.now() }, ports);
  for (const { fault } of ledger) expect((await ports.faults.observe(fault)).state).toMatch(/^stopp/);
  expect((await recover('run-8')).next).toBe('Done');
  expect((await ports.runs.load('run-8'))!.terminal).toMatchObject({ end: 'aborted', recovery: 'restored' });
  for (const each of [elsewhere, clients]) {
    expect((await statesOf(each)).get('stopped')).toBeUndefined();
    expect((await each.fis.send(new ListExperimentTemplatesCommand({}))).experimentTemplates).toEqual([]);
  }
});

describe('what cannot be acted in is refused in a sentence', () => {
  test('a role that wants another external id', async () => {
    expect((await admitted('run-4', experimentIn(untrusting))).next).toBe('Refused');
    const why = await refusalOf('run-4');
    expect(why).toContain(`${roleIn(untrusting, 'remote-stop')} cannot be assumed (AccessDenied)`);
    expect(why).toContain(`deploy the stack TargetAccount${untrusting} to account ${untrusting}`);
    expect(why).toContain('stopExternalId');
    expect(why).not.toContain('stop-stop');
    // Not tried again: the answer would be the same.
    expect(sts.asked).toHaveLength(1);
  });

  test('a role that does not exist: nothing is started, and the name of the error is kept', async () => {
    const where = { account: untrusting, tags: { Service: 'web' } };
    const asked = portsOf('Inject').resources.resolve({ type: 'ec2:instance', where });
    await expect(asked).rejects.toMatchObject({ name: 'RoleNotAssumed', message: /remote-start.*startExternalId/ });
  });

  test('an account that is no target account', async () => {
    expect((await admitted('run-5', experimentIn(unlisted))).next).toBe('Refused');
    expect(await refusalOf('run-5')).toContain(
      `account ${unlisted} is neither the platform's own (${home}) nor one of its targetAccounts (${there}, ${untrusting})`,
    );
    expect(sts.asked).toEqual([]);
  });

  test('a wave that no alarm of one of its accounts can stop', async () => {
    expect((await admitted('run-6', inBoth([alarmThere]))).next).toBe('Refused');
    expect(await refusalOf('run-6')).toContain(`wave 1 acts in account ${home}, and no stop alarm is of that account`);
    const unguarded = experimentIn(there, { stopAlarms: ['shop-checkout-5xx'] });
    expect((await admitted('run-7', unguarded)).next).toBe('Refused');
    expect(await refusalOf('run-7')).toContain(`wave 1 acts in account ${there}, and no stop alarm is of that account`);
  });
});

test('moto asks nobody whether a role may be assumed: the requests above are what was shown', async () => {
  const asked = { RoleArn: roleIn(unlisted, 'never-made'), RoleSessionName: 'anyone', ExternalId: 'anything' };
  const { Credentials } = await new STSClient(settings(moto.endpoint)).send(new AssumeRoleCommand(asked));
  console.log(
    'moto lets anyone be any role, whatever the external id: the suite answers for STS, and checks what was asked',
  );
  // Once moto refuses, the detour goes.
  expect(Credentials?.AccessKeyId).toBeDefined();
});
