/** The whole certification: one exercise after the other, and none after one that failed. */
import type { ExerciseEvidence } from '../evidence/schema.ts';
import type { Exercise } from '../exercise.ts';
import { broken, notExercised } from '../judge.ts';
import { carryOut } from './carry-out.ts';
import type { Context } from './context.ts';
import { bringToRest } from './rest.ts';

export interface Certification {
  /** All, in order: those that are not among `chosen` are recorded as not exercised. */
  readonly exercises: readonly Exercise[];
  readonly chosen: readonly Exercise[];
}

/** Answers evidence for every exercise. Whatever goes wrong, the fleet is brought to rest first. */
export async function certify(
  { exercises, chosen }: Certification,
  context: Context,
): Promise<readonly ExerciseEvidence[]> {
  const { tell, interrupted } = context;
  tell({ type: 'preparing', exercises: chosen.length });
  let stopped = await prepared(context);
  const evidence: ExerciseEvidence[] = [];
  let number = 0;
  for (const exercise of exercises) {
    if (!chosen.includes(exercise)) {
      evidence.push(notExercised(exercise, 'left out with --only'));
      continue;
    }
    const { id, title } = exercise;
    tell({ type: 'exercise', number: ++number, of: chosen.length, id, title });
    if (interrupted.aborted) stopped ??= 'the certification was interrupted';
    const found = stopped === undefined ? await attempt(exercise, context) : notExercised(exercise, stopped);
    evidence.push(found);
    tell({ type: 'over', exercise: found });
    if (found.outcome === 'failed') stopped = `the certification stopped when ${id} failed`;
  }
  return evidence;
}

async function prepared({ rig }: Context): Promise<string | undefined> {
  try {
    return await rig.prepare();
  } catch (error) {
    return (error as Error).message;
  }
}

async function attempt(exercise: Exercise, context: Context): Promise<ExerciseEvidence> {
  let runId: string | undefined;
  const named = (of: Exercise) => (runId = context.runIdOf(of));
  try {
    const found = await carryOut(exercise, { ...context, runIdOf: named });
    if (found.outcome !== 'failed' || runId === undefined) return found;
    return withRest(found, await bringToRest(runId, exercise, context));
  } catch (error) {
    const why = `it could not be seen to its end: ${(error as Error).name}: ${(error as Error).message}`;
    // Before its run was started there is nothing to bring to rest.
    if (runId === undefined) return notExercised(exercise, why);
    return withRest(broken(exercise, why), await bringToRest(runId, exercise, context));
  }
}

const withRest = (found: ExerciseEvidence, unrest: string | undefined): ExerciseEvidence => ({
  ...found,
  why: `${found.why}; ${unrest ?? 'the run was then brought to rest'}`,
});
