/** What a run holds while it injects and recovers, so that no two meet. */
import type { Plan } from '../plan/plan.ts';
import type { Resource } from '../ports/resources.ts';
import type { Lock } from '../ports/runs.ts';
import { serviceOf } from '../targets/fleet.ts';

/** Keys of one transaction: DynamoDB takes a hundred items, and the run record is among them. */
const mostLocks = 90;

const typeKey = ({ account, region, type }: Resource): string => `type/${account}/${region}/${type}`;

/** Key of the scope, by the name that a blast radius gives it. */
function scopesAround(resource: Resource, service: string): readonly (readonly [scope: string, key: string])[] {
  const { account, region, zone } = resource;
  return [
    ['type', typeKey(resource)],
    ['region', `region/${account}/${region}`],
    ['service', `service/${serviceOf(resource, service)}`],
    ...(zone === undefined ? [] : ([['zone', `zone/${account}/${region}/${zone}`]] as const)),
  ];
}

const hitBy = ({ targets }: Pick<Plan, 'targets'>): readonly Resource[] =>
  targets.flatMap(({ matched, chosen, reached = [] }) => {
    const hit = new Set(chosen);
    return [...matched.filter(({ id }) => hit.has(id)), ...reached];
  });

/**
 * Targets, and what stands in them, exclusively; the types, zones, services and Regions that they lie in shared, so
 * that a run on a whole scope, which takes that scope exclusively, meets every run within
 * it. Above ninety keys the targets give way to their type in account and Region. Sorted.
 */
export function locksOf(plan: Plan): readonly Lock[] {
  const resources = hitBy(plan);
  const { scope = 'targets' } = plan.definition.blastRadius;
  const enclosing = new Map<string, Lock['mode']>();
  const take = (key: string, exclusive: boolean) =>
    enclosing.set(key, exclusive || enclosing.get(key) === 'exclusive' ? 'exclusive' : 'shared');
  const { service } = plan.definition.metadata;
  take(`service/${service}`, scope === 'service');
  for (const resource of resources)
    for (const [around, key] of scopesAround(resource, service)) take(key, around === scope);
  for (const key of lossesOf(resources, scope)) take(key, true);
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

/**
 * One zone of a Region is lost at a time, and one Region: whoever carries on without the one must
 * not lose the next to a run of somebody else's.
 */
const lossesOf = (resources: readonly Resource[], scope: string): readonly string[] =>
  scope === 'zone'
    ? [...new Set(resources.map(({ region }) => `loss/zone/${region}`))]
    : scope === 'region'
      ? ['loss/region']
      : [];

/** As `locksOf` would lock these alone, and no scope exclusively. */
export function locksOn(resources: readonly Resource[], service: string): readonly Lock[] {
  const around = new Set(resources.flatMap((resource) => scopesAround(resource, service).map(([, key]) => key)));
  return [
    ...[...around].map((key) => ({ key, mode: 'shared' as const })),
    ...[...new Set(resources.map(({ id }) => `target/${id}`))].map((key) => ({ key, mode: 'exclusive' as const })),
  ];
}

/** A group whose members are hit. No run locks it: two may each take members of their own. */
export const groupKey = (account: string, region: string, name: string): string => `group/${account}/${region}/${name}`;

/** The groups whose members a plan hits, shared. */
export const groupsHit = (plan: Pick<Plan, 'targets'>): readonly Lock[] =>
  [
    ...new Set(
      hitBy(plan).flatMap(({ account, region, group }) =>
        group === undefined ? [] : groupKey(account, region, group),
      ),
    ),
  ].map((key) => ({ key, mode: 'shared' }));

/** The first lock that both ask for and one of them exclusively. */
export function conflict(mine: readonly Lock[], others: readonly Lock[]): Lock | undefined {
  const held = new Map(others.map(({ key, mode }) => [key, mode]));
  return mine.find(({ key, mode }) => {
    const other = held.get(key);
    return other !== undefined && (mode === 'exclusive' || other === 'exclusive');
  });
}
