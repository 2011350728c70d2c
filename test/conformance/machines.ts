/**
 * The committed state machines, executed by moto's own engine on the suite's clock.
 *
 * moto waits by the wall. So the answer of a step that asks for a pause is kept back until
 * the virtual clock has come that far, and is handed over with `waitSeconds: 0`. Whoever
 * starts, stops or looks at an execution does it over the wire; the gateway sees it pass.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { CreateStateMachineCommand, DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { MachineArns } from '../../adapters/aws/executions.ts';
import { readDefinition } from '../../apps/local/machine.ts';
import type { Machinery } from '../../apps/local/machinery.ts';
import { executionName } from '../../core/lifecycle/ensure-recovery.ts';
import { experimentSteps, type StepName, steps } from '../../core/lifecycle/steps.ts';
import { names } from '../../lib/configuration/names.ts';
import { account, settings } from './fleet.ts';
import { type Around, type Gateway, startGateway } from './gateway.ts';
import { type PlayedExecution, playedExecution } from './machines-executions.ts';
import { around } from './machines-wire.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';

/** Whose clock the executions run on, and what is called. */
export type Stage = Pick<Machinery, 'clock' | 'invoke' | 'started' | 'ended'>;

export interface Machines {
  readonly moto: Moto;
  readonly gateway: Gateway;
  readonly arns: MachineArns;
  /** In the order of their start. */
  readonly executions: ReadonlyMap<string, PlayedExecution>;
  /** From now on, until the next. */
  setStage(stage: Stage): void;
  stop(): Promise<void>;
}

export interface MachinesOptions {
  /** Put between the gateway and moto, whose endpoint it is given. Answers its own. */
  readonly between?: (moto: string) => Promise<string>;
  /** Sees all that passes the gateway. */
  readonly meter?: Around;
  /** Where they stand. */
  readonly region?: string;
}

/** Of the deployment that the suite plays. */
export const stageName = 'staging';

/** Of moto's engine, each with what is done about it. */
const differences = [
  'waits by the wall; answers are kept back by the virtual clock and say waitSeconds 0',
  'dates executions by the wall; the gateway puts the virtual clock’s instants into DescribeExecution',
  'lets a stopped execution run until its call is answered, and calls it failed if that fails; the gateway answers the call, and StopExecution once it has ended',
  'sends no event when an execution ends; it is asked, and the suite sends the event',
];

const lookEvery = 15;
const endings = { SUCCEEDED: 'succeeded', FAILED: 'failed', ABORTED: 'aborted', TIMED_OUT: 'timed-out' } as const;
const stepOf = new Map(Object.keys(steps).map((step) => [names.function(stageName, step), step as StepName]));

const machineOf = (step: StepName) =>
  (experimentSteps as readonly string[]).includes(step) ? ('experiment' as const) : ('recovery' as const);

/** The execution that calls a step, by what it hands over: recoveries count their attempts in `wave`. */
function callerOf(step: StepName, event: { readonly runId: string; readonly wave?: number }): string {
  return machineOf(step) === 'experiment' ? event.runId : executionName(event.runId, event.wave ?? 0);
}

export async function startMachines({ between, meter, region = motoRegion }: MachinesOptions = {}): Promise<Machines> {
  const executions = new Map<string, PlayedExecution>();
  let stage: Stage | undefined;
  let upstream = '';
  let closed = false;

  async function called(step: StepName, event: unknown): Promise<unknown> {
    const name = callerOf(step, event as { runId: string });
    const execution = executions.get(name);
    if (!execution || execution.ended || execution.stopped) {
      console.log(`moto differs: it calls ${step} of ${name}, which ${execution ? 'is over' : 'nobody started'}`);
      throw new Error(`${name} is not under way`);
    }
    const { clock, invoke } = stage!;
    const answered = await execution.during(async () => {
      const answer = (await clock.during(() => invoke(step, event))) as { readonly waitSeconds: number };
      if (answer.waitSeconds > 0 && !execution.stopped) await execution.sleep(answer.waitSeconds * 1000);
      return { ...answer, waitSeconds: 0 };
    });
    // moto would call a stopped execution failed if its last call failed; what it is answered counts no more.
    return answered ?? event;
  }

  /** moto tells nobody of an execution's end, so that it is asked. */
  async function watch(execution: PlayedExecution): Promise<void> {
    try {
      while (!closed && !execution.ended) {
        await pause(lookEvery);
        if (execution.moving) await lookAt(execution);
      }
    } catch (error) {
      // With moto gone there is nothing to look at any more.
      if (!closed) throw error;
    }
  }

  async function lookAt(execution: PlayedExecution): Promise<void> {
    const { machine, name } = execution;
    const executionArn = `${arns[machine].replace(':stateMachine:', ':execution:')}:${name}`;
    const { status, error, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    const how = endings[status as keyof typeof endings];
    if (!how) return;
    execution.end(how, () => {
      const told = error && { error: Object.assign(new Error(messageIn(cause)), { name: error }) };
      stage!.ended?.({ machine, name, how, ...told }, stage!.clock.now());
    });
  }

  const noticing = around({
    machineOf: (arn) => (Object.keys(arns) as (keyof MachineArns)[]).find((machine) => arns[machine] === arn),
    executionOf: (arn) => executions.get(arn.split(':').at(-1)!),
    begin(machine, name, input) {
      if (executions.has(name)) return undefined;
      const execution = playedExecution(stage!.clock, machine, name);
      executions.set(name, execution);
      stage!.started?.(machine, name, input, execution.startedAt);
      return execution;
    },
    begun: (execution) => void watch(execution),
    async stopped(execution) {
      execution.stop();
      for (await lookAt(execution); !execution.ended; await lookAt(execution)) await pause(lookEvery);
    },
  });
  const gateway = await startGateway(
    () => upstream,
    (name) => {
      const step = stepOf.get(name);
      return step && ((event) => called(step, event));
    },
    meter ? (request, sent, pass) => meter(request, sent, () => noticing(request, sent, pass)) : noticing,
  );
  const moto = await startMoto(gateway.endpoint);
  upstream = between ? await between(moto.endpoint) : moto.endpoint;
  const sfn = new SFNClient({ ...settings(moto.endpoint), region });
  const arns: MachineArns = {
    experiment: await made(sfn, 'experiment', region),
    recovery: await made(sfn, 'recovery', region),
  };
  for (const difference of differences) console.log(`moto differs: Step Functions ${difference}`);

  return {
    moto,
    gateway,
    arns,
    executions,
    setStage(next) {
      stage = next;
    },
    async stop() {
      closed = true;
      await moto.stop();
      await gateway.stop();
    },
  };
}

async function made(sfn: SFNClient, machine: keyof MachineArns, region: string): Promise<string> {
  const arnOf = (_placeholder: string, step: string) =>
    `arn:aws:lambda:${region}:${account}:function:${names.function(stageName, step)}`;
  const definition = JSON.stringify(readDefinition(machine)).replaceAll(/\$\{(\w+)\}/g, arnOf);
  const roleArn = `arn:aws:iam::${account}:role/machines`;
  const name = names.machine(stageName, machine);
  const { stateMachineArn } = await sfn.send(new CreateStateMachineCommand({ name, definition, roleArn }));
  return stateMachineArn!;
}

/** Lambda's cause is JSON with an `errorMessage`; the engine's own is the message itself. */
function messageIn(cause = ''): string {
  try {
    return (JSON.parse(cause) as { errorMessage?: string }).errorMessage ?? cause;
  } catch {
    return cause;
  }
}
