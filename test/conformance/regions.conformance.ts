/** A platform that stands in one Region and acts in two others: one run, one ledger, one stop for all of it. */
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
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { awsPorts } from '../../adapters/aws/index.ts';
import { sdkClients } from '../../adapters/aws/sdk-clients.ts';
import { readExperiment } from '../../apps/documents/read.ts';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { abort } from '../../core/lifecycle/abort.ts';
import type { StepReference } from '../../core/lifecycle/reference.ts';
import { type StepName, steps } from '../../core/lifecycle/steps.ts';
import { stopOnAlarm } from '../../core/lifecycle/stop-on-alarm.ts';
import { stopScope } from '../../core/lifecycle/stop-scope.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import { type Home, toldNothing } from '../../core/platform/settings.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { type FisStub, startFisStub } from './fis-stub.ts';
import { account, buildFleet, fleetClients, registerMembers, settings } from './fleet.ts';
import { makeHistoryTable } from './history-table.ts';
import { makeInjectorRoles } from './injector-roles.ts';
import { type Moto, motoCredentials, motoRegion, startMoto } from './moto.ts';

const begins = Date.UTC(2026, 2, 3, 9, 30);
const minute = 60_000;
const historyTable = 'history';
/** Where the platform stands, and where it acts. */
const [home, near, far] = [motoRegion, 'eu-west-1', 'us-east-1'] as const;
const roleOf = (as: string) => `arn:aws:iam::${account}:role/squall-staging-${as}`;
const alarmIn = (region: string) => `arn:aws:cloudwatch:${region}:${account}:alarm:shop-checkout-5xx`;

let moto: Moto;
let stub: FisStub;
let clients: ReturnType<typeof sdkClients>;
let fleets: ReadonlyMap<string, ReturnType<typeof fleetClients> & { fis: FisClient; cloudWatch: CloudWatchClient }>;
let portsOf: (homes?: readonly Home[]) => Ports;
let ports: Ports;
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
    for (const { cloudWatch } of fleets.values())
      await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
}

/** What the state machines do: invoke, choose by `next`, wait. Until `last`, or the end. */
async function drive(first: StepName, input: unknown, last?: StepName, by = ports): Promise<StepReference> {
  let [state, payload] = [first, input];
  for (;;) {
    const answer = await steps[state](payload, by);
    if (answer.next === 'Done' || answer.next === 'Refused' || state === last) return answer;
    await stub.pass(answer.waitSeconds * 1000);
    await publish(stub.now());
    state = answer.next as StepName;
    payload = answer;
  }
}

const recover = (runId: string) => drive('Undo', { runId, wave: 1, visit: 0, next: 'Undo', waitSeconds: 0 });

async function machine(name: string): Promise<string> {
  const definition = JSON.stringify({ StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 1, End: true } } });
  const roleArn = `arn:aws:iam::${account}:role/machines`;
  return (await clients.stepFunctions.send(new CreateStateMachineCommand({ name, definition, roleArn })))
    .stateMachineArn!;
}

const stoppedIn = async (region: string): Promise<number> => {
  const { Reservations = [] } = await fleets.get(region)!.ec2.send(new DescribeInstancesCommand({}));
  return Reservations.flatMap(({ Instances = [] }) => Instances).filter(({ State }) => State?.Name === 'stopped')
    .length;
};
const runningIn = async (region: string): Promise<number> => {
  const { experiments = [] } = await fleets.get(region)!.fis.send(new ListExperimentsCommand({}));
  return experiments.filter(({ state }) => state?.status === 'running').length;
};

/** One wave that stops an instance in each of the Regions. */
function inRegions(name: string, regions: readonly string[], stopAlarms = regions.map(alarmIn)): Experiment {
  const read = readExperiment('templates/experiments/instance-termination/experiment.yaml');
  if ('problems' in read) throw new Error('the template does not validate');
  const { metadata, hypothesis, guardrails, targets } = read.experiment;
  const [probe] = hypothesis.probes;
  return {
    ...read.experiment,
    metadata: { ...metadata, name },
    hypothesis: {
      ...hypothesis,
      probes: regions.map((region, i) => ({
        ...probe!,
        id: `probe-${i}`,
        cloudwatch: { ...probe!.cloudwatch!, region },
      })),
    },
    guardrails: { ...guardrails, stopAlarms, stopWhen: [] },
    blastRadius: { preset: 'full' as const },
    targets: Object.fromEntries(
      regions.map((region, i) => [`victim-${i}`, { ...targets.victim!, where: { region, tags: { Service: 'web' } } }]),
    ),
    steps: regions.map((_, i) => ({
      id: `stop-${i}`,
      action: 'aws:ec2:stop-instances',
      targets: { Instances: `victim-${i}` },
      with: { startInstancesAfterDuration: 'PT5M' },
      after: [],
    })),
  };
}

