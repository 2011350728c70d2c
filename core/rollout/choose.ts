/** At which stage of its rollout a run is. Pure. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import { obstacle, type RolloutMemory } from './memory.ts';
import { type StagePosition, stagesOf, stageWords } from './stage.ts';

export type StageChoice =
  /** Without a stage: there is no rollout, or it does not name the environment, which the guardrail tells. */
  { readonly chosen: true; readonly stage?: StagePosition } | { readonly chosen: false; readonly why: string };

/**
 * The furthest stage of the definition's environment that may be run, so that a schedule
 * grows with what was shown. Where none may, the first, for the guardrail to refuse.
 * @param asked the number of a stage, instead
 */
export function chooseStage(
  definition: Pick<Experiment, 'environment' | 'rollout'>,
  asked: number | undefined,
  memory: RolloutMemory,
): StageChoice {
  const stages = stagesOf(definition);
  const here = stages.filter(({ environment }) => environment === definition.environment);
  if (asked !== undefined) return askedFor(asked, stages, here, definition.environment);
  const furthest = here.findLast((stage) => obstacle(stage, stages, memory, definition.environment) === undefined);
  const stage = furthest ?? here[0];
  return { chosen: true, ...(stage && { stage }) };
}

function askedFor(
  asked: number,
  stages: readonly StagePosition[],
  here: readonly StagePosition[],
  environment: string,
): StageChoice {
  if (stages.length === 0) return no(`stage ${asked} was asked for, and the definition has no rollout: leave it out`);
  const stage = stages[asked - 1];
  const choices = here.map(({ number }) => number).join(' or ') || 'none';
  if (!stage)
    return no(`stage ${asked} was asked for, and the rollout has ${stages.length}: in ${environment} it is ${choices}`);
  if (stage.environment !== environment)
    return no(`stage ${asked} is ${stageWords(stage)}, and this run is for ${environment}: there it is ${choices}`);
  return { chosen: true, stage };
}

const no = (why: string): StageChoice => ({ chosen: false, why });
