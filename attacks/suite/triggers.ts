/** Events and schedules on their way to our functions: what EventBridge, Scheduler and asynchronous calls of Lambda are in AWS. */
import type { ExecutionStatus } from '../../adapters/simulated/executions.ts';
import type { VirtualClock } from '../../apps/local/clock.ts';
import { onDeadline, onExecutionStatus } from '../../core/lifecycle/safety-net.ts';
import { stopOnAlarm } from '../../core/lifecycle/stop-on-alarm.ts';
import { sweepUp } from '../../core/lifecycle/sweep-up.ts';
import type { Millis } from '../../core/ports/clock.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { CloudEvent } from '../../simulator/cloud.ts';
import type { Attacker } from './attacker.ts';
import type { Functions } from './functions.ts';

const delivery: Millis = 1000;
const sweepEvery: Millis = 60_000;
/** As Lambda does for an asynchronous call that failed. */
const retries: readonly Millis[] = [60_000, 120_000];
const longestLate: Millis = 5 * 60_000;
const mostDeliveries = 100;

export interface TriggersOptions {
  readonly clock: VirtualClock;
  readonly attacker: Attacker;
  readonly functions: Functions;
}

export interface Triggers {
  announced(event: CloudEvent): void;
  ended(status: ExecutionStatus): void;
  deadline(runId: string): void;
  /** Starts the sweeper. */
  sweepAlways(): void;
  /** An event that may be lost, late or repeated. `work` is called for each delivery. */
  send(id: string, deliver: (id: string) => void): void;
  /** A function called asynchronously, and again when it fails. */
  call(id: string, work: (ports: Ports) => Promise<unknown>, attempt?: number): void;
  /** Calls under way or still to be tried again, and events still to be delivered. */
  pending(): number;
}

export function createTriggers({ clock, attacker, functions }: TriggersOptions): Triggers {
  let counted = 0;
  let pending = 0;
  const later = (pause: Millis, go: () => void) => {
    pending++;
    clock.schedule(clock.now() + pause, () => {
      pending--;
      go();
    });
  };
  const call: Triggers['call'] = (id, work, attempt = 0) => {
    pending++;
    functions.call({
      id: attempt === 0 ? id : `${id} retry ${attempt}`,
      work,
      settled(outcome) {
        pending--;
        const pause = retries[attempt];
        if ('error' in outcome && pause !== undefined) later(pause, () => call(id, work, attempt + 1));
      },
    });
  };

  const send: Triggers['send'] = (id, deliver) => {
    const { chance } = attacker;
    if (attacker.happens('event-lost', id, 0.3)) return;
    const lateness = chance.below(longestLate, `late/${id}`);
    const late = attacker.happens('event-late', id, 0.3, lateness) ? lateness : 0;
    later(delivery + late, () => deliver(id));
    if (!attacker.happens('event-twice', id, 0.3)) return;
    // Mostly twice, as happens; sometimes as often as anyone has ever asked.
    const times = chance.of(`many/${id}`) < 0.9 ? 1 : mostDeliveries;
    for (let i = 1; i <= times; i++)
      later(delivery + chance.below(longestLate, `again/${id}/${i}`), () => deliver(`${id} again ${i}`));
  };

  return {
    call,
    send,
    pending: () => pending,
    announced(event) {
      if (event.type !== 'alarm' || event.state !== 'ALARM') return;
      const { name, at } = event;
      send(`alarm ${name} at ${at}`, (id) => call(id, (ports) => stopOnAlarm(name, ports, at)));
    },
    ended(status) {
      if (status.how === 'succeeded') return;
      send(`status of ${status.name}`, (id) => call(id, (ports) => onExecutionStatus(status, ports)));
    },
    deadline(runId) {
      const id = `deadline ${runId} ${++counted}`;
      const fire = () => call(id, (ports) => onDeadline(runId, ports));
      if (attacker.happens('reaper-late', id, 0.5)) later(60_000, fire);
      else fire();
    },
    sweepAlways() {
      const tick = () => {
        const id = `sweep at ${clock.now()}`;
        if (!attacker.happens('sweeper-lost', id, 0.2)) call(id, sweepUp);
        clock.schedule(clock.now() + sweepEvery, tick);
      };
      clock.schedule(clock.now() + sweepEvery, tick);
    },
  };
}
