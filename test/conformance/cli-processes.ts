/** The command line as processes that take moto for AWS, and a platform's functions for those that it calls. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { type Environment, variablesOf } from '../../lambdas/runtime/environment.ts';
import { names } from '../../lib/configuration/names.ts';
import { type Answer, type Running, squall, start } from '../workflow/squall-process.ts';
import { settings } from './fleet.ts';
import { startGateway } from './gateway.ts';
import type { Played } from './handlers-clock.ts';
import { type Machines, stageName } from './machines.ts';
import { motoCredentials } from './moto.ts';

export interface CliProcesses {
  /** Of a process that takes the suite's servers for AWS, and the suite's time for its own. */
  env(): Record<string, string>;
  squall(...args: string[]): Promise<Answer>;
  /** With variables of its own, such as the keys of somebody else. */
  as(more: Readonly<Record<string, string>>): (...args: string[]) => Promise<Answer>;
  start(...args: string[]): Running;
  stop(): Promise<void>;
}

/** Functions that the command line calls itself; the machines' are called by moto. */
const called = ['Stop', 'Sweep', 'Approve', 'Treat'];

/** The process's wall clock begins where the suite's stands. */
const shiftedClock = `const at=Number(process.env.SUITE_CLOCK)-Date.now(),real=Date.now,now=()=>real()+at;
globalThis.Date=new Proxy(Date,{construct:(D,given)=>given.length?new D(...given):new D(now()),get:(D,key)=>key==='now'?now:Reflect.get(D,key)});`;

/** What `lib/stacks` outputs, and the function whose environment a plan is made with. */
async function makeStacks(endpoint: string, environment: Environment): Promise<void> {
  const cloudFormation = new CloudFormationClient({ ...settings(endpoint), region: environment.region });
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

/** @param place directory that they run in */
export async function cliProcesses(
  { machines, clock, call }: Played & { readonly machines: Machines },
  environment: Environment,
  place: string,
): Promise<CliProcesses> {
  const byName = new Map(called.map((name) => [names.function(stageName, name), name]));
  const gateway = await startGateway(
    () => machines.gateway.endpoint,
    (name) => {
      const known = byName.get(name);
      return known === undefined ? undefined : (event) => call(known, event);
    },
  );
  await makeStacks(machines.moto.endpoint, environment);
  const home = mkdtempSync(join(tmpdir(), 'squall-home-'));
  const env = () => ({
    HOME: home,
    AWS_ENDPOINT_URL: gateway.endpoint,
    // What proves who somebody is is made for one host: the one that the functions ask.
    AWS_ENDPOINT_URL_STS: machines.gateway.endpoint,
    AWS_ACCESS_KEY_ID: motoCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: motoCredentials.secretAccessKey,
    AWS_REGION: environment.region,
    AWS_EC2_METADATA_DISABLED: 'true',
    SUITE_CLOCK: String(clock.now()),
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(shiftedClock)}`,
  });
  return {
    env,
    squall: (...args) => squall(place, args, env()),
    as:
      (more) =>
      (...args) =>
        squall(place, args, { ...env(), ...more }),
    start: (...args) => start(place, args, env()),
    stop: gateway.stop,
  };
}
