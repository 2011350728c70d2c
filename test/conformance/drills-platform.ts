/**
 * A platform in a third Region, with drills deployed on it as its stacks would: their roles by the
 * synthesized policies, machines executed by moto, built functions behind them. The fleet that is
 * evacuated, its alarms and its metrics are played around it on the suite's clock.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateScheduleCommand, CreateScheduleGroupCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { stringify } from 'yaml';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import type { RunRequest } from '../../core/lifecycle/reference.ts';
import type { Environment } from '../../lambdas/runtime/environment.ts';
import { deployedExperiments } from '../../lib/configuration/deployed.ts';
import { names } from '../../lib/configuration/names.ts';
import { requireConfiguration } from '../../lib/configuration/read.ts';
import { resourcesOf, synthesized, type Template } from '../stacks/synthesized.ts';
import { newPlace } from '../workflow/squall-process.ts';
import { type CliProcesses, cliProcesses } from './cli-processes.ts';
import { fillIn } from './drills-filled.ts';
import { type FisStub, startFisStub } from './fis-stub.ts';
import { account, settings } from './fleet.ts';
import { type Functions, startFunctions } from './functions.ts';
import { type Played, playedClock } from './handlers-clock.ts';
import { begins, environmentOf } from './handlers-platform.ts';
import { makeHistoryTable } from './history-table.ts';
import { makeDeployedRoles } from './injector-roles.ts';
import { type Machines, stageName, startMachines } from './machines.ts';
import { type MoversStub, startMoversStub } from './movers-stub.ts';
import { type OneZone, oneZone } from './one-zone.ts';
import { dublin, frankfurt, type TwoRegions, twoRegions } from './two-regions.ts';

/** Neither the one that is left nor the one that takes over. */
export const home = 'eu-north-1';

export interface DrillsPlatform extends Played {
  readonly machines: Machines;
  readonly fis: FisStub;
  readonly movers: MoversStub;
  readonly shop: TwoRegions;
  readonly zonal: OneZone;
  readonly functions: Functions;
  readonly environment: Environment;
  readonly history: ReturnType<typeof dynamodbHistory>;
  /** In a directory with the configuration of the deployment. */
  readonly cli: CliProcesses;
  /** Is told of each call of the functions once it is carried out, and before its answer comes: `POST /2013-04-01/…`. */
  carriedOut: (call: string) => void | Promise<void>;
  /** As a person does in the console of Step Functions. */
  begin(runId: string, input: RunRequest): Promise<void>;
  stop(): Promise<void>;
}

const doctorMonkey = { practices: [{ tags: { Service: 'web' }, alarms: ['shop-checkout-5xx'] }] };

/** Code of the quota of On-Demand Standard instances, in vCPUs. */
const standardInstances = 'L-1216C47A';

export async function startDrillsPlatform(): Promise<DrillsPlatform> {
  let fis: FisStub;
  let movers: MoversStub;
  const seen: Pick<DrillsPlatform, 'carriedOut'> = { carriedOut: () => {} };
  const machines = await startMachines({
    region: home,
    async meter(request, _sent, pass) {
      const reply = await pass();
      await seen.carriedOut(`${request.method} ${request.url}`);
      return reply;
    },
    between: async (moto) => {
      fis = await startFisStub(moto, begins);
      movers = await startMoversStub(fis.endpoint);
      return movers.endpoint;
    },
  });
  const { moto, gateway, arns } = machines;
  const at = { ...settings(moto.endpoint), region: home };
  const scheduler = new SchedulerClient(at);
  const dynamodb = new DynamoDBClient(at);
  const { TopicArn } = await new SNSClient(at).send(new CreateTopicCommand({ Name: names.notices(stageName) }));
  const regions = [frankfurt, dublin];
  const heartbeatTables = [{ table: 'carts', regions }];
  const environment = { ...environmentOf(arns, TopicArn!, home), regions, heartbeatTables };

  const place = newPlace();
  const configured = requireConfiguration('templates/configuration/squall.config.yaml');
  const configuration = {
    ...configured,
    account,
    region: home,
    regions,
    heartbeatTables,
    doctorMonkey,
    profile: 'run' as const,
  };
  const experiments = fillIn(place);
  writeFileSync(join(place, 'squall.config.yaml'), stringify({ ...configuration, experiments }));
  fis!.quotas.applied.set(standardInstances, 64);
  Object.assign(fis!.quotas, { services: new Map([[standardInstances, 'ec2']]) });
  const templates = synthesized({ ...configuration, experiments, monkeys: [] });
  const [functions, shop] = await Promise.all([
    startFunctions(environment, gateway.endpoint),
    twoRegions(moto.endpoint, home, begins),
    makeHistoryTable(dynamodb, environment.historyTable),
    makeDeployedRoles(moto.endpoint, templates.experiments!),
    scheduler.send(new CreateScheduleGroupCommand({ Name: environment.deadlineGroup })),
  ]);
  const { metrics } = shop;
  const zonal = await oneZone({
    moto: moto.endpoint,
    region: home,
    fis: fis!.endpoint,
    movers: movers!,
    metrics,
    begins,
  });
  await shop.follow(begins);
  await zonal.follow(begins);

  const played = playedClock({
    begins,
    functions,
    environment,
    scheduler,
    async follow(now) {
      // What was seen until now, by what stood until now; then AWS goes on.
      await shop.follow(now);
      await zonal.follow(now);
      await fis.pass(now - fis.now());
    },
  });
  metrics.told = (region, name, state) => played.events.alarm(name, state, region);
  machines.setStage({ clock: played.clock, invoke: played.call, ended: played.events.ended });
  for (const { hash, experiment } of deployedExperiments({ ...configuration, experiments }))
    await played.call('Define', {
      RequestType: 'Create',
      ResourceProperties: { Hash: hash, Definition: JSON.stringify(experiment) },
    });
  await makeRounds(scheduler, templates['doctor-monkey']!);
  const cli = await cliProcesses({ ...played, machines }, environment, place);
  const machine = new SFNClient({ ...settings(gateway.endpoint), region: home });

  return Object.assign(seen, {
    ...played,
    machines,
    fis: fis!,
    movers: movers!,
    shop,
    zonal,
    functions,
    environment,
    history: dynamodbHistory(dynamodb, environment.historyTable),
    cli,
    begin: (name: string, input: RunRequest) =>
      played.clock.during(async () => {
        const stateMachineArn = arns.experiment;
        await machine.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
      }),
    async stop() {
      await cli.stop();
      await functions.stop();
      await machines.stop();
      await movers.stop();
      await fis.stop();
    },
  });
}

/** The doctor's rounds, disabled as they are deployed: what it goes by stands in their input. */
async function makeRounds(scheduler: SchedulerClient, template: Template): Promise<void> {
  const GroupName = names.rounds(stageName);
  await scheduler.send(new CreateScheduleGroupCommand({ Name: GroupName }));
  for (const { Properties } of resourcesOf(template, 'AWS::Scheduler::Schedule'))
    await scheduler.send(
      new CreateScheduleCommand({
        GroupName,
        Name: Properties.Name,
        State: Properties.State,
        ScheduleExpression: Properties.ScheduleExpression,
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: `arn:aws:lambda:${home}:${account}:function:${names.function(stageName, 'Treat')}`,
          RoleArn: `arn:aws:iam::${account}:role/${GroupName}`,
          Input: Properties.Target.Input,
        },
      }),
    );
}
