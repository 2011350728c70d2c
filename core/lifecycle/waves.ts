/** The order of waves, read from the plan's own steps. */
import type { Plan, PlannedStep } from '../plan/plan.ts';

export const stepsOf = (plan: Pick<Plan, 'steps'>, wave: number): readonly PlannedStep[] =>
  plan.steps.filter((step) => step.wave === wave);

export const firstWave = (plan: Pick<Plan, 'steps'>): number =>
  plan.steps.reduce((least, { wave }) => Math.min(least, wave), Number.POSITIVE_INFINITY);

/** Undefined after the last. */
export const waveAfter = (plan: Pick<Plan, 'steps'>, wave: number): number | undefined => {
  const later = plan.steps.map((step) => step.wave).filter((other) => other > wave);
  return later.length === 0 ? undefined : Math.min(...later);
};
