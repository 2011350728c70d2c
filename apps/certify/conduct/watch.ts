/** Looks at a run and at the world, over and over, until the run is at rest or there is no sense in waiting any longer. */
import type { RunRecord } from '../../../core/history/run-record.ts';
import { attemptAllowance } from '../../../core/lifecycle/allowances.ts';
import { executionName } from '../../../core/lifecycle/ensure-recovery.ts';
import type { Instant, Millis } from '../../../core/ports/clock.ts';
import type { Snapshot } from '../../../core/ports/resources.ts';
import type { Exercise } from '../exercise.ts';
import type { Times } from '../facts.ts';
import { isRestored, likeBefore } from '../fleet.ts';
import type { Rig } from '../rig.ts';
import type { Context } from './context.ts';
import { disturb, isRipe, settle } from './disturb.ts';

const minute: Millis = 60_000;
/** From the start of its execution until a run is written down. */
const untilKnown = 5 * minute;
/** Beyond gate and approval, until a run that is written down has its lease. */
const untilArmed = 15 * minute;
/** From the terminal record until the last execution has ended, and the fleet looks as before by our own look. */
const untilQuiet = 10 * minute;
/** A killed recovery, and the one that takes over. */
const attempts = 2;

export interface Watched {
  readonly record?: RunRecord;
  readonly times: Times;
  readonly active: readonly string[];
  readonly running: readonly string[];
  readonly gaveUp?: string;
}

export interface Watch {
  readonly runId: string;
  readonly startedAt: Instant;
  /** The fleet as it looked before. */
  readonly before: readonly Snapshot[];
  readonly exercise?: Exercise;
}

/** Times are the looks', so that each may be late by the pause between two of them. */
export async function watch({ runId, startedAt, before, exercise }: Watch, context: Context): Promise<Watched> {
  const { rig, interrupted, by, tell } = context;
  const { ports } = rig;
  const times: { -readonly [T in keyof Times]: Times[T] } = { startedAt };
  let stopping = false;
  let settled = false;
  for (;;) {
    const at = ports.clock.now();
    const seen = (what: string) => tell({ type: 'seen', at, what });
    const record = await ports.runs.load(runId);
    const active = record ? await rig.activeFaults(runId) : [];

    if (active.length > 0 && times.injectedAt === undefined) {
      times.injectedAt = at;
      seen('a fault is active');
    }
    if (times.injectedAt !== undefined && active.length > 0 === (times.faultsEndedAt !== undefined)) {
      if (active.length > 0) delete times.faultsEndedAt;
      else times.faultsEndedAt = at;
      seen(active.length > 0 ? 'a fault is active again' : 'no fault is active any more');
    }
    const disturbance = exercise?.disturbance;
    if (record && disturbance && times.disturbedAt === undefined && (await isRipe(disturbance, record, active, rig))) {
      await disturb(exercise!, runId, by, rig);
      times.disturbedAt = at;
      seen(`disturbed: ${disturbance}`);
    }
    if (times.disturbedAt !== undefined && times.faultsEndedAt !== undefined && !settled) {
      settled = true;
      await settle(exercise, rig);
    }
    if (interrupted.aborted && record && !record.terminal && !stopping) {
      stopping = true;
      seen('interrupted: stopping the run');
      await rig.stopAsPerson(runId, by, 'squall certify was interrupted');
    }

    const whole = times.faultsEndedAt !== undefined && isRestored(await likeBefore(before, ports.resources));
    if (whole !== (times.restoredAt !== undefined)) {
      if (whole) times.restoredAt = at;
      else delete times.restoredAt;
      seen(whole ? 'the fleet looks as before' : 'the fleet does not look as before any more');
    }
    const running = record?.terminal ? await executionsLeft(record, rig) : [];
    const look = { ...(record && { record }), times, active, running };
    const injected = times.injectedAt !== undefined;
    if (record?.terminal && running.length === 0 && (whole || !injected)) return look;
    const until = patience(record, startedAt, rig);
    if (at >= until) return { ...look, gaveUp: `nothing more was waited for after ${new Date(until).toISOString()}` };
    await rig.wait(rig.lookEvery);
  }
}

function patience(record: RunRecord | undefined, startedAt: Instant, { ports }: Rig): Instant {
  if (!record) return startedAt + untilKnown;
  if (record.terminal) return record.terminal.at + untilQuiet;
  const { lease, plan, epochRaisedAt = 0 } = record;
  const allowed = attempts * attemptAllowance(plan, ports.stage.functionTimeout);
  if (!lease) return Math.max(startedAt + plan.times.gate + untilArmed, epochRaisedAt + allowed);
  return Math.max(lease.until, epochRaisedAt) + allowed;
}

/** Of a run that is concluded. */
async function executionsLeft({ runId, recovery }: RunRecord, { ports: { executions } }: Rig): Promise<string[]> {
  const names = Array.from({ length: recovery.attempt }, (_, i) => executionName(runId, i + 1));
  const looks = await Promise.all([
    executions.look('experiment', runId),
    ...names.map((name) => executions.look('recovery', name)),
  ]);
  return [runId, ...names].filter((_, i) => looks[i]?.state === 'running');
}
