/** The execution of a run: started as the AWS console would start it, and looked at when nothing else speaks of it. */
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { isFailure } from '../../adapters/aws/errors.ts';
import { awsExecutions } from '../../adapters/aws/executions.ts';
import type { RunRequest } from '../../core/lifecycle/reference.ts';
import type { Deployment } from './deployment.ts';

type Place = Pick<Deployment, 'region' | 'experimentMachine'>;

const clientOf = (region: string): SFNClient => bounded(new SFNClient({ ...clientSettings, region }));

/** The execution's name is the run's id. */
export async function startExecution(runId: string, request: RunRequest, place: Place): Promise<void> {
  const { region, experimentMachine } = place;
  // Only experiments are started from outside: recovery has one way in, and it is not this one.
  const machines = { experiment: experimentMachine, recovery: experimentMachine };
  await awsExecutions(clientOf(region), machines).start('experiment', runId, request);
}

export type ExecutionEnd =
  /** Running, or not yet visible. */
  | { readonly ended: false }
  /** One clause: "FAILED: UnknownExperiment: no experiment x is stored". */
  | { readonly ended: true; readonly how: string };

export async function executionEnd(runId: string, { region, experimentMachine }: Place): Promise<ExecutionEnd> {
  const executionArn = `${experimentMachine.replace(':stateMachine:', ':execution:')}:${runId}`;
  try {
    const { status, error, cause } = await clientOf(region).send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return { ended: false };
    return { ended: true, how: [status, error, messageIn(cause)].filter(Boolean).join(': ') };
  } catch (failure) {
    if (isFailure(failure, 'NotFound')) return { ended: false };
    throw failure;
  }
}

/** A function's error is JSON inside the cause; what is none is itself. */
function messageIn(cause: string | undefined): string | undefined {
  try {
    return (JSON.parse(cause ?? '') as { readonly errorMessage?: string }).errorMessage ?? cause;
  } catch {
    return cause;
  }
}
