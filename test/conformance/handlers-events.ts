/** What EventBridge and Scheduler send to the functions, each kind of which a test can lose. */
import { randomUUID } from 'node:crypto';
import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { VirtualClock } from '../../apps/local/clock.ts';
import type { Machinery } from '../../apps/local/machinery.ts';
import type { Environment } from '../../lambdas/runtime/environment.ts';
import { fireDue } from './due-schedules.ts';

export interface HandlersEvents {
  /** Kinds that do not arrive. Everything else does, once. */
  lost: readonly ('status' | 'sweep' | 'deadline')[];
  /** What the sweeper and the reaper answered, newest last. */
  readonly answers: readonly { readonly of: 'Recover' | 'Sweep' | 'Stop'; readonly answer: unknown }[];
  /** What the functions threw. */
  readonly failures: readonly Error[];
  /** What else went wrong counts as one of them. */
  failed(error: Error): void;
  /** The end of an execution: a status event follows, about a second later. */
  readonly ended: NonNullable<Machinery['ended']>;
  /** The alarm's change of state. @param there of another Region, whose rule passes it on */
  alarm(name: string, state: 'OK' | 'ALARM', there?: string): void;
  /** Each minute: the sweeper, and schedules that are due. */
  minute(): Promise<void>;
}

export interface HandlersEventsOptions {
  readonly clock: VirtualClock;
  readonly call: (name: string, event: unknown) => Promise<unknown>;
  readonly environment: Environment;
  readonly scheduler: SchedulerClient;
}

const delivery = 1000;
const statuses = { succeeded: 'SUCCEEDED', failed: 'FAILED', aborted: 'ABORTED', 'timed-out': 'TIMED_OUT' } as const;

export function handlersEvents({ clock, call, environment, scheduler }: HandlersEventsOptions): HandlersEvents {
  const { account, region, experimentMachine, recoveryMachine, deadlineGroup } = environment;
  const answers: { of: 'Recover' | 'Sweep' | 'Stop'; answer: unknown }[] = [];
  const failures: Error[] = [];
  const handle = async (of: 'Recover' | 'Sweep' | 'Stop', event: unknown): Promise<void> => {
    try {
      answers.push({ of, answer: await call(of, event) });
    } catch (error) {
      failures.push(error as Error);
    }
  };
  const deliver = (to: 'Recover' | 'Stop', source: string, type: string, detail: object, of: object = {}): void => {
    const event = {
      version: '0',
      id: randomUUID(),
      'detail-type': type,
      source,
      account,
      time: new Date(clock.now()).toISOString(),
      region,
      resources: [],
      detail,
      ...of,
    };
    clock.schedule(clock.now() + delivery, () => void clock.during(() => handle(to, event)));
  };
  const events: HandlersEvents = {
    lost: [],
    answers,
    failures,
    failed: (error) => void failures.push(error),
    ended({ machine, name, how, error }, at) {
      // The rule of the stack lets nothing else through.
      if (how === 'succeeded' || events.lost.includes('status')) return;
      const stateMachineArn = machine === 'experiment' ? experimentMachine : recoveryMachine;
      deliver('Recover', 'aws.states', 'Step Functions Execution Status Change', {
        executionArn: `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`,
        stateMachineArn,
        name,
        status: statuses[how],
        stopDate: at,
        error: error?.name ?? null,
        cause: error?.message ?? null,
      });
    },
    alarm(alarmName, value, there = region) {
      const state = { value, timestamp: new Date(clock.now()).toISOString() };
      const of = { region: there, resources: [`arn:aws:cloudwatch:${there}:${account}:alarm:${alarmName}`] };
      deliver('Stop', 'aws.cloudwatch', 'CloudWatch Alarm State Change', { alarmName, state }, of);
    },
    async minute() {
      if (!events.lost.includes('deadline'))
        for (const runId of await fireDue(scheduler, deadlineGroup, clock.now())) await handle('Recover', { runId });
      if (!events.lost.includes('sweep')) await handle('Sweep', {});
    },
  };
  return events;
}
