/** Executions by name, in Step Functions. */
import {
  DescribeExecutionCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { ExecutionState, Executions, Machine } from '../../core/ports/executions.ts';
import { failureOf, isFailure } from './errors.ts';

/** ARNs of the state machines. */
export type MachineArns = Readonly<Record<Machine, string>>;

type Ended = Extract<ExecutionState, { state: 'ended' }>['how'];

const endings: Readonly<Record<string, Ended>> = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  ABORTED: 'aborted',
  TIMED_OUT: 'timed-out',
};

export function awsExecutions(sfn: SFNClient, machines: MachineArns): Executions {
  const arnOf = (machine: Machine, name: string): string =>
    `${machines[machine].replace(':stateMachine:', ':execution:')}:${name}`;
  const look = async (machine: Machine, name: string): Promise<ExecutionState> => {
    try {
      const command = new DescribeExecutionCommand({ executionArn: arnOf(machine, name) });
      const { status = '', startDate, stopDate } = await sfn.send(command);
      const how = endings[status];
      if (how) return { state: 'ended', how, at: stopDate?.getTime() ?? 0 };
      return { state: 'running', startedAt: startDate?.getTime() ?? 0 };
    } catch (error) {
      const failure = failureOf(error, 'DescribeExecution');
      if (isFailure(failure, 'NotFound')) return { state: 'absent' };
      throw failure;
    }
  };
  return {
    /** A name comes free 90 days after its execution ended. */
    async start(machine, name, input) {
      try {
        const stateMachineArn = machines[machine];
        await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
      } catch (error) {
        const failure = failureOf(error, 'StartExecution');
        if (!isFailure(failure, 'AlreadyExists')) throw failure;
      }
    },
    async stop(machine, name, reason) {
      if ((await look(machine, name)).state !== 'running') return;
      const executionArn = arnOf(machine, name);
      // Of what tells why, the cause takes 32,768 characters and the error code 256.
      const why = { error: 'Stopped', cause: reason.slice(0, 32_768) };
      await sfn.send(new StopExecutionCommand({ executionArn, ...why }));
    },
    look,
  };
}
