/**
 * How long each part of the way takes from harm to the last fault stopped: what a plan
 * allows for, and what `npm run bench` draws from. In milliseconds. AWS promises few of
 * these; what no page says is marked as assumed.
 */
import type { Millis } from '../ports/clock.ts';

export interface Latency {
  readonly what: string;
  readonly usual: Millis;
  /** The longest that is allowed for: a plan counts with it. */
  readonly worst: Millis;
  /** `ours`: a choice of this platform, whatever AWS does. */
  readonly basis: 'documented' | 'assumed' | 'ours';
  readonly source: string;
}

const second = 1000;
const minute = 60 * second;

export const latencies = {
  servicePublication: {
    what: 'a metric of an AWS service appears after its period',
    usual: 90 * second,
    worst: 3 * minute,
    basis: 'assumed',
    source: 'one to three minutes are seen; the services name no bound',
  },
  ownPublication: {
    what: 'a metric of one’s own appears after its period',
    usual: 15 * second,
    worst: 2 * minute,
    basis: 'documented',
    source: 'CloudWatch User Guide, Publishing custom metrics: up to two minutes until statistics can be read',
  },
  evaluation: {
    what: 'an alarm is evaluated, with periods of a minute and more',
    usual: 30 * second,
    worst: minute,
    basis: 'documented',
    source: 'CloudWatch User Guide, Alarm evaluation: evaluated every minute',
  },
  fastEvaluation: {
    what: 'an alarm is evaluated, with periods below a minute',
    usual: 5 * second,
    worst: 10 * second,
    basis: 'documented',
    source: 'CloudWatch User Guide, Alarm evaluation: high-resolution alarms, every 10 seconds',
  },
  delivery: {
    what: 'the alarm’s event reaches the stopper, which starts',
    usual: second,
    worst: 10 * second,
    basis: 'assumed',
    source:
      'CloudWatch guarantees the event and names no time; about a second is seen, one lost call tried again is ten',
  },
  recovery: {
    what: 'a recovery starts, and its Undo asks for the stop',
    usual: second,
    worst: 5 * second,
    basis: 'assumed',
    source: 'some state transitions and three function calls, one of them a cold start; no page gives a time',
  },
  stopping: {
    what: 'StopExperiment is accepted',
    usual: second,
    worst: 30 * second,
    basis: 'assumed',
    source: 'within a second; half a minute of throttling, as the SDK tries again',
  },
  postActions: {
    what: 'FIS puts back what its actions changed',
    usual: 10 * second,
    worst: minute,
    basis: 'assumed',
    source: 'starting instances, restoring network ACLs, cancelling commands: the FIS User Guide names no time',
  },
  sample: {
    what: 'Observe looks at the alarms again, with the event lost',
    usual: 15 * second,
    worst: 30 * second,
    basis: 'ours',
    source: 'a look every 30 seconds; longer only where a lease has more than 2,500 of them',
  },
  sweep: {
    what: 'the sweeper finds a run whose execution is gone',
    usual: 30 * second,
    worst: minute,
    basis: 'ours',
    source: 'EventBridge rule rate(1 minute)',
  },
  reaper: {
    what: 'the reaper fires after its time',
    usual: 30 * second,
    worst: minute,
    basis: 'documented',
    source: 'EventBridge Scheduler User Guide: precision of 60 seconds',
  },
} as const satisfies Record<string, Latency>;

export type LatencyName = keyof typeof latencies;
