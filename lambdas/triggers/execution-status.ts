/** An event of Step Functions in the words of the lifecycle. */
import type * as z from 'zod/mini';
import type { ExecutionStatus } from '../../core/lifecycle/safety-net.ts';
import type { Environment } from '../runtime/environment.ts';
import type { executionChange } from './events.ts';

const endings = { FAILED: 'failed', TIMED_OUT: 'timed-out', ABORTED: 'aborted', SUCCEEDED: 'succeeded' } as const;

/** Undefined for a machine that is not ours, and for an execution that has not ended. */
export function endedExecution(
  { detail }: z.infer<typeof executionChange>,
  machines: Pick<Environment, 'experimentMachine' | 'recoveryMachine'>,
): ExecutionStatus | undefined {
  const { stateMachineArn, name, status, error, cause } = detail;
  const machine =
    stateMachineArn === machines.experimentMachine
      ? 'experiment'
      : stateMachineArn === machines.recoveryMachine
        ? 'recovery'
        : undefined;
  const how = status in endings ? endings[status as keyof typeof endings] : undefined;
  if (!machine || !how) return undefined;
  return { machine, name, how, ...(error && { error: { name: error, message: cause ?? '' } }) };
}
