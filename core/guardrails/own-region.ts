import type { Stage } from '../ports/ports.ts';
import { guardrail, type Rule } from './guardrail.ts';

type Home = Pick<Stage, 'platform' | 'region'>;

/**
 * Recovery shares nothing with what it repairs: a Region is not lost from within. Asked of drills
 * that evacuate a Region, and of runs that take a whole one; a laptop stands in none.
 */
export const rule: Rule<Home> = {
  rule: 'own-region',
  gather: async (_question, { stage }) => stage,
  decide({ plan }, { platform, region }) {
    const { blastRadius, guardrails, drill } = plan.definition;
    const evacuated = drill && 'region' in drill.evacuate ? drill.evacuate.region : undefined;
    const takesRegion = blastRadius.scope === 'region' || evacuated !== undefined;
    if (!takesRegion || platform === 'simulated') return undefined;
    if (guardrails.unsafe?.ownRegion !== undefined) return undefined;
    if (region === undefined) return 'nobody knows in which Region the platform itself stands: deploy it again';
    if (evacuated === region)
      return `the platform itself stands in ${region}, the Region that the drill evacuates: run it from a platform in another Region, or say guardrails.unsafe.ownRegion and why its functions are not touched`;
    // What is moved to is not lost: of a drill the Region says it, and targets may be in both.
    if (evacuated !== undefined) return undefined;
    const lost = plan.targets.flatMap(({ matched, chosen, reached = [] }) => [
      ...matched.filter(({ id }) => chosen.includes(id)),
      ...reached,
    ]);
    if (!lost.some((resource) => resource.region === region)) return undefined;
    return `the platform itself stands in ${region}, the Region under test: run it from a platform in another Region, or say guardrails.unsafe.ownRegion and why its functions are not touched`;
  },
};

export const ownRegion = guardrail(rule);
