/** What exists in AWS, of the types that faults reach. */
import type { Clock } from '../../core/ports/clock.ts';
import type { Resources, Snapshot, TargetQuery } from '../../core/ports/resources.ts';
import { arnPattern } from './arn-pattern.ts';
import { lastOf } from './arns.ts';
import { families } from './families.ts';
import { late } from './late.ts';
import { lookingIn, type ResourceClients } from './looking.ts';
import { type Described, matches, type Narrowing, NotLookedAt, type ResourceFamily } from './resource-family.ts';
import { routingFamilies } from './routing/families.ts';
import type { Place } from './squall/own-fault.ts';

/** Uncertainty refuses: what cannot be looked at is not broken. */
export class UnknownResourceType extends Error {
  override readonly name = 'UnknownResourceType';
}

/** A family, known by its type before it is loaded. */
interface Known {
  readonly type: string;
  readonly arn: RegExp;
  load(): Promise<ResourceFamily>;
}

/** Their ARNs are those of other types, as which they are known. */
const alsoOfOthers: readonly string[] = ['ec2:spot-instance', 'arc:zonal-shift-managed-resource'];

const arnOf = (type: string): RegExp => (alsoOfOthers.includes(type) ? /(?!)/ : arnPattern(type));

const knownAs = (type: string, load: () => Promise<ResourceFamily>): Known => ({
  type,
  arn: arnOf(type),
  load: late(load),
});

/**
 * @param given clients instead of those of the place
 * @param region that the clients are of: the home Region
 * @param beside AWS's own: what else may be a target
 * @param place where clients are made that are not given, and what decides where requests go is looked at. Missing: none of that is
 */
export function awsResources(
  given: Partial<ResourceClients>,
  region: string,
  clock: Clock,
  beside: readonly ResourceFamily[] = [],
  place?: Place,
): Resources {
  const looking = lookingIn(region, given, place);
  const known: readonly Known[] = [
    ...Object.entries(families).map(([type, load]) => knownAs(type, () => load(looking))),
    ...(place ? Object.entries(routingFamilies).map(([type, load]) => knownAs(type, () => load(place, looking))) : []),
    ...beside.map((family) => ({ type: family.type, arn: family.arn, load: async () => family })),
  ];
  const read = async (type: string, narrowing: Narrowing): Promise<readonly Described[]> =>
    (await (await known.find((family) => family.type === type)?.load())?.describe(narrowing)) ?? [];

  /** For snapshots alone: to choose instances by, nobody asks for every target group. */
  async function withRegistrations(found: Map<string, Described>): Promise<void> {
    const own = [...found.values()].filter(({ resource }) => resource.type === 'ec2:instance');
    if (own.length === 0) return;
    const { registeredOf, stateOf } = await import('./registrations.ts');
    const registered = await registeredOf(looking, new Set(own.map(({ resource }) => resource.name)));
    const byInstance = Map.groupBy(registered, ({ instance }) => instance);
    for (const each of own) {
      const targets = byInstance.get(each.resource.name);
      if (targets) found.set(each.resource.id, { ...each, state: { ...each.state, targets: stateOf(targets) } });
    }
  }

  return {
    async resolve({ type, where }) {
      const family = await known.find((each) => each.type === type)?.load();
      if (!family)
        throw new UnknownResourceType(
          `resources of type ${type} cannot be looked at by this version: it knows ${known.map((each) => each.type).join(', ')}`,
        );
      refuseUnknown(family, where);
      const zone = where.zone === undefined ? {} : { zone: (await looking.zones.idOf(where.zone)) ?? where.zone };
      const named = where.ids?.map(lastOf) ?? where.names;
      const narrowing = {
        ...(where.tags && { tags: where.tags }),
        ...(named && { names: named }),
        ...(where.ids && { ids: where.ids }),
      };
      let found = (await read(type, narrowing)).filter(
        (each) => !isGone(each) && matches(each, { ...where, ...zone }, family.inZone),
      );
      for (const [parameter, value] of Object.entries(where.parameters ?? {}))
        found = [...((await family.parameters?.[parameter]?.(found, value)) ?? found)];
      return found.map(({ resource }) => resource).sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    async snapshot(ids) {
      const at = clock.now();
      const typed = ids.map((id) => ({ id, type: known.find(({ arn }) => arn.test(id))?.type }));
      const found = new Map<string, Described>();
      for (const { type } of known) {
        const own = [...new Set(typed.flatMap((each) => (each.type === type ? each.id : [])))];
        if (own.length === 0) continue;
        const names = [...new Set(own.map(lastOf))];
        for (const each of await read(type, { names, ids: own })) found.set(each.resource.id, each);
      }
      await withRegistrations(found);
      return typed.map(({ id, type = 'unknown' }): Snapshot => {
        const there = found.get(id);
        if (!there) return { id, type, at, exists: false, state: {} };
        const { group } = there.resource;
        return { id, type, at, exists: true, ...(group !== undefined && { group }), state: there.state };
      });
    },
    async zones() {
      const inhabitants = [...(await read('ec2:instance', {})), ...(await read('rds:db', {}))];
      const held = inhabitants.filter((each) => !isGone(each)).flatMap(({ resource }) => resource.zone ?? []);
      return [...new Set(held)].sort();
    },
  };
}

/** What the family cannot tell its resources apart by would be passed over, and the wrong ones hit. */
function refuseUnknown({ type, filters, parameters = {} }: ResourceFamily, where: TargetQuery['where']): void {
  const [path] = Object.keys(where.filters ?? {});
  if (path !== undefined && filters === false)
    throw new NotLookedAt(`resources of type ${type} are known by their tags alone, and not by the filter ${path}`);
  const parameter = Object.keys(where.parameters ?? {}).find((each) => parameters[each] === undefined);
  if (parameter !== undefined)
    throw new NotLookedAt(`resources of type ${type} cannot be found by the parameter ${parameter}`);
}

/** EC2 shows a terminated instance for about an hour. */
const isGone = ({ state }: Described): boolean => state.state === 'terminated' || state.state === 'shutting-down';
