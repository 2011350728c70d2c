/** Runs on the played deployment: how they are started, and what can be seen of them from outside. */
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { ListExperimentTemplatesCommand } from '@aws-sdk/client-fis';
import { ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { readExperiment } from '../../apps/documents/read.ts';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import type { StepReference } from '../../core/lifecycle/reference.ts';
import { runOf } from '../../core/lifecycle/safety-net.ts';
import type { StepName } from '../../core/lifecycle/steps.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import type { Millis } from '../../core/ports/clock.ts';
import type { Machine } from '../../core/ports/executions.ts';
import { names } from '../../lib/configuration/names.ts';
import { settings } from './fleet.ts';
import type { Invocation } from './gateway.ts';
import type { HandlersPlatform } from './handlers-platform.ts';
import { stageName } from './machines.ts';

/** Of any played deployment, whatever fleet it breaks. */
type Deployment = Pick<HandlersPlatform, 'machines' | 'history' | 'until' | 'clock'>;

/** moto has no percentiles: where a probe reads one, it reads the maximum here. */
const inStatisticsOfMoto = (experiment: Experiment): Experiment => ({
  ...experiment,
  hypothesis: {
    ...experiment.hypothesis,
    probes: experiment.hypothesis.probes.map((probe) =>
      probe.cloudwatch?.stat.startsWith('p')
        ? { ...probe, cloudwatch: { ...probe.cloudwatch, stat: 'Maximum' } }
        : probe,
    ),
  },
});

/** Stored by the function that the stack calls when it is deployed. */
export async function deploy(platform: HandlersPlatform, change: (experiment: Experiment) => Experiment = (e) => e) {
  const read = readExperiment('templates/experiments/instance-termination/experiment.yaml');
  if ('problems' in read) throw new Error('the template does not validate');
  const experiment = change(inStatisticsOfMoto(read.experiment));
  await platform.call('Define', {
    RequestType: 'Create',
    ResourceProperties: { Hash: definitionHash(experiment), Definition: JSON.stringify(experiment) },
  });
}

/** What Scheduler sends when a schedule's time has come. */
export const scheduledStart = (platform: HandlersPlatform, scheduledAt = platform.clock.now()) => ({
  schedule: `arn:aws:scheduler:eu-central-1:123456789012:schedule/${names.schedules(stageName)}/instance-termination`,
  scheduledTime: new Date(scheduledAt).toISOString(),
  request: { experiment: 'instance-termination' },
});

/** @returns the run's id */
export async function start(platform: HandlersPlatform, event = scheduledStart(platform)): Promise<string> {
  const { runId } = (await platform.call('Start', event)) as { runId: string };
  return runId;
}

/** Of the run, in the order of their start: `experiment succeeded`. */
export const executionsOf = ({ machines }: Pick<Deployment, 'machines'>, runId: string): readonly string[] =>
  [...machines.executions.values()].flatMap(({ machine, name, ended }) =>
    runOf({ machine, name }) === runId ? [`${machine} ${ended?.how ?? 'running'}`] : [],
  );

/** Until none of its executions runs and it has its terminal record. */
export async function concluded(platform: Deployment, runId: string, longest?: Millis): Promise<RunHistory> {
  const { runs, journal, ledger } = platform.history;
  await platform.until(async () => {
    if (executionsOf(platform, runId).some((each) => each.endsWith('running'))) return false;
    return (await runs.load(runId))?.terminal !== undefined;
  }, longest);
  const record = (await runs.load(runId))!;
  const { end, verdict, recovery, reason } = record.terminal!;
  console.log(`${runId}: ${end}, ${verdict}, ${recovery}: ${reason}`);
  return { record, journal: await journal.read(runId), ledger: await ledger.list(runId) };
}

/** Until a step of the run was called for this visit; its execution sleeps then. @throws when the run is over before */
export function visited(platform: Deployment, runId: string, step: StepName, visit: number): Promise<void> {
  const { history, machines, until } = platform;
  const called = ({ name, event }: Invocation) => {
    const reference = event as StepReference;
    return name === names.function(stageName, step) && reference.runId === runId && reference.visit === visit;
  };
  return until(async () => {
    if (machines.gateway.invocations.some(called)) return true;
    const terminal = (await history.runs.load(runId))?.terminal;
    if (terminal) throw new Error(`${runId} was over before ${step} ${visit}: ${terminal.reason}`);
    return false;
  });
}

/** As someone does in the console. */
export function stopExecution(
  { machines, clock }: Pick<Deployment, 'machines' | 'clock'>,
  machine: Machine,
  name: string,
): Promise<unknown> {
  const executionArn = `${machines.arns[machine].replace(':stateMachine:', ':execution:')}:${name}`;
  const [, , , region = ''] = executionArn.split(':');
  const sfn = new SFNClient({ ...settings(machines.gateway.endpoint), region });
  return clock.during(() => sfn.send(new StopExecutionCommand({ executionArn, cause: 'stopped in the console' })));
}

export async function instances({ clients }: HandlersPlatform, state: string): Promise<readonly string[]> {
  const Filters = [{ Name: 'instance-state-name', Values: [state] }];
  const { Reservations = [] } = await clients.ec2.send(new DescribeInstancesCommand({ Filters }));
  return Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId }) => InstanceId!)).sort();
}

/** Keys that anyone holds. Of a shared lock that nobody holds any more its key may stay. */
export async function locks({ clients, environment }: HandlersPlatform): Promise<readonly string[]> {
  const command = new ScanCommand({ TableName: environment.historyTable, ConsistentRead: true });
  const { Items = [] } = await DynamoDBDocumentClient.from(clients.dynamodb).send(command);
  const found = Items.filter(({ pk }) => String(pk).startsWith('lock/'));
  return found.flatMap(({ pk, exclusive, shared }) => (exclusive || shared?.size > 0 ? [String(pk)] : []));
}

export async function reapers({ clients, environment }: HandlersPlatform): Promise<readonly string[]> {
  const command = new ListSchedulesCommand({ GroupName: environment.deadlineGroup });
  return (await clients.scheduler.send(command)).Schedules!.map(({ Name }) => Name!);
}

/** Values of a metric as the functions wrote it into their log (EMF). */
export const metric = ({ functions }: HandlersPlatform, name: string): readonly number[] =>
  functions.lines.flatMap((line) => {
    const written = line.includes('"_aws"') ? (JSON.parse(line) as Record<string, unknown>) : {};
    return name in written ? [Number([written[name]].flat()[0])] : [];
  });

/** One terminal record, and nothing of the run is left anywhere. */
export async function expectGivenBack(platform: HandlersPlatform, { record, journal, ledger }: RunHistory) {
  expect(journal.filter(({ type }) => type === 'concluded')).toHaveLength(1);
  expect(record.phase).toBe('concluded');
  expect(ledger.map(({ state }) => state)).toEqual(ledger.map(() => 'undone'));
  expect(await locks(platform)).toEqual([]);
  expect(await reapers(platform)).toEqual([]);
  const { experimentTemplates } = await platform.clients.fis.send(new ListExperimentTemplatesCommand({}));
  expect(experimentTemplates).toEqual([]);
  expect(platform.events.failures).toEqual([]);
}
