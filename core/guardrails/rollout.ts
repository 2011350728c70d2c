import type { Plan } from '../plan/plan.ts';
import { allowedAtMost } from '../rollout/caps.ts';
import { named, obstacle, type RolloutMemory } from '../rollout/memory.ts';
import type { PlannedStage } from '../rollout/planned-stage.ts';
import { recall } from '../rollout/recall.ts';
import { stagesOf } from '../rollout/stage.ts';
import { guardrail, type Rule } from './guardrail.ts';

/** A stage is refused until the one before it held with the same definition; and no stage reaches further than the experiment. */
export const rule: Rule<RolloutMemory> = {
  rule: 'rollout',
  gather: ({ plan }, ports) => recall(plan.definition, plan.definitionHash, ports),
  decide({ plan, now }, memory) {
    const { definition, rollout } = plan;
    if (!definition.rollout) return undefined;
    const { environment } = definition;
    const stages = stagesOf(definition);
    if (!rollout) {
      const known = [...new Set(stages.map((stage) => stage.environment))].join(', ');
      return `${environment} is no stage of its rollout (${known}): add it there, or run it in one of those`;
    }
    return obstacle(rollout, stages, { ...memory, now }, environment) ?? wider(plan, rollout);
  },
};

/** A canary takes one of a fleet, however small: also of one that the experiment's own cap leaves whole. */
function wider({ shares }: Plan, rollout: PlannedStage): string | undefined {
  const share = shares.find(({ affected, healthy }) => affected > allowedAtMost(rollout.within, healthy));
  return (
    share &&
    `${named(rollout)} would hit ${share.affected} of ${share.healthy} of ${share.service}'s ${share.type}, more than the experiment's own blast radius allows: raise that, or take a larger fleet`
  );
}

export const rollout = guardrail(rule);
