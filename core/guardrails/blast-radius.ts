import { fault } from '../faults/catalogue.ts';
import { allowedOf, capsOf } from '../targets/caps.ts';
import { guardrail, noFacts, type Rule } from './guardrail.ts';

/** The plan's own shares against the caps once more: nothing is injected on the word of the planner alone. */
export const rule: Rule<undefined> = {
  rule: 'blast-radius',
  gather: noFacts,
  decide({ plan }) {
    const caps = capsOf(plan.definition.blastRadius);
    const counts = (action: string) => fault(action)?.reach.counts;
    const hit = plan.steps.filter(({ action }) => counts(action) !== 'nothing' && counts(action) !== 'residents');
    const within = plan.targets.flatMap(({ reached = [] }) => reached.filter(({ healthy }) => healthy));
    const direct = hit.flatMap(({ targets }) => Object.values(targets).flat());
    const count = new Set([...direct, ...within.map(({ id }) => id)]).size;
    if (count > caps.maxTargets) return `${count} targets are above the cap of ${caps.maxTargets}: narrow them`;
    for (const share of plan.shares) {
      const name = `${share.service}'s ${share.type}`;
      if (share.affected > allowedOf(caps, share.healthy))
        return `${Math.round(share.percent * 10) / 10} % of ${name} are above the cap of ${caps.maxPercent} %: narrow the targets`;
      for (const [zone, { before, during }] of Object.entries(share.zones)) {
        // Only a scoped run may lose a zone, and only one that it hits.
        const declaredLost = caps.scope !== 'targets' && during < before;
        if (before > 0 && !declaredLost && during < caps.minHealthyPerZone)
          return `${during} healthy ${name} would be left in ${zone}, below the floor of ${caps.minHealthyPerZone}: narrow the targets`;
      }
    }
    return undefined;
  },
};

export const blastRadius = guardrail(rule);
