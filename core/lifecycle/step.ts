/** What a step is: it is given a reference and the ports, and answers where to go. */

import type { RunRecord } from '../history/run-record.ts';
import { shortestPause } from '../plan/looks.ts';
import type { Plan } from '../plan/plan.ts';
import type { Millis } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import type { StepReference } from './reference.ts';

export type ExperimentStepName = 'Admit' | 'Arm' | 'VerifyBefore' | 'Inject' | 'Observe' | 'HandOver';
export type RecoveryStepName = 'Undo' | 'VerifyAfter' | 'Conclude';
export type StepName = ExperimentStepName | RecoveryStepName;

/** The states that end a machine: nothing of ours runs there. */
export type Ending = 'Refused' | 'Done';

/** @throws errors that Step Functions matches by `name`; expected outcomes are references. */
export type Step = (reference: StepReference, ports: Ports) => Promise<StepReference>;

/** A run that no history knows: nothing was recorded, so there is nothing to act on. */
export class UnknownRun extends Error {
  override readonly name = 'UnknownRun';
}

/** @throws UnknownRun */
export async function knownRun(runId: string, ports: Pick<Ports, 'runs'>): Promise<RunRecord> {
  const record = await ports.runs.load(runId);
  if (!record) throw new UnknownRun(`run ${runId} is unknown`);
  return record;
}

/**
 * Of an attempt at recovery, which is its reference's wave: another was started after it.
 * What a superseded attempt has in flight lands within one function timeout of the next
 * one's claim, and it begins nothing more.
 */
export const isSuperseded = ({ recovery }: RunRecord, { wave }: Pick<StepReference, 'wave'>): boolean =>
  recovery.attempt > wave;

/** On to the next state, with the keys that its journal entries will have. */
export const goTo = (
  next: StepName | Ending,
  { runId, wave, visit }: Pick<StepReference, 'runId' | 'wave' | 'visit'>,
): StepReference => ({ runId, wave, visit, next, waitSeconds: 0 });

/** Back to the same state after a pause, as the next visit. */
export const revisit = (step: StepName, reference: StepReference, pause: Millis, plan: Plan): StepReference => ({
  ...goTo(step, { ...reference, visit: reference.visit + 1 }),
  waitSeconds: waitSeconds(pause, plan),
});

/** Whole seconds, rounded up, and no fewer than the execution has events for. */
export const waitSeconds = (pause: Millis, plan: Pick<Plan, 'times'>): number =>
  Math.max(1, Math.ceil(Math.max(pause, shortestPause(plan.times.lease)) / 1000));
