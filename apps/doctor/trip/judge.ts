/** What a tripped stop condition has shown. Pure. */

import { spanOf } from '../../../core/experiment/durations.ts';
import type { RunRecord } from '../../../core/history/run-record.ts';
import type { Millis } from '../../../core/ports/clock.ts';
import { latencies } from '../../../core/stop-conditions/latencies.ts';
import type { Times } from '../../certify/facts.ts';

/** What plans count with, from ALARM to the last fault stopped. */
export const allowance: Millis = latencies.delivery.worst + latencies.stopping.worst + latencies.postActions.worst;

export interface Tripped {
  /** `works`: it ended the run, in time. `fails`: it did not. `not-tripped`: there was nothing to trip. */
  readonly outcome: 'works' | 'fails' | 'not-tripped';
  readonly reason: string;
  readonly alarm: string;
  readonly runId: string;
  /** From the alarm until nothing more could be injected. */
  readonly toRaise?: Millis;
  /** Until no fault was active any more. */
  readonly toStop?: Millis;
  /** Until recovery was concluded. */
  readonly toConclude?: Millis;
  /** Pause between two looks: `toStop` may be late by it. */
  readonly lookEvery: Millis;
  /** What recovery proved. */
  readonly recovery?: NonNullable<RunRecord['terminal']>['recovery'];
}

export interface Watched {
  readonly alarm: string;
  readonly runId: string;
  readonly record: RunRecord | undefined;
  readonly times: Times;
  readonly lookEvery: Millis;
  readonly gaveUp?: string | undefined;
}

export function judge({ alarm, runId, record, times, lookEvery, gaveUp }: Watched): Tripped {
  const about = { alarm, runId, lookEvery };
  const { disturbedAt, faultsEndedAt } = times;
  const terminal = record?.terminal;
  if (disturbedAt === undefined) {
    const why = terminal?.reason ?? gaveUp ?? 'no fault of its run was ever seen active';
    return { ...about, ...(terminal && { recovery: terminal.recovery }), outcome: 'not-tripped', reason: why };
  }
  const measured = {
    ...about,
    ...(record?.epochRaisedAt !== undefined && { toRaise: Math.max(0, record.epochRaisedAt - disturbedAt) }),
    ...(faultsEndedAt !== undefined && { toStop: faultsEndedAt - disturbedAt }),
    ...(terminal && { toConclude: terminal.at - disturbedAt, recovery: terminal.recovery }),
  };
  const failed = (reason: string): Tripped => ({ ...measured, outcome: 'fails', reason });
  if (!terminal) return failed(`the run is not concluded: ${gaveUp ?? 'nobody knows why'}`);
  if (record.cause?.kind !== 'alarm')
    return failed(`the run did not end by the alarm: its cause is ${record.cause?.detail ?? 'missing'}`);
  if (measured.toStop === undefined) return failed('no end of the faults was seen');
  if (measured.toStop > allowance + lookEvery)
    return failed(`it took ${spanOf(measured.toStop)}, and plans count with ${spanOf(allowance)}`);
  return {
    ...measured,
    outcome: 'works',
    reason: `the run ended by alarm ${alarm}, within the ${spanOf(allowance)} that plans count with`,
  };
}
