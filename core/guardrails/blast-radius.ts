import { fault } from '../faults/catalogue.ts';
import type { Plan } from '../plan/plan.ts';
import type { Resource } from '../ports/resources.ts';
import { allowedOf, capsOf } from '../targets/caps.ts';
import { overfullGroup } from '../targets/fleet.ts';
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
    const grouped = Number.isFinite(caps.maxPerGroup)
      ? resourcesOf(plan, [...direct, ...within.map(({ id }) => id)])
      : [];
    const full = overfullGroup(grouped, caps.maxPerGroup);
    if (full)
      return `${full.count} members of ${full.group} are above the cap of ${caps.maxPerGroup} in each group: narrow the targets`;
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

function resourcesOf({ targets }: Plan, ids: readonly string[]): readonly Resource[] {
  const known = new Map(
    targets.flatMap(({ matched, reached = [] }) => [...matched, ...reached]).map((each) => [each.id, each]),
  );
  return ids.map((id) => {
    const found = known.get(id);
    if (!found) throw new Error(`${id} is hit, and nobody has looked at it`);
    return found;
  });
}
