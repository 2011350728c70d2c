/** The guardrails, in the order in which they are asked. All are asked, so that one answer names every obstacle. */
import type { Refusal } from '../history/refusal.ts';
import type { Plan } from '../plan/plan.ts';
import { accounts } from './accounts.ts';
import { approval } from './approval.ts';
import { blackout } from './blackout.ts';
import { blastRadius } from './blast-radius.ts';
import { deployment } from './deployment.ts';
import { environment } from './environment.ts';
import type { Guardrail, GuardrailPorts } from './guardrail.ts';
import { heartbeat } from './heartbeat.ts';
import { holiday } from './holiday.ts';
import { home } from './home.ts';
import { incident } from './incident.ts';
import { killSwitch } from './kill-switch.ts';
import { leftovers } from './leftovers.ts';
import { mayRun } from './may-run.ts';
import { minimumGap } from './minimum-gap.ts';
import { notEnforced } from './not-enforced.ts';
import { optIn } from './opt-in.ts';
import { overlap } from './overlap.ts';
import { ownRegion } from './own-region.ts';
import { permissions } from './permissions.ts';
import { planHash } from './plan-hash.ts';
import { preCheck } from './pre-check.ts';
import { profile } from './profile.ts';
import { quotas } from './quotas.ts';
import { rollout } from './rollout.ts';
import { safetyLever } from './safety-lever.ts';
import { stopCondition } from './stop-condition.ts';
import { window } from './window.ts';

export const guardrails: readonly Guardrail[] = [
  killSwitch,
  safetyLever,
  profile,
  environment,
  home,
  rollout,
  mayRun,
  notEnforced,
  approval,
  planHash,
  incident,
  deployment,
  optIn,
  accounts,
  ownRegion,
  heartbeat,
  window,
  blackout,
  holiday,
  minimumGap,
  overlap,
  leftovers,
  blastRadius,
  quotas,
  preCheck,
  permissions,
  stopCondition,
];

/** Every refusal, in order. `agreed`: hash of the plan that must still be the plan. */
export async function checkGuardrails(
  plan: Plan,
  runId: string | undefined,
  ports: GuardrailPorts,
  agreed?: string,
  startedBy?: string,
): Promise<readonly Refusal[]> {
  const question = { plan, now: ports.clock.now(), runId, agreed, startedBy };
  const refusals: Refusal[] = [];
  for (const { check } of guardrails) {
    const refusal = await check(question, ports);
    if (refusal) refusals.push(refusal);
  }
  return refusals;
}
