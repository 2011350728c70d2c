/**
 * What is done to the platform, and how much later than promised each may make it: what an
 * attack costs in time is allowed once for each time that it happened, and no more.
 */
import type { Millis } from '../../core/ports/clock.ts';

const second = 1000;
const minute = 60 * second;

export interface AttackDescription {
  readonly what: string;
  /** Missing: what the attack lasted, or how late it made something, is told with it. */
  readonly delay?: Millis;
}

export const attacks = {
  'crash-before': { what: 'a function dies before a call', delay: minute },
  'crash-after': { what: 'a function dies after a call took effect', delay: minute },
  'lost-answer': { what: 'a call took effect, and its answer is lost', delay: minute },
  throttled: { what: 'a call is throttled', delay: minute },
  unavailable: { what: 'a call fails as the service is unavailable', delay: minute },
  contended: { what: 'a conditional write or a transaction is cancelled by a neighbour', delay: minute },
  zombie: { what: 'a function dies, and its last call lands later', delay: minute },
  'function-timeout': {
    what: 'a function hangs in a call until its timeout, and the call lands meanwhile',
    delay: 2 * minute,
  },
  'quota-exceeded': { what: 'the provider refuses to start a fault, as a quota is used up', delay: 0 },
  'expired-credentials': { what: 'all calls of one invocation are denied', delay: minute },
  duplicate: { what: 'a function is called twice with the same input', delay: 0 },
  'clock-skew': { what: 'the clock of one invocation is up to two minutes off', delay: 2 * minute },
  'event-lost': { what: 'an event does not arrive', delay: minute },
  'event-late': { what: 'an event arrives minutes late, after later ones' },
  'event-twice': { what: 'an event arrives again and again', delay: 0 },
  'reaper-late': { what: 'the reaper fires a minute late', delay: minute },
  'reaper-refused': { what: 'the schedule of a reaper cannot be made', delay: minute },
  'sweeper-lost': { what: 'the sweeper does not come', delay: minute },
  'service-down': { what: 'one AWS service fails every call for minutes' },
  'stop-throttled': { what: 'every attempt to stop or undo a fault is throttled for minutes' },
  'alarm-trips': { what: 'a stop alarm goes into ALARM', delay: 0 },
  'alarm-flaps': { what: 'a stop alarm goes into ALARM and back, several times', delay: 0 },
  'alarm-without-data': { what: 'a stop alarm has not enough data', delay: 0 },
  'alarm-deleted': { what: 'a stop alarm is deleted', delay: 0 },
  'metrics-stale': { what: 'metrics and alarms stop being published', delay: 0 },
  'target-terminated': { what: 'somebody else terminates an instance', delay: 0 },
  'target-retagged': { what: 'somebody takes the opt-in tag off an instance', delay: 0 },
  'execution-stopped': { what: 'the execution of an experiment is stopped in the console', delay: minute },
  'recovery-stopped': { what: 'the execution of a recovery is stopped in the console', delay: minute },
  'fault-stopped': { what: 'somebody else stops the fault itself', delay: 0 },
  redeploy: { what: 'new code is deployed: functions in flight die, the stored definition changes', delay: 2 * minute },
} as const satisfies Readonly<Record<string, AttackDescription>>;

export type AttackKind = keyof typeof attacks;
export const attackKinds = Object.keys(attacks) as readonly AttackKind[];
