/** What is done to a run from outside, and when it is ripe for it. */
import type { RunRecord } from '../../../core/history/run-record.ts';
import { executionName } from '../../../core/lifecycle/ensure-recovery.ts';
import type { Machine } from '../../../core/ports/executions.ts';
import type { Disturbance, Exercise } from '../exercise.ts';
import { fleetAlarm } from '../fleet.ts';
import type { Rig } from '../rig.ts';

const usualReason = 'squall certify: this is an exercise';

const alarmOf = ({ alarm }: Pick<Exercise, 'alarm'>, { place }: Rig): string => alarm ?? fleetAlarm(place.stage);

/** The execution that the disturbance stops. Undefined: it stops none itself. */
export function stoppedExecution(disturbance: Disturbance | undefined, runId: string): [Machine, string] | undefined {
  if (disturbance === 'stop-workflow') return ['experiment', runId];
  return disturbance === 'kill-recovery' ? ['recovery', executionName(runId, 1)] : undefined;
}

/** @param active faults of the run, at this look */
export async function isRipe(
  disturbance: Disturbance,
  record: RunRecord,
  active: readonly string[],
  { ports }: Rig,
): Promise<boolean> {
  const { runId, phase, recovery } = record;
  if (disturbance === 'kill-recovery') {
    if (phase !== 'recovering' || recovery.attempt !== 1) return false;
    return (await ports.executions.look('recovery', executionName(runId, 1))).state === 'running';
  }
  if (phase !== 'injecting' || active.length === 0) return false;
  return disturbance !== 'stop-workflow' || (await ports.journal.read(runId)).some(({ step }) => step === 'Observe');
}

export async function disturb(exercise: Exercise, runId: string, by: string, rig: Rig): Promise<void> {
  const { disturbance, reason = usualReason } = exercise;
  const execution = stoppedExecution(disturbance, runId);
  if (execution) await rig.stopExecution(...execution, reason);
  else if (disturbance === 'person') await rig.stopAsPerson(runId, by, reason);
  else await rig.forceAlarm(alarmOf(exercise, rig), 'ALARM', reason);
}

/** What was forced is let go again: nobody else would where no data moves the alarm. One that people use is left to its own data. */
export async function settle(exercise: Exercise | undefined, rig: Rig): Promise<void> {
  if (exercise?.disturbance !== 'alarm' || exercise.alarm !== undefined) return;
  await rig.forceAlarm(alarmOf(exercise, rig), 'OK', `${exercise.reason ?? usualReason}, and it is over`);
}
