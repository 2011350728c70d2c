/** `squall plan` on the simulated cloud. */
import { planLocally } from '../../local/plan.ts';
import type { PlanCommandOptions, Planned } from '../commands/plan.ts';
import { forcedFlag } from '../screen/forced-flag.ts';
import { where } from '../screen/where.ts';
import { prepare } from './preparation.ts';

/** @param person who looks at it, as whom it would be started */
export async function planLocallyFor(file: string, options: PlanCommandOptions, person: string): Promise<Planned> {
  const prepared = prepare(file, options);
  const { seed, world } = prepared;
  const { directory } = options;
  const answer = await planLocally({ ...prepared, directory, startedBy: person });
  const refusals = answer.ok ? answer.refusals : [answer.refusal];
  const plan = answer.ok ? answer.plan : undefined;
  const notSimulated = answer.ok ? answer.notSimulated : undefined;
  const { predict: rehearsals } = options;
  // What would be refused is not rehearsed.
  const prediction =
    plan && refusals.length === 0 && !notSimulated && rehearsals !== undefined
      ? await (await import('../../local/predict.ts')).predictLocally({ ...prepared, plan, directory, rehearsals })
      : null;
  return {
    where: where(world.metadata.name, seed),
    seed,
    ...(plan && { plan }),
    refusals,
    ...(notSimulated && { notSimulated }),
    ...(rehearsals !== undefined && { prediction }),
    flags: [...flagsOf(options), ...forcedFlag(prepared.forcePrecheck)],
  };
}

/** What makes the same plan again, beside file, seed and parameters. */
function flagsOf({ traffic, environment, rolloutStage, directory }: PlanCommandOptions): readonly string[] {
  return [
    ...(traffic ? [`--traffic ${traffic}`] : []),
    ...(environment === undefined ? [] : [`--environment ${environment}`]),
    ...(rolloutStage === undefined ? [] : [`--rollout-stage ${rolloutStage}`]),
    ...(directory === '.squall' ? [] : [`--directory ${directory}`]),
  ];
}
