/** A plan against the simulated world, as a run of the same seed would find it at its start. Nothing is written. */
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { checkGuardrails } from '../../core/guardrails/index.ts';
import type { Refusal } from '../../core/history/refusal.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { World } from '../../core/world/schema.ts';
import { openAccount } from './account.ts';
import { rehearsalPlatform } from './rehearsal-platform.ts';

export interface PlanOptions {
  readonly experiment: Experiment;
  readonly world: World;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly seed: number;
  readonly traffic?: 'requests' | 'closed-form';
}

export type LocalPlan =
  | { readonly ok: true; readonly plan: Plan; readonly refusals: readonly Refusal[] }
  | { readonly ok: false; readonly refusal: Refusal };

export async function planLocally({ experiment, world, parameters, seed, traffic }: PlanOptions): Promise<LocalPlan> {
  const timeline = { id: 'plan', world, seed, ...(traffic && { traffic }), createdAt: 0 };
  const { ports } = openAccount(rehearsalPlatform(), timeline, {});
  const request = { definition: experiment, definitionHash: definitionHash(experiment), parameters, seed };
  const made = await makePlan(request, ports);
  if (!made.ok) return made;
  return { ok: true, plan: made.plan, refusals: await checkGuardrails(made.plan, undefined, ports) };
}
