/** All stacks in moto, with a gateway in front for what CloudFormation and people call. */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Context } from 'aws-lambda';
import { vi } from 'vitest';
import type { Configuration } from '../../lib/configuration/schema.ts';
import { everything, placed, type Template } from '../stacks/synthesized.ts';
import { type AwsCli, awsCli, type Credentials } from './aws-cli.ts';
import { account, settings } from './fleet.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';
import { providerFramework } from './provider-framework.ts';
import { record } from './recorded-calls.ts';
import { type Artifact, bootstrap, create, described, notCreated, upload } from './stacks.ts';

export const schedule = { cron: '0 10 ? * TUE *', timeZone: 'Europe/Berlin', flexibleWindow: 'PT15M' };
export const targetAccount = everything.targetAccounts![0]!.account;

/** @returns stacks in the order in which they are deployed */
export const artifacts = (changes: Partial<Configuration> = {}): readonly Artifact[] =>
  placed({ ...everything, account, region: motoRegion, ...changes }, schedule).synth().stacks;

export interface Deployed {
  readonly moto: Moto;
  readonly gateway: Gateway;
  readonly cloudFormation: CloudFormationClient;
  readonly aws: AwsCli;
  /** Of an administrator of the other account. */
  readonly there: Credentials;
  /** By the id in the app: `History`. */
  readonly stacks: ReadonlyMap<string, Artifact>;
  /** Types that moto's CloudFormation did not create, with how many of each: by stack. */
  readonly missing: ReadonlyMap<string, Readonly<Record<string, number>>>;
  /** Of a stack of the platform's own account. */
  outputs(id: string): Promise<Readonly<Record<string, string>>>;
  stop(): Promise<void>;
}

/** What CloudFormation makes of references to a resource, by names that the templates give. */
const arnsOf: Readonly<Record<string, (name: string) => string>> = {
  'AWS::CloudWatch::Alarm': (name) => `arn:aws:cloudwatch:${motoRegion}:${account}:alarm:${name}`,
};

/** moto refuses a whole stack for a reference to what it does not create: those are put in as AWS would. */
export function withReferencesFed(template: Template): Template {
  let text = JSON.stringify(template);
  for (const [logicalId, { Type, Properties }] of Object.entries(template.Resources)) {
    const arn = arnsOf[Type]?.(Properties.AlarmName);
    if (arn === undefined) continue;
    text = text
      .replaceAll(JSON.stringify({ 'Fn::GetAtt': [logicalId, 'Arn'] }), JSON.stringify(arn))
      .replaceAll(JSON.stringify({ Ref: logicalId }), JSON.stringify(Properties.AlarmName));
  }
  return JSON.parse(text) as Template;
}
export const fedTypes = Object.keys(arnsOf);

/** As Lambda does, one call at a time, with what the stack set as the function's environment. */
function deployedFunction(moto: () => Moto, run: (event: unknown, context: Context) => Promise<unknown>) {
  let before: Promise<unknown> = Promise.resolve();
  return (name: string) => (event: unknown) => {
    const work = async () => {
      const lambda = new LambdaClient(settings(moto().endpoint));
      const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
      for (const [key, value] of Object.entries(Environment?.Variables ?? {})) vi.stubEnv(key, value);
      return run(event, { functionName: name, getRemainingTimeInMillis: () => 30_000 } as Context);
    };
    const answer = before.then(work);
    before = answer.catch(() => {});
    return answer;
  };
}

export async function deploy(): Promise<Deployed> {
  let moto: Moto;
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
  // Loaded late: it reads how to log when it is loaded.
  const { handler } = await import('../../lambdas/deployment/define.ts');
  const define = deployedFunction(
    () => moto,
    (event, context) => handler(event, context),
  );
  const framework = deployedFunction(
    () => moto,
    providerFramework(() => moto.endpoint),
  );
  /** What people call is heard, and not done: other files of the suite do it. */
  const heard = (name: string) => async () => ({ next: 'Refused', heardBy: name });
  const gateway = await startGateway(
    () => moto.endpoint,
    (name) =>
      name.includes('frameworkonEvent') ? framework(name) : name.endsWith('-define') ? define(name) : heard(name),
  );
  vi.stubEnv('AWS_ENDPOINT_URL', gateway.endpoint);
  vi.stubEnv('AWS_REGION', motoRegion);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'conformance');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'conformance');
  moto = await startMoto(gateway.endpoint);

  const given = { ...settings(moto.endpoint), maxAttempts: 1 };
  const there = await administrator(moto.endpoint);
  const cloudFormation = new CloudFormationClient(given);
  const aws = awsCli(moto.endpoint);
  const stacks = new Map(artifacts().map((artifact) => [artifact.id, artifact]));
  const missing = new Map<string, Record<string, number>>();
  const accounts = {
    [account]: { cloudFormation, aws, ssm: new SSMClient(given) },
    [targetAccount]: {
      cloudFormation: new CloudFormationClient({ ...given, credentials: there }),
      aws: awsCli(moto.endpoint, there),
      ssm: new SSMClient({ ...given, credentials: there }),
    },
  };
  for (const [id, at] of Object.entries(accounts)) {
    await bootstrap(at.aws, at.ssm, id);
    const own = [...stacks.values()].filter(({ environment }) => environment.account === id);
    await upload(at.aws, own, withReferencesFed);
  }
  for (const [id, artifact] of stacks) {
    const { cloudFormation: client } = accounts[artifact.environment.account]!;
    await create(client, artifact);
    const counts: Record<string, number> = {};
    for (const { type, logicalId } of await notCreated(client, artifact)) {
      counts[type] = (counts[type] ?? 0) + 1;
      record({ by: 'stacks', stack: id, type, logicalId });
    }
    if (Object.keys(counts).length > 0) missing.set(id, counts);
  }
  return {
    ...{ moto, gateway, cloudFormation, aws, there, stacks, missing },
    async outputs(id) {
      const { Outputs = [] } = await described(cloudFormation, stacks.get(id)!.stackName);
      return Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey!, OutputValue!]));
    },
    async stop() {
      vi.unstubAllEnvs();
      await gateway.stop();
      await moto.stop();
    },
  };
}

async function administrator(endpoint: string): Promise<Credentials> {
  const RoleArn = `arn:aws:iam::${targetAccount}:role/administrator`;
  const sts = new STSClient(settings(endpoint));
  const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'deployment' }));
  return {
    accessKeyId: given!.AccessKeyId!,
    secretAccessKey: given!.SecretAccessKey!,
    sessionToken: given!.SessionToken!,
  };
}
