import { millis } from '../experiment/durations.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Millis } from '../ports/clock.ts';

/**
 * How long home may take to be ready for the users that movers have taken elsewhere, once
 * nothing else of the run is left: what a drill says, else what steady state is given. 0 without movers.
 */
export function failbackWithin({
  steps,
  drill,
  hypothesis,
}: Pick<Experiment, 'steps' | 'drill' | 'hypothesis'>): Millis {
  return steps.some(({ moves }) => moves) ? millis(drill?.failback.within ?? hypothesis.recovery.within) : 0;
}

/**
 * At most until the users of all movers have left, however these are ordered: what stands behind
 * one of them may have to be put back before the next is undone.
 */
export const leavingAtMost = (steps: readonly { readonly lingers?: Millis | undefined }[]): Millis =>
  steps.reduce((sum, { lingers = 0 }) => sum + lingers, 0);
