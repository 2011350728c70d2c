/** One deployment of the platform, found by its configuration file or by the outputs of its stacks. */
import { existsSync } from 'node:fs';
import { arn, type Home, parseArn } from '../../adapters/aws/arns.ts';
import { names } from '../../lib/configuration/names.ts';
import { requireConfiguration } from '../../lib/configuration/read.ts';
import { type Caller, regionOfShell, whoAsks } from './caller.ts';
import { DeploymentUnknown } from './deployment-unknown.ts';
import { type Outputs, outputsOf } from './outputs.ts';

/** Flags of the command line. */
export interface DeploymentFlags {
  readonly config?: string;
  readonly stage?: string;
  readonly region?: string;
}

export interface Deployment extends Home {
  readonly stage: string;
  readonly historyTable: string;
  /** ARN. */
  readonly experimentMachine: string;
  /** ARN of who asks. */
  readonly caller: string;
  /** Where else it may act, by its configuration: other Regions, other accounts. Missing where only its stacks were asked. */
  readonly elsewhere?: { readonly regions: readonly string[]; readonly accounts: readonly string[] };
  /** Where AWS is not AWS: `AWS_ENDPOINT_URL`. */
  readonly endpoint?: string;
  /** What names it again on a command line: `--aws --stage staging`. */
  readonly flags: string;
}

/** What is asked of AWS to find it. */
export interface Asks {
  readonly who: (region: string) => Promise<Caller>;
  readonly region: () => Promise<string>;
  readonly outputs: (stack: string, region: string) => Promise<Outputs | undefined>;
}

const asksOfAws: Asks = { who: whoAsks, region: regionOfShell, outputs: outputsOf };
const own = 'squall.config.yaml';

/**
 * `stage` by the stacks in the account of the credentials; otherwise the configuration
 * file, `squall.config.yaml` here unless another is named, whose account must be theirs.
 * @throws DeploymentUnknown, InvalidConfiguration, ServiceFailure
 */
export async function findDeployment(flags: DeploymentFlags, asks: Asks = asksOfAws): Promise<Deployment> {
  const { config, stage, region } = flags;
  if (stage !== undefined && config !== undefined)
    throw new DeploymentUnknown('--stage and --config both say which deployment is meant: give one of them');
  const { AWS_ENDPOINT_URL: endpoint } = process.env;
  const found = await (stage === undefined ? byConfiguration(config, flags, asks) : byOutputs(stage, region, asks));
  return { ...found, ...(endpoint && { endpoint }) };
}

async function byConfiguration(config: string | undefined, flags: DeploymentFlags, { who }: Asks): Promise<Deployment> {
  if (config === undefined && !existsSync(own))
    throw new DeploymentUnknown(
      `which deployment? There is no ${own} here: say --config <file>, its configuration, or --stage <stage>, whose stacks are then looked for`,
    );
  const file = config ?? own;
  const { stage, account, region, regions, targetAccounts } = requireConfiguration(file);
  if (flags.region !== undefined && flags.region !== region)
    throw new DeploymentUnknown(
      `${file} says ${region}, and --region ${flags.region}: leave --region out, or use --stage`,
    );
  const caller = await who(region);
  if (caller.account !== account)
    throw new DeploymentUnknown(
      `${file} is of account ${account}, and your credentials are of ${caller.account} (${caller.arn}): choose others with AWS_PROFILE, or another --config`,
    );
  return {
    stage,
    account,
    region,
    historyTable: names.table(stage),
    experimentMachine: arn('states', { account, region }, `stateMachine:${names.machine(stage, 'experiment')}`),
    caller: caller.arn,
    elsewhere: { regions, accounts: targetAccounts.map((each) => each.account) },
    flags: flags.config === undefined ? '--aws' : `--aws --config ${file}`,
  };
}

async function byOutputs(stage: string, given: string | undefined, asks: Asks): Promise<Deployment> {
  const region = given ?? (await asks.region());
  const { account, arn: caller } = await asks.who(region);
  const output = async (subject: string, key: string): Promise<string> => {
    const stack = names.stack(stage, subject);
    const found = await asks.outputs(stack, region);
    if (!found)
      throw new DeploymentUnknown(
        `account ${account} has no stack ${stack} in ${region}: say --region if it is in another, choose other credentials with AWS_PROFILE (these are ${caller}), or deploy it (docs/deploy.md)`,
      );
    const value = found[key];
    if (value) return value;
    throw new DeploymentUnknown(`the stack ${stack} has no output ${key}: it is still being made, or not one of ours`);
  };
  const experimentMachine = await output('experiments', 'ExperimentMachine');
  const historyTable = await output('history', 'HistoryTable');
  const flags = `--aws --stage ${stage}${given === undefined ? '' : ` --region ${given}`}`;
  return {
    stage,
    account: parseArn(experimentMachine)?.account ?? account,
    region,
    historyTable,
    experimentMachine,
    caller,
    flags,
  };
}
