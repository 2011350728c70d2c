/** What a shell learns from a certification. Pure. */
import { exitCodes } from '../cli/exit-code.ts';
import type { ExerciseEvidence } from './evidence/schema.ts';
import { isUnrestored } from './outcome.ts';

/**
 * 7 before all else; then 6 for one that a person ended, and that is at rest; 4 for a
 * promise that did not hold while everything was put back; 8 for what was not exercised.
 */
export function exitCodeOf(exercises: readonly ExerciseEvidence[], interrupted: boolean): number {
  if (isUnrestored(exercises)) return exitCodes.unconfirmed;
  if (interrupted) return exitCodes.stopped;
  if (exercises.some(({ outcome }) => outcome === 'failed')) return exitCodes.refuted;
  return exercises.length > 0 && exercises.every(({ outcome }) => outcome === 'passed')
    ? exitCodes.held
    : exitCodes.inconclusive;
}
