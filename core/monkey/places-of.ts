/** Where a monkey's days are planned: in each account and Region that its groups name, each by itself. */
import type { Place } from '../ports/day-plans.ts';
import { distinctPlaces, placeKey } from '../targets/places.ts';
import type { Group } from './group.ts';
import type { Grouping } from './schema/groups.ts';
import type { MonkeyDefinition } from './schema/monkey.ts';

/** Each once, sorted; the platform's own where an entry of `groups` names none. */
export function placesOfMonkey({ groups }: Pick<MonkeyDefinition, 'groups'>, home: Place): readonly Place[] {
  const named = groups.flatMap(({ where = {} }) =>
    (where.accounts ?? [home.account]).flatMap((account) =>
      (where.regions ?? [home.region]).map((region) => ({ account, region })),
    ),
  );
  return (distinctPlaces(named) as readonly Place[]).toSorted((a, b) => (placeKey(a) < placeKey(b) ? -1 : 1));
}

/**
 * The same monkey, which looks at one place alone; a group over several Regions is one, and is
 * looked at whole, in the first of them. The place of an entry among `groups` stays: chances hang on it.
 */
export function onlyIn(monkey: MonkeyDefinition, place: Place, home: Place): MonkeyDefinition {
  const groups = monkey.groups.map((grouping) => {
    const regions = grouping.where?.regions ?? [home.region];
    const own = isOverRegions(grouping)
      ? regions[0] === place.region
        ? regions
        : []
      : regions.filter((each) => each === place.region);
    const accounts = (grouping.where?.accounts ?? [home.account]).filter((account) => account === place.account);
    return { ...grouping, where: { ...grouping.where, accounts: own.length > 0 ? accounts : [], regions: own } };
  });
  return { ...monkey, groups };
}

/** The place that a group is planned in, as a key. */
export function plannedIn({ groups }: Pick<MonkeyDefinition, 'groups'>, group: Group): string {
  const { account, region = groups[group.grouping]?.where?.regions?.[0] ?? group.members[0]?.region } = group;
  return placeKey({ account, ...(region !== undefined && { region }) });
}

const isOverRegions = (grouping: Grouping): boolean =>
  grouping.by === 'tag' && grouping.regionsAreIndependent === false;
