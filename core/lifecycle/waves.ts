/** The order of waves, read from the plan's own steps. */
import type { Plan, PlannedAwait, PlannedStep } from '../plan/plan.ts';

/** What waves are made of: steps, and waits, which may be alone. */
type Waves = Pick<Plan, 'steps' | 'awaits'>;

export const stepsOf = (plan: Pick<Plan, 'steps'>, wave: number): readonly PlannedStep[] =>
  plan.steps.filter((step) => step.wave === wave);

export const awaitsOf = ({ awaits = [] }: Pick<Plan, 'awaits'>, wave: number): readonly PlannedAwait[] =>
  awaits.filter((each) => each.wave === wave);

/** Numbers of the waves, in order. */
export const wavesOf = ({ steps, awaits = [] }: Waves): readonly number[] =>
  [...new Set([...steps, ...awaits].map(({ wave }) => wave))].sort((a, b) => a - b);

export const firstWave = (plan: Waves): number => wavesOf(plan)[0] ?? Number.POSITIVE_INFINITY;

/** Undefined after the last. */
export const waveAfter = (plan: Waves, wave: number): number | undefined => wavesOf(plan).find((other) => other > wave);
