/** Whether a plan can be rehearsed: each of its waves is shown to the simulated cloud, and nothing is started. */
import { type Refusal, refuse } from '../../core/history/refusal.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { alarmNamed } from '../../core/world/alarm-names.ts';
import type { World } from '../../core/world/schema.ts';
import type { SimulatedCloud } from '../../simulator/cloud.ts';

/** Undefined: it can. Otherwise the first thing that the simulator does not model, by name. */
export function notSimulatedIn(
  plan: Plan,
  { regions, metadata, account }: Pick<World, 'regions' | 'metadata' | 'account'>,
  cloud: Pick<SimulatedCloud, 'refusalOf'>,
): Refusal | undefined {
  if (plan.definition.blastRadius.scope === 'region' && regions.length === 1)
    return refuse(
      'simulator',
      `the simulator does not model the loss of a Region in the world ${metadata.name}, which has no other that could take over; it can be planned and exported`,
    );
  const { stopAlarms: named = [] } = plan.definition.guardrails;
  const stopAlarms = named.map((alarm) => alarmNamed({ account, regions }, alarm));
  for (const { id, action, parameters, targets, targetParameters } of plan.steps) {
    const why = cloud.refusalOf({
      actions: [{ name: id, actionId: action, parameters, targets, ...(targetParameters && { targetParameters }) }],
      stopAlarms,
    });
    if (why !== undefined) return refuse('simulator', `${why} (step ${id}); it can be planned and exported`);
  }
  return undefined;
}
