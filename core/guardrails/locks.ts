/** What a run holds while it injects and recovers, so that no two meet. */
import type { Plan } from '../plan/plan.ts';
import type { Resource } from '../ports/resources.ts';
import type { Lock } from '../ports/runs.ts';
import { serviceOf } from '../targets/fleet.ts';

/** Keys of one transaction: DynamoDB takes a hundred items, and the run record is among them. */
const mostLocks = 90;

const typeKey = ({ account, region, type }: Resource): string => `type/${account}/${region}/${type}`;

/**
 * Targets, and what stands in them, exclusively; the types, zones, services and Regions that they lie in shared, so
 * that a run on a whole scope, which takes that scope exclusively, meets every run within
 * it. Above ninety keys the targets give way to their type in account and Region. Sorted.
 */
export function locksOf(plan: Plan): readonly Lock[] {
  const resources = plan.targets.flatMap(({ matched, chosen, reached = [] }) => {
    const hit = new Set(chosen);
    return [...matched.filter(({ id }) => hit.has(id)), ...reached];
  });
  const { scope = 'targets' } = plan.definition.blastRadius;
  const enclosing = new Map<string, Lock['mode']>();
  const take = (key: string, exclusive: boolean) =>
    enclosing.set(key, exclusive || enclosing.get(key) === 'exclusive' ? 'exclusive' : 'shared');
  take(`service/${plan.definition.metadata.service}`, scope === 'service');
  for (const resource of resources) {
    const { account, region, zone } = resource;
    take(typeKey(resource), false);
    take(`region/${account}/${region}`, scope === 'region');
    take(`service/${serviceOf(resource, plan.definition.metadata.service)}`, scope === 'service');
    if (zone !== undefined) take(`zone/${account}/${region}/${zone}`, scope === 'zone');
  }
  const targets = [...new Set(resources.map(({ id }) => `target/${id}`))];
  if (enclosing.size + targets.length > mostLocks) {
    for (const resource of resources) take(typeKey(resource), true);
    targets.length = 0;
  }
  return [
    ...[...enclosing].map(([key, mode]) => ({ key, mode })),
    ...targets.map((key) => ({ key, mode: 'exclusive' as const })),
  ].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The first lock that both ask for and one of them exclusively. */
export function conflict(mine: readonly Lock[], others: readonly Lock[]): Lock | undefined {
  const held = new Map(others.map(({ key, mode }) => [key, mode]));
  return mine.find(({ key, mode }) => {
    const other = held.get(key);
    return other !== undefined && (mode === 'exclusive' || other === 'exclusive');
  });
}
