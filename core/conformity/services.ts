/** Services, as the tags of what they are made of tell them. */
import type { Estate } from '../ports/inventory.ts';
import { isKnown } from './known.ts';
import { ownerOf } from './owner.ts';
import type { Limits } from './settings.ts';
import type { ServiceThing, Thing } from './things.ts';

/**
 * One for each value of a service tag, sorted by name. Alarms alone make no service: what
 * they would watch is not there. The owner is the one whom most of the members name.
 */
export function servicesOf({ things }: Pick<Estate, 'things'>, limits: Limits): readonly ServiceThing[] {
  const byName = new Map<string, Thing[]>();
  for (const thing of things) {
    const { tags, kind } = thing;
    if (!isKnown(tags) || kind === 'alarm') continue;
    const name = limits.serviceTags.map((tag) => tags[tag]).find((value) => value !== undefined && value !== '');
    if (name === undefined) continue;
    const home = `${thing.account}/${thing.region}/${name}`;
    byName.set(home, [...(byName.get(home) ?? []), thing]);
  }
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, members]) => {
      const { account, region } = members[0]!;
      const owner = commonest(members.flatMap((member) => ownerOf(member, limits) ?? []));
      const name = id.slice(id.lastIndexOf('/') + 1);
      const tags = owner === undefined ? {} : { [limits.ownerTags[0] ?? 'resilience:owner']: owner };
      return { kind: 'service', id: `service/${id}`, name, account, region, tags, members };
    });
}

/** Ties go to the first by name. */
function commonest(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}
