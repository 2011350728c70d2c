/**
 * The platform as it would be deployed, in moto: resources of its stacks, machines executed
 * by moto's engine, real handlers behind them, and what AWS does around it (time, FIS,
 * metrics of the shop, events) played by the suite on one virtual clock.
 */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { FisClient } from '@aws-sdk/client-fis';
import { CreateScheduleGroupCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { VirtualClock } from '../../apps/local/clock.ts';
import type { Instant, Millis } from '../../core/ports/clock.ts';
import type { Environment } from '../../lambdas/runtime/environment.ts';
import { names } from '../../lib/configuration/names.ts';
import { sampleEnvironment } from '../unit/lambdas/sample-environment.ts';
import { type FisStub, startFisStub } from './fis-stub.ts';
import { account, buildFleet, fleetClients, registerMembers, settings } from './fleet.ts';
import { type Functions, startFunctions } from './functions.ts';
import type { Around } from './gateway.ts';
import { type HandlersEvents, handlersEvents } from './handlers-events.ts';
import { makeHistoryTable } from './history-table.ts';
import { makeInjectorRoles } from './injector-roles.ts';
import { type Machines, stageName, startMachines } from './machines.ts';
import { motoRegion } from './moto.ts';
import { type ShopMetrics, shopMetrics } from './shop-metrics.ts';

/** A Tuesday, in working hours in Berlin. */
export const begins = Date.UTC(2026, 2, 3, 9, 30);

const suiteClients = (endpoint: string) => ({
  ...fleetClients(endpoint),
  cloudWatch: new CloudWatchClient(settings(endpoint)),
  dynamodb: new DynamoDBClient(settings(endpoint)),
  fis: new FisClient(settings(endpoint)),
  scheduler: new SchedulerClient(settings(endpoint)),
  sns: new SNSClient(settings(endpoint)),
  stepFunctions: new SFNClient(settings(endpoint)),
});
type SuiteClients = ReturnType<typeof suiteClients>;

/** Of a test or hook: seconds on a machine of its own, minutes on one that is shared. */
export const patience = 300_000;

export interface HandlersPlatform {
  readonly clock: VirtualClock;
  readonly machines: Machines;
  readonly stub: FisStub;
  readonly shop: ShopMetrics;
  readonly functions: Functions;
  readonly environment: Environment;
  readonly events: HandlersEvents;
  /** The suite's own, past the gateway: what it looks at is not what the product asked for. */
  readonly clients: SuiteClients;
  readonly history: ReturnType<typeof dynamodbHistory>;
  /** A function of ours, once AWS around it has come to this instant. `Admit`, `Recover`, … */
  call(name: string, event: unknown): Promise<unknown>;
  /** Lets time go on until it is so. @throws when it is not, after as long, and what a function threw */
  until(so: () => boolean | Promise<boolean>, longest?: Millis): Promise<void>;
  stop(): Promise<void>;
}

/** Of moto's services, beside its engine, each with what is done about it. */
const differences = [
  'Scheduler keeps schedules and fires none; what is due is called by the suite each minute',
  'CloudWatch evaluates no alarm and sends no event; the suite sets the state and sends the event',
  'Auto Scaling registers only the first members of a group as targets; the suite registers those that follow',
];

const minute = 60_000;
const hour = 60 * minute;

const environmentOf = (arns: Machines['arns'], noticesTopic: string): Environment => ({
  ...sampleEnvironment,
  stage: stageName,
  account,
  region: motoRegion,
  historyTable: names.table(stageName),
  experimentMachine: arns.experiment,
  recoveryMachine: arns.recovery,
  noticesTopic,
  deadlineGroup: names.deadlines(stageName),
  deadlineTarget: `arn:aws:lambda:${motoRegion}:${account}:function:${names.function(stageName, 'Recover')}`,
  deadlineRole: `arn:aws:iam::${account}:role/${names.deadlines(stageName)}`,
  deadlineDeadLetters: `arn:aws:sqs:${motoRegion}:${account}:${names.deadLetters(stageName)}`,
  killSwitches: names.killSwitches(stageName),
  faultRole: `arn:aws:iam::${account}:role/${names.faultRole(stageName)}`,
  injectRole: `arn:aws:iam::${account}:role/${names.function(stageName, 'Inject')}`,
  undoRole: `arn:aws:iam::${account}:role/${names.function(stageName, 'Undo')}`,
});

export interface HandlersPlatformOptions {
  /** Sees every call of the functions pass. */
  readonly meter?: Around;
  /** In the group `web`: three a zone, and one a zone more for each run that terminates one there and is not the last. */
  readonly instances?: number;
}

export async function startHandlersPlatform({
  meter,
  instances = 18,
}: HandlersPlatformOptions = {}): Promise<HandlersPlatform> {
  for (const difference of differences) console.log(`moto differs: ${difference}`);
  let stub: FisStub | undefined;
  const machines = await startMachines({
    ...(meter && { meter }),
    between: async (moto) => {
      stub = await startFisStub(moto, begins);
      return stub.endpoint;
    },
  });
  const { moto, gateway, arns } = machines;
  const fis = stub!;
  const clients = suiteClients(fis.endpoint);
  const { TopicArn } = await clients.sns.send(new CreateTopicCommand({ Name: names.notices(stageName) }));
  const environment = environmentOf(arns, TopicArn!);
  const [functions] = await Promise.all([
    startFunctions(environment, gateway.endpoint),
    // moto replaces an instance in a zone of its own choice, and each run leaves one fewer where it hit.
    buildFleet(clients, instances, ['web']),
    makeHistoryTable(clients.dynamodb, environment.historyTable),
    makeInjectorRoles(moto.endpoint),
    clients.scheduler.send(new CreateScheduleGroupCommand({ Name: environment.deadlineGroup })),
  ]);
  const shop = await shopMetrics(moto.endpoint, begins);
  await registerMembers(clients);
  await shop.publish(begins);

  let now: Instant = begins;
  const world = {
    get now() {
      return now;
    },
    advance(to: Instant) {
      now = to;
      return [];
    },
  };
  const clock = new VirtualClock(world);

  /** AWS around the platform follows the clock before anything of ours looks at it. */
  let following = Promise.resolve();
  const follow = (): Promise<void> => {
    following = following.then(async () => {
      const behind = now - fis.now();
      if (behind <= 0) return;
      await fis.pass(behind);
      await registerMembers(clients);
      await shop.publish(now);
    });
    return following;
  };
  const call = (name: string, event: unknown) =>
    clock.during(async () => {
      await follow();
      return functions.invoke(names.function(stageName, name), event, now);
    });
  const events = handlersEvents({ clock, call, environment, scheduler: clients.scheduler });
  const tick = () => {
    clock.schedule(now + minute, tick);
    const minutely = clock.during(async () => {
      await follow();
      await events.minute();
    });
    minutely.catch(events.failed);
  };
  tick();
  machines.setStage({ clock, invoke: call, ended: events.ended });

  return {
    clock,
    machines,
    stub: fis,
    shop,
    functions,
    environment,
    events,
    clients,
    history: dynamodbHistory(clients.dynamodb, names.table(stageName)),
    call,
    async until(so, longest = hour) {
      const limit = now + longest;
      for (await clock.quiet(); !(await so()); await clock.step(limit)) {
        if (events.failures.length > 0) throw events.failures[0];
        if (now >= limit) throw new Error(`it did not come to that within ${longest / minute} minutes: ${so}`);
      }
    },
    async stop() {
      await functions.stop();
      await machines.stop();
      await fis.stop();
    },
  };
}
