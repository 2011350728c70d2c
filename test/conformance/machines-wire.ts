/** Step Functions' calls as they pass the gateway: executions are noticed before their caller hears of them. */
import type { Machine } from '../../core/ports/executions.ts';
import type { Around } from './gateway.ts';
import type { PlayedExecution } from './machines-executions.ts';
import type { Reply } from './passing-on.ts';

export interface Noticed {
  /** Undefined for a machine of someone else. */
  machineOf(stateMachineArn: string): Machine | undefined;
  executionOf(executionArn: string): PlayedExecution | undefined;
  /** Before moto starts it. Undefined when an execution of that name was started before. */
  begin(machine: Machine, name: string, input: unknown): PlayedExecution | undefined;
  begun(execution: PlayedExecution): void;
  /** Resolves once it has ended. */
  stopped(execution: PlayedExecution): Promise<void>;
}

type Json = Readonly<Record<string, unknown>>;

/** moto dates executions by the wall; here they started and ended when the suite's clock says. */
function dated(reply: Reply, { startedAt, ended }: PlayedExecution): Reply {
  const dates = { startDate: startedAt / 1000, ...(ended && { stopDate: ended.at / 1000 }) };
  return { ...reply, body: Buffer.from(JSON.stringify({ ...JSON.parse(reply.body.toString()), ...dates })) };
}

export function around(noticed: Noticed): Around {
  async function start(given: Json, pass: () => Promise<Reply>): Promise<Reply> {
    const machine = noticed.machineOf(String(given.stateMachineArn));
    const input: unknown = JSON.parse(String(given.input ?? '{}'));
    const execution = machine && noticed.begin(machine, String(given.name), input);
    const reply = await pass();
    if (execution && reply.status !== 200) throw new Error(`moto did not start ${given.name}: ${reply.body}`);
    if (execution) noticed.begun(execution);
    return reply;
  }

  return async (request, sent, pass) => {
    const [, operation] = /^AWSStepFunctions\.(\w+)$/.exec(String(request.headers['x-amz-target'])) ?? [];
    if (operation === undefined) return pass();
    const given = JSON.parse(sent.toString()) as Json;
    if (operation === 'StartExecution') return start(given, pass);
    const reply = await pass();
    const execution = reply.status === 200 ? noticed.executionOf(String(given.executionArn)) : undefined;
    if (execution && operation === 'StopExecution') await noticed.stopped(execution);
    return execution && operation === 'DescribeExecution' ? dated(reply, execution) : reply;
  };
}