async function admitted(runId: string, experiment: Experiment, by = ports): Promise<StepReference> {
  const { definitions } = dynamodbHistory(clients.dynamodb, historyTable);
  await definitions.storeDefinition({ hash: definitionHash(experiment), experiment });
  const input = { experiment: experiment.metadata.name, seed: 7, startedBy: 'suite' };
  return drive('Admit', { runId, input }, 'Admit', by);
}
async function injected(runId: string, experiment: Experiment): Promise<void> {
  const arming = await admitted(runId, experiment);
  expect(arming.next, await refusalOf(runId)).toBe('Arm');
  await drive('Arm', arming, 'Inject');
}
const refusalOf = async (runId: string) => (await ports.runs.load(runId))?.terminal?.reason;

beforeAll(async () => {
  moto = await startMoto();
  stub = await startFisStub(moto.endpoint, begins);
  vi.stubEnv('AWS_ENDPOINT_URL', stub.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', motoCredentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', motoCredentials.secretAccessKey);
  clients = sdkClients(home, { remaining: () => 30_000 });
  fleets = new Map(
    [near, far].map((region) => {
      const at = { ...settings(stub.endpoint), region };
      const fleet = fleetClients(moto.endpoint, motoCredentials, region);
      return [region, { ...fleet, fis: new FisClient(at), cloudWatch: new CloudWatchClient(at) }];
    }),
  );
  const experiments = ['both', 'one', 'other', 'unguarded', 'nowhere'];
  await makeInjectorRoles(moto.endpoint, { subject: 'experiments', account, experiments, regions: [near, far] });
  for (const fleet of fleets.values()) {
    await buildFleet(fleet, 6);
    await registerMembers(fleet);
    const AlarmName = 'shop-checkout-5xx';
    await fleet.cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName,
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
    await fleet.cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'OK', StateReason: 'few errors' }));
  }
  await publish(begins);
  await makeHistoryTable(clients.dynamodb, historyTable);
  await clients.scheduler.send(new CreateScheduleGroupCommand({ Name: 'deadlines' }));
  const { TopicArn } = await clients.sns.send(new CreateTopicCommand({ Name: 'notices' }));
  const deployment = {
    account,
    region: home,
    regions: [near, far],
    stage: 'staging',
    ...toldNothing,
    functionTimeout: 30_000,
    historyTable,
    experimentMachine: await machine('experiment'),
    recoveryMachine: await machine('recovery'),
    noticesTopic: TopicArn!,
    deadlineGroup: 'deadlines',
    deadlineTarget: `arn:aws:lambda:${home}:${account}:function:recover`,
    deadlineRole: `arn:aws:iam::${account}:role/deadlines`,
    deadlineDeadLetters: `arn:aws:sqs:${home}:${account}:dead-letters`,
    killSwitches: '/squall/staging/kill-switches',
    faultRole: roleOf('faults'),
    injectRole: roleOf('inject'),
    undoRole: roleOf('undo'),
  };
  const clock = { now: () => stub.now() };
  portsOf = (homes) => awsPorts({ ...deployment, ...(homes && { homes }) }, {}, { clients, clock });
  ports = portsOf();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stub.stop();
  await moto.stop();
});

