/** The rig on a deployed platform: found as every verb with `--aws` finds it, and with its sample fleet. */
import { awsPorts } from '../../../adapters/aws/index.ts';
import { sdkClients } from '../../../adapters/aws/sdk-clients.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { names } from '../../../lib/configuration/names.ts';
import { type Deployment, type DeploymentFlags, findDeployment } from '../../aws/deployment.ts';
import { callFunction, deployedEnvironment } from '../../aws/functions.ts';
import { outputsOf } from '../../aws/outputs.ts';
import { exitCodes } from '../../cli/exit-code.ts';
import { Failure } from '../../cli/failure.ts';
import type { Rig } from '../rig.ts';
import { type AwsRigParts, awsRig } from './rig.ts';
import { type Visitor, visit as visitSteadily } from './visitor.ts';

/** For suites that drive the time, and for fleets that need no visitor. */
export interface Driven extends Pick<AwsRigParts, 'lookEvery' | 'wait'> {
  readonly clock?: Clock;
  readonly visit?: (url: string) => Visitor;
}

export interface OpenedRig {
  readonly rig: Rig;
  readonly caller: string;
}

/** @throws Failure for a deployment that has no sample fleet, or may not inject; DeploymentUnknown, ServiceFailure */
export async function openAwsRig(
  flags: DeploymentFlags,
  seed: number,
  { visit = visitSteadily, ...driven }: Driven = {},
): Promise<OpenedRig> {
  const deployment = await findDeployment(flags);
  const { stage, account, region } = deployment;
  const environment = await injecting(deployment);
  const stack = names.stack(stage, 'sample-fleet');
  const url = (await outputsOf(stack, region))?.Url;
  if (url === undefined)
    throw new Failure(
      `not injecting: certification: account ${account} has no stack ${stack} in ${region} that names its Url: deploy with sampleFleet: true`,
      exitCodes.refused,
    );
  return rigOn(deployment, environment, seed, { ...driven, visit: () => visit(url) });
}

/** Whatever it is of: a fleet that has its own visitors, and its own alarms. @throws as `openAwsRig` */
export async function openPlainRig(
  flags: DeploymentFlags,
  seed: number,
  { visit: _, ...driven }: Driven = {},
): Promise<OpenedRig> {
  const deployment = await findDeployment(flags);
  return rigOn(deployment, await injecting(deployment), seed, { ...driven, visit: () => ({ leave() {} }) });
}

type Environment = Awaited<ReturnType<typeof deployedEnvironment>>;

async function injecting(deployment: Deployment): Promise<Environment> {
  const environment = await deployedEnvironment(deployment);
  const { stage, profile } = environment;
  if (profile === 'run') return environment;
  throw new Failure(
    `not injecting: certification: the profile of ${stage} is ${profile}: deploy it with run`,
    exitCodes.refused,
  );
}

type Parts = Omit<Driven, 'visit'> & { readonly visit: () => Visitor };

function rigOn(
  { endpoint, caller, ...deployment }: Deployment,
  environment: Environment,
  seed: number,
  { clock, visit, ...driven }: Parts,
): OpenedRig {
  const { stage, account, region, experimentMachine, recoveryMachine, historyTable } = environment;
  const clients = sdkClients(region);
  const rig = awsRig({
    place: {
      platform: 'aws',
      account,
      region,
      stage,
      experimentMachine,
      recoveryMachine,
      historyTable,
      ...(endpoint !== undefined && { endpoint }),
    },
    seed,
    ports: awsPorts(environment, {}, { clients, ...(clock && { clock }) }),
    clients,
    call: (name, event) => callFunction(name, event, deployment),
    visit,
    ...driven,
  });
  return { rig, caller };
}
