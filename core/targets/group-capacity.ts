/** What would be left of the groups whose members are hit. */
import type { Resource, Resources } from '../ports/resources.ts';
import { counted, type Hit } from './blast-radius.ts';
import type { Caps } from './caps.ts';
import { groupKey } from './fleet.ts';

/** Set by Auto Scaling on each of its members: to ask by it spares a look at all instances of an account. */
const groupTag = 'aws:autoscaling:groupName';

/**
 * Why a group would keep too few, in one sentence; undefined when each keeps enough. Its
 * members are looked at anew: a target may match a part of them, those of one zone say.
 * @throws what `resolve` throws
 */
export async function depleted(
  { minHealthyPerGroup: least }: Caps,
  hits: readonly Hit[],
  resources: Pick<Resources, 'resolve'>,
): Promise<string | undefined> {
  if (least === 0) return undefined;
  const gone = counted(hits)
    .filter(({ weight }) => weight >= 1)
    .map(({ resource }) => resource);
  for (const [key, lost] of Map.groupBy(gone, groupKey)) {
    if (key === undefined) continue;
    const ids = new Set(lost.map(({ id }) => id));
    const members = await membersOf(lost[0]!, resources);
    const left = members.filter(({ id, healthy }) => healthy && !ids.has(id)).length;
    if (left < least)
      return `${left} healthy members would be left of ${lost[0]?.group}, below the floor of ${least} in each group`;
  }
  return undefined;
}

async function membersOf(one: Resource, resources: Pick<Resources, 'resolve'>): Promise<readonly Resource[]> {
  const { type, account, region, tags } = one;
  const named = tags[groupTag] === undefined ? {} : { tags: { [groupTag]: tags[groupTag] } };
  const found = await resources.resolve({ type, where: { account, region, ...named } });
  return found.filter((each) => groupKey(each) === groupKey(one));
}