describe('one run in two Regions, from a third', () => {
  test('is an experiment of FIS in each, with the alarm of that Region, and one ledger at home', async () => {
    await injected('run-1', inRegions('both', [near, far]));
    const ledger = await ports.ledger.list('run-1');
    expect(ledger.map(({ state, fault: { token, account: of, region } }) => [state, token, of, region]).sort()).toEqual(
      [
        ['confirmed', `run-1/1/fis/${account}/${near}`, account, near],
        ['confirmed', `run-1/1/fis/${account}/${far}`, account, far],
      ].sort(),
    );
    for (const region of [near, far]) {
      const { fis } = fleets.get(region)!;
      const [{ id } = {}] = (await fis.send(new ListExperimentTemplatesCommand({}))).experimentTemplates ?? [];
      const { experimentTemplate } = await fis.send(new GetExperimentTemplateCommand({ id }));
      expect(experimentTemplate!.stopConditions!.map(({ value }) => value)).toEqual([alarmIn(region)]);
      expect([await stoppedIn(region), await runningIn(region)]).toEqual([1, 1]);
    }
    expect((await clients.fis.send(new ListExperimentsCommand({}))).experiments).toEqual([]);

    // By its token alone it is found where it is, and nowhere else: a record of an earlier version says no Region, and is at home.
    const { externalId, ...unanswered } = ledger[0]!.fault;
    expect(await ports.faults.observe(unanswered)).toMatchObject({ state: 'running', externalId });
    const { region: _, ...earlier } = unanswered;
    expect(await ports.faults.observe(earlier)).toMatchObject({ state: 'absent' });

    const reference = { runId: 'run-1', wave: 1, visit: 0, next: 'Observe', waitSeconds: 0 } as const;
    expect((await drive('Observe', reference)).next).toBe('Done');
    expect((await recover('run-1')).next).toBe('Done');
    expect((await ports.runs.load('run-1'))!.terminal).toMatchObject({ verdict: 'held', recovery: 'restored' });
    for (const region of [near, far]) {
      expect(await stoppedIn(region)).toBe(0);
      const { experimentTemplates } = await fleets.get(region)!.fis.send(new ListExperimentTemplatesCommand({}));
      expect(experimentTemplates).toEqual([]);
    }
  });

  test.each<[string, () => Promise<unknown>]>([
    ['a person', () => abort('run-2', { kind: 'person', detail: 'ada stopped it', at: stub.now() }, ports)],
    ['the alarm of one of them', () => stopOnAlarm(alarmIn(far), ports)],
    ['the kill switch', () => stopScope({ scope: 'all', by: 'ada', reason: 'enough', at: stub.now() }, ports)],
  ])('is ended in both at once by %s', async (how, stop) => {
    const runId = 'run-2';
    const own = `${runId}-${how.replaceAll(' ', '-')}`;
    const asked = how === 'a person' ? runId : own;
    await injected(asked, inRegions('both', [near, far]));
    await stop();
    for (const region of [near, far]) expect(await runningIn(region), region).toBe(0);
    expect((await recover(asked)).next).toBe('Done');
    expect((await ports.runs.load(asked))!.terminal).toMatchObject({ end: 'aborted', recovery: 'restored' });
    for (const region of [near, far]) expect(await stoppedIn(region)).toBe(0);
    if (how === 'the kill switch')
      await ports.switches.lower({ scope: 'all', by: 'ada', reason: 'over', at: stub.now() });
  });
});

describe('what is refused', () => {
  test('a Region that nobody listed, with the key to add', async () => {
    expect((await admitted('run-3', inRegions('nowhere', ['ap-south-1']))).next).toBe('Refused');
    expect(await refusalOf('run-3')).toContain(
      `Region ap-south-1 is neither the platform's own (${home}) nor one of its regions (${near}, ${far}): add it to regions in squall.config.yaml`,
    );
  });

  test('a Region that no stop alarm of its own guards', async () => {
    expect((await admitted('run-4', inRegions('unguarded', [near, far], [alarmIn(near)]))).next).toBe('Refused');
    expect(await refusalOf('run-4')).toContain(
      `wave 1 acts in account ${account} and Region ${far}, and no stop alarm is of that account and Region`,
    );
  });

  test('a second run on the service, in whichever Region: locks are at home', async () => {
    const whole = (name: string, region: string): Experiment => {
      const experiment = inRegions(name, [region]);
      return { ...experiment, blastRadius: { ...experiment.blastRadius, scope: 'service' as const } };
    };
    await injected('run-5', whole('one', near));
    expect((await admitted('run-6', whole('other', far))).next).toBe('Refused');
    expect(await refusalOf('run-6')).toContain('run run-5 (one) holds service/');
    await abort('run-5', { kind: 'person', detail: 'ada stopped it', at: stub.now() }, ports);
    expect((await recover('run-5')).next).toBe('Done');
  });

  test('a run of a service that is at home on another platform', async () => {
    const abroad = portsOf([{ services: ['web', 'checkout'], stage: 'production', region: far }]);
    expect((await admitted('run-7', inRegions('one', [near]), abroad)).next).toBe('Refused');
    expect(await refusalOf('run-7')).toContain(`is at home on the platform production in ${far}`);
    const here = portsOf([{ services: ['*'], stage: 'staging', region: home }]);
    expect((await admitted('run-8', inRegions('one', [near]), here)).next).toBe('Arm');
  });
});
