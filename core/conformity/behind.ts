/** Who stands behind whom. */
import { type Known, notKnown } from './known.ts';
import type { Surroundings } from './rule.ts';
import type { LoadBalancerThing, TargetGroupThing } from './things.ts';

/** Those that were read. Not known where the kind, or one of them, could not be. */
export function targetGroupsOf(
  ids: readonly string[],
  { all, unread }: Pick<Surroundings, 'all' | 'unread'>,
): Known<readonly TargetGroupThing[]> {
  const why = unread('target-group');
  if (why !== undefined) return notKnown(`target groups could not be read: ${why}`);
  const known = new Map(all('target-group').map((each) => [each.id, each]));
  const found = ids.flatMap((id) => known.get(id) ?? []);
  if (found.length < new Set(ids).size) return notKnown('one of its target groups was not found');
  return found;
}

/** Load balancers in front of target groups. */
export function balancersOf(
  targetGroups: readonly string[],
  surroundings: Pick<Surroundings, 'all' | 'unread'>,
): Known<readonly LoadBalancerThing[]> {
  const why = surroundings.unread('load-balancer');
  if (why !== undefined) return notKnown(`load balancers could not be read: ${why}`);
  const groups = targetGroupsOf(targetGroups, surroundings);
  if ('notKnown' in groups) return groups;
  const ids = new Set(groups.flatMap(({ loadBalancers }) => loadBalancers));
  return surroundings.all('load-balancer').filter(({ id }) => ids.has(id));
}
