/** `squall plan` on the simulated cloud. */
import { planLocally, predictLocally } from '../../local/platform.ts';
import type { PlanCommandOptions, Planned } from '../commands/plan.ts';
import { where } from '../screen/where.ts';
import { prepare } from './preparation.ts';

/** @param person who looks at it, as whom it would be started */
export async function planLocallyFor(file: string, options: PlanCommandOptions, person: string): Promise<Planned> {
  const prepared = prepare(file, options);
  const { seed, world } = prepared;
  const answer = await planLocally({ ...prepared, startedBy: person });
  const refusals = answer.ok ? answer.refusals : [answer.refusal];
  const plan = answer.ok ? answer.plan : undefined;
  const { predict: rehearsals, traffic } = options;
  // What would be refused is not rehearsed.
  const prediction =
    plan && refusals.length === 0 && rehearsals !== undefined
      ? await predictLocally({ ...prepared, plan, rehearsals })
      : null;
  return {
    where: where(world.metadata.name, seed),
    seed,
    ...(plan && { plan }),
    refusals,
    ...(rehearsals !== undefined && { prediction }),
    flags: traffic ? [`--traffic ${traffic}`] : [],
  };
}
