/**
 * What wakes the platform up besides its own waits: alarm events, status events of
 * executions, deadlines, the sweeper's minute. What EventBridge and Scheduler are in AWS.
 */
import type { ExecutionStatus } from '../../adapters/simulated/executions.ts';
import { onDeadline, onExecutionStatus } from '../../core/lifecycle/safety-net.ts';
import { stopOnAlarm } from '../../core/lifecycle/stop-on-alarm.ts';
import { sweepUp } from '../../core/lifecycle/sweep-up.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { latencies } from '../../core/stop-conditions/latencies.ts';
import type { CloudEvent } from '../../simulator/cloud.ts';
import type { VirtualClock } from './clock.ts';

/** From a change of state to the handler's call. */
const delivery = latencies.delivery.usual;
const sweepEvery = 60_000;
/** As Lambda does for an asynchronous call that failed: twice more, a minute later and two. */
const retries = [60_000, 120_000];

export interface Triggers {
  announced(event: CloudEvent): void;
  ended(status: ExecutionStatus): void;
  deadline(runId: string): void;
  /** Starts the sweeper. */
  sweepAlways(): void;
}

export interface TriggerOptions {
  /** Is told of a handler that failed for the last time. */
  failed(error: Error): void;
  /** All that an experiment may call an alarm. */
  namesOfAlarm(name: string): readonly string[];
}

export function createTriggers(
  clock: VirtualClock,
  ports: () => Ports,
  { failed, namesOfAlarm }: TriggerOptions,
): Triggers {
  const handle = (work: () => Promise<unknown>, attempt = 0): void => {
    void clock.during(work).catch((error: Error) => {
      const pause = retries[attempt];
      if (pause === undefined) failed(error);
      else clock.schedule(clock.now() + pause, () => handle(work, attempt + 1));
    });
  };
  const deliver = (work: () => Promise<unknown>) => clock.schedule(clock.now() + delivery, () => handle(work));
  return {
    announced(event) {
      if (event.type !== 'alarm' || event.state !== 'ALARM') return;
      deliver(async () => {
        for (const name of namesOfAlarm(event.name)) await stopOnAlarm(name, ports(), event.at);
      });
    },
    ended(status) {
      if (status.how !== 'succeeded') deliver(() => onExecutionStatus(status, ports()));
    },
    deadline(runId) {
      handle(() => onDeadline(runId, ports()));
    },
    sweepAlways() {
      const tick = () => {
        handle(() => sweepUp(ports()));
        clock.schedule(clock.now() + sweepEvery, tick);
      };
      clock.schedule(clock.now() + sweepEvery, tick);
    },
  };
}
