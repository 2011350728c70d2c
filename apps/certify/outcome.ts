/** What a certification has come to, from its exercises alone. Pure. */
import type { ExerciseEvidence } from './evidence/schema.ts';

type Judged = Pick<ExerciseEvidence, 'id' | 'outcome' | 'criteria'>;

export interface Outcome {
  readonly outcome: 'certified' | 'not-certified';
  /** One sentence. */
  readonly reason: string;
}

const named = (some: readonly Judged[]) => some.map(({ id }) => id).join(', ');

export function outcomeOf(exercises: readonly Judged[]): Outcome {
  const of = (outcome: ExerciseEvidence['outcome']) => exercises.filter((each) => each.outcome === outcome);
  const [passed, failed, left] = [of('passed'), of('failed'), of('not-exercised')];
  if (exercises.length > 0 && passed.length === exercises.length)
    return {
      outcome: 'certified',
      reason: `All ${passed.length} exercises passed: whatever was changed was put back.`,
    };
  const told = [
    ...(failed.length > 0 ? [`${named(failed)} failed`] : []),
    ...(left.length > 0
      ? [`${left.length} of ${exercises.length} exercises were not carried out (${named(left)})`]
      : []),
  ];
  return { outcome: 'not-certified', reason: `Not certified: ${told.join('; ') || 'there were no exercises'}.` };
}

/** Whether anything may not have been put right. What could not be judged counts as that. */
export const isUnrestored = (exercises: readonly Judged[]): boolean =>
  exercises.some(
    ({ outcome, criteria }) =>
      outcome === 'failed' && (criteria.length === 0 || criteria.some(({ restoration, met }) => restoration && !met)),
  );
