/** A deployed platform for the command line to find, and the command line as a process that takes moto for AWS. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { readExperiment } from '../../apps/documents/read.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import { type Environment, variablesOf } from '../../lambdas/runtime/environment.ts';
import { names } from '../../lib/configuration/names.ts';
import { type Answer, newPlace, type Running, squall, start } from '../workflow/squall-process.ts';
import { settings } from './fleet.ts';
import { startGateway } from './gateway.ts';
import { type HandlersPlatform, startHandlersPlatform } from './handlers-platform.ts';
import { stageName } from './machines.ts';
import { motoCredentials, motoRegion } from './moto.ts';

export interface CliPlatform {
  readonly platform: HandlersPlatform;
  /** A directory with the templates, and the deployed experiment as `file`. */
  readonly place: string;
  readonly file: string;
  /** Of a process that takes the suite's servers for AWS, and the suite's time for its own. */
  env(): Record<string, string>;
  squall(...args: string[]): Promise<Answer>;
  start(...args: string[]): Running;
  stop(): Promise<void>;
}

/** Functions that the command line calls itself; the machines' are called by moto. */
const called = ['Stop', 'Sweep'];

/** The process's wall clock begins where the suite's stands. */
const shiftedClock = `const at=Number(process.env.SUITE_CLOCK)-Date.now(),real=Date.now,now=()=>real()+at;
globalThis.Date=new Proxy(Date,{construct:(D,given)=>given.length?new D(...given):new D(now()),get:(D,key)=>key==='now'?now:Reflect.get(D,key)});`;

/** What `lib/stacks` outputs, and the function whose environment a plan is made with. */
async function makeStacks(endpoint: string, environment: Environment): Promise<void> {
  const cloudFormation = new CloudFormationClient(settings(endpoint));
  const make = (subject: string, Resources: object, outputs: Record<string, string>) =>
    cloudFormation.send(
      new CreateStackCommand({
        StackName: names.stack(stageName, subject),
        TemplateBody: JSON.stringify({
          Resources,
          Outputs: Object.fromEntries(Object.entries(outputs).map(([key, Value]) => [key, { Value }])),
        }),
      }),
    );
  const trusted = {
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
  };
  const admit = {
    FunctionName: names.function(stageName, 'Admit'),
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Code: { ZipFile: 'exports.handler = () => {}' },
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Environment: { Variables: variablesOf(environment) },
  };
  await make(
    'experiments',
    {
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trusted } },
      Admit: { Type: 'AWS::Lambda::Function', Properties: admit },
    },
    { ExperimentMachine: environment.experimentMachine },
  );
  // A stack has one resource at least; the table is the harness's.
  await make('history', { Topic: { Type: 'AWS::SNS::Topic' } }, { HistoryTable: environment.historyTable });
}

/**
 * moto has no percentiles: where a probe reads one, it reads the maximum here. And its
 * groups replace what is gone in any zone: after one run, a zone may have nobody to spare.
 */
function deployable(place: string): string {
  const file = join(place, 'templates/experiments/instance-termination/experiment.yaml');
  const changes = [
    ['stat: p99', 'stat: Maximum'],
    ['minHealthyPerZone: 1', 'minHealthyPerZone: 0'],
  ] as const;
  writeFileSync(
    file,
    changes.reduce((text, [from, to]) => text.replace(from, to), readFileSync(file, 'utf8')),
  );
  return file;
}

/** @param instances of the group `web` */
export async function startCliPlatform(instances?: number): Promise<CliPlatform> {
  const platform = await startHandlersPlatform({ ...(instances !== undefined && { instances }) });
  const byName = new Map(called.map((name) => [names.function(stageName, name), name]));
  const gateway = await startGateway(
    () => platform.machines.gateway.endpoint,
    (name) => {
      const known = byName.get(name);
      return known === undefined ? undefined : (event) => platform.call(known, event);
    },
  );
  await makeStacks(platform.machines.moto.endpoint, platform.environment);
  const place = newPlace();
  const file = deployable(place);
  const read = readExperiment(file);
  if ('problems' in read) throw new Error('the template does not validate');
  const { experiment } = read;
  await platform.history.definitions.storeDefinition({ hash: definitionHash(experiment), experiment });

  const home = mkdtempSync(join(tmpdir(), 'squall-home-'));
  const environment = () => ({
    HOME: home,
    AWS_ENDPOINT_URL: gateway.endpoint,
    AWS_ACCESS_KEY_ID: motoCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: motoCredentials.secretAccessKey,
    AWS_REGION: motoRegion,
    AWS_EC2_METADATA_DISABLED: 'true',
    SUITE_CLOCK: String(platform.clock.now()),
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(shiftedClock)}`,
  });
  return {
    platform,
    place,
    file,
    env: environment,
    squall: (...args) => squall(place, args, environment()),
    start: (...args) => start(place, args, environment()),
    async stop() {
      await gateway.stop();
      await platform.stop();
    },
  };
}
