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
import type { Environment } from '../../lambdas/runtime/environment.ts';
import { names } from '../../lib/configuration/names.ts';
import { sampleEnvironment } from '../unit/lambdas/sample-environment.ts';
import { type FisStub, startFisStub } from './fis-stub.ts';
import { account, buildFleet, fleetClients, registerMembers, settings } from './fleet.ts';
import { type Functions, startFunctions } from './functions.ts';
import type { Around } from './gateway.ts';
import { type Played, playedClock } from './handlers-clock.ts';
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

export interface HandlersPlatform extends Played {
  readonly machines: Machines;
  readonly stub: FisStub;
  readonly shop: ShopMetrics;
  readonly functions: Functions;
  readonly environment: Environment;
  /** The suite's own, past the gateway: what it looks at is not what the product asked for. */
  readonly clients: SuiteClients;
  readonly history: ReturnType<typeof dynamodbHistory>;
  stop(): Promise<void>;
}

/** Of moto's services, beside its engine, each with what is done about it. */
const differences = [
  'Scheduler keeps schedules and fires none; what is due is called by the suite each minute',
  'CloudWatch evaluates no alarm and sends no event; the suite sets the state and sends the event',
  'Auto Scaling registers only the first members of a group as targets; the suite registers those that follow',
];

/** As the stacks tell it the functions. */
export const environmentOf = (
  arns: Machines['arns'],
  noticesTopic: string,
  region: string = motoRegion,
): Environment => ({
  ...sampleEnvironment,
  stage: stageName,
  account,
  region,
  historyTable: names.table(stageName),
  experimentMachine: arns.experiment,
  recoveryMachine: arns.recovery,
  noticesTopic,
  deadlineGroup: names.deadlines(stageName),
  deadlineTarget: `arn:aws:lambda:${region}:${account}:function:${names.function(stageName, 'Recover')}`,
  deadlineRole: `arn:aws:iam::${account}:role/${names.deadlines(stageName)}`,
  deadlineDeadLetters: `arn:aws:sqs:${region}:${account}:${names.deadLetters(stageName)}`,
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

  const played = playedClock({
    begins,
    functions,
    environment,
    scheduler: clients.scheduler,
    async follow(now) {
      await fis.pass(now - fis.now());
      await registerMembers(clients);
      await shop.publish(now);
    },
  });
  const { clock, call, events } = played;
  machines.setStage({ clock, invoke: call, ended: events.ended });

  return {
    ...played,
    machines,
    stub: fis,
    shop,
    functions,
    environment,
    clients,
    history: dynamodbHistory(clients.dynamodb, names.table(stageName)),
    async stop() {
      await functions.stop();
      await machines.stop();
      await fis.stop();
    },
  };
}
