/** What a certification would touch, exercise by exercise, as the fleet stands now. Changes nothing. */

import { makePlan } from '../../core/plan/make-plan.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import { productionTag } from '../cli/run/confirmation.ts';
import type { Exercise } from './exercise.ts';
import { strangers } from './fleet.ts';
import type { Rig } from './rig.ts';

export interface Previewed {
  readonly exercise: Exercise;
  /** Missing: it has none, and `why` says so. */
  readonly plan?: Plan;
  readonly why?: string;
}

export const definitionFor = (exercise: Exercise, all: readonly StoredDefinition[]): StoredDefinition | undefined =>
  all.find(({ experiment }) => experiment.metadata.name === `certify-${exercise.experiment}`);

export async function preview(
  chosen: readonly Exercise[],
  definitions: readonly StoredDefinition[],
  seed: number,
  { ports }: Rig,
): Promise<readonly Previewed[]> {
  const previewed: Previewed[] = [];
  for (const exercise of chosen) {
    const definition = definitionFor(exercise, definitions);
    if (!definition) {
      previewed.push({ exercise, why: `there is no template certify-${exercise.experiment}` });
      continue;
    }
    const { parameters = {} } = exercise;
    const { experiment, hash, calendar } = definition;
    const request = { definition: experiment, definitionHash: hash, parameters, seed, calendar };
    const made = await makePlan(request, ports);
    previewed.push(
      made.ok ? { exercise, plan: made.plan } : { exercise, why: `${made.refusal.rule}: ${made.refusal.why}` },
    );
  }
  return previewed;
}

const production = /^(?:prod|production|prd|live)\b/i;

/** Why nothing of it may begin: one clause, or undefined. Pure. */
export function forbidden(stage: string, previewed: readonly Previewed[]): string | undefined {
  if (production.test(stage))
    return `the stage ${stage} is production by its name: certify the same version in another stage`;
  for (const { exercise, plan } of previewed) {
    if (!plan) continue;
    const others = strangers(plan, stage);
    if (others.length > 0)
      return `${exercise.id} would touch ${others.join(', ')}, which the sample fleet of ${stage} does not hold`;
    const tagged = productionTag(plan);
    if (tagged) return `${exercise.id} would touch ${tagged.target}, which carries the production tag ${tagged.tag}`;
  }
  return undefined;
}
