/** What can be asked of a deployment with the caller's own rights: its functions on the way to a stop, and its alarms. Reads only. */
import { GetFunctionConcurrencyCommand, GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { clientSettings } from '../../adapters/aws/clients.ts';
import { awsPorts } from '../../adapters/aws/index.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { AlarmObservation } from '../../core/ports/metrics.ts';
import { names } from '../../lib/configuration/names.ts';
import type { Deployment } from './deployment.ts';
import { deployedEnvironment } from './functions.ts';

/** On the way from an alarm, a deadline or a dead workflow to the end of the faults. */
export const stopPath = ['Stop', 'Recover', 'Sweep'] as const;

export interface FunctionState {
  readonly name: string;
  /** Why it could not be called now: one clause. */
  readonly ill?: string;
}

export interface RemoteCheckup {
  readonly profile: 'run' | 'observe';
  readonly functions: readonly FunctionState[];
  /** One for each name that was asked for. */
  readonly alarms: readonly (AlarmObservation | undefined)[];
  readonly now: number;
}

/** @param clock for suites that drive the time. @throws InvalidEnvironment, ServiceFailure */
export async function checkUp(
  deployment: Pick<Deployment, 'stage' | 'region'>,
  alarms: readonly string[],
  clock?: Clock,
): Promise<RemoteCheckup> {
  const { stage, region } = deployment;
  const lambda = new LambdaClient({ ...clientSettings, region });
  const environment = await deployedEnvironment(deployment);
  const { metrics, clock: by } = awsPorts(environment, {}, clock && { clock });
  const functions: FunctionState[] = [];
  for (const each of stopPath) functions.push(await stateOf(lambda, names.function(stage, each)));
  const seen = alarms.length === 0 ? [] : await metrics.alarms(alarms);
  return { profile: environment.profile, functions, alarms: seen, now: by.now() };
}

async function stateOf(lambda: LambdaClient, name: string): Promise<FunctionState> {
  try {
    const { State, StateReason, LastUpdateStatus } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: name }),
    );
    // Inactive is asleep: a call wakes it.
    if (State === 'Failed' || State === 'Pending')
      return { name, ill: `it is ${State} (${StateReason ?? 'no reason is given'})` };
    if (LastUpdateStatus === 'Failed') return { name, ill: 'its last update failed' };
    const { ReservedConcurrentExecutions } = await lambda.send(
      new GetFunctionConcurrencyCommand({ FunctionName: name }),
    );
    return ReservedConcurrentExecutions === 0 ? { name, ill: 'its concurrency is 0: every call is refused' } : { name };
  } catch (error) {
    if ((error as Error).name !== 'ResourceNotFoundException') throw error;
    return { name, ill: 'it does not exist' };
  }
}
