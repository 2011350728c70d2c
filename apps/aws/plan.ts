/** A plan of a deployed experiment, made with the caller's own rights. All calls only read. */
import { awsPorts } from '../../adapters/aws/index.ts';
import { resolveParameters } from '../../core/experiment/resolve.ts';
import { checkGuardrails } from '../../core/guardrails/index.ts';
import type { Refusal } from '../../core/history/refusal.ts';
import { makePlan, type PlanRequest } from '../../core/plan/make-plan.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { planZones } from '../../core/plan/plan-zones.ts';
import type { Problem } from '../../core/validation/problem.ts';
import type { Deployment } from './deployment.ts';
import { deployedEnvironment } from './functions.ts';

export type RemotePlan =
  | { readonly ok: true; readonly plan: Plan; readonly refusals: readonly Refusal[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[] }
  /** Of the parameters: they make no plan at all. */
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * As the function that admits runs would make it now: the same ports, told the same as it is.
 */
export async function planRemotely(request: PlanRequest, deployment: Deployment, agreed?: string): Promise<RemotePlan> {
  const environment = await deployedEnvironment(deployment);
  const ports = awsPorts(environment);
  const zones = await planZones(request.definition, request.parameters, ports.resources);
  const resolved = resolveParameters(request.definition, request.parameters, { seed: request.seed, zones });
  if (!resolved.ok) return resolved;
  const made = await makePlan(request, ports);
  if (!made.ok) return { ok: false, refusals: [made.refusal] };
  const { plan } = made;
  const whole = agreed !== undefined && agreed.length >= 8 && plan.hash.startsWith(agreed) ? plan.hash : agreed;
  return { ok: true, plan, refusals: await checkGuardrails(plan, undefined, ports, whole, deployment.caller) };
}
