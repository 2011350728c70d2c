/** One file for all stages of its rollout. */
import type { Experiment } from '../experiment/schema/experiment.ts';

/**
 * The experiment as it stands in an environment: the one that it says, or any that its rollout
 * names. Its hash is the same in each. Undefined where it is for neither.
 */
export function placedIn(experiment: Experiment, environment: string): Experiment | undefined {
  if (experiment.environment === environment) return experiment;
  const named = experiment.rollout?.some((stage) => stage.environment === environment);
  return named ? { ...experiment, environment } : undefined;
}

/** `dev, staging or production`: where it may be run. */
export const environmentsOf = ({ environment, rollout = [] }: Pick<Experiment, 'environment' | 'rollout'>) => [
  ...new Set([...rollout.map((stage) => stage.environment), environment]),
];
