/**
 * The fleet that a target belongs to, which percentages are of: the resources of the same
 * type, account and Region that carry the same `resilience:service` tag, or where that is
 * missing the same `Service` tag. A resource with neither is judged among what its own
 * target matched, under the experiment's service.
 */
import type { Resource, Resources } from '../ports/resources.ts';
import { place } from './places.ts';

export interface Fleet {
  readonly service: string;
  readonly type: string;
  /** Healthy members, sorted by id. */
  readonly healthy: readonly Resource[];
}

const serviceTags = ['resilience:service', 'Service'] as const;

const tagOf = (resource: Resource): readonly [string, string] | undefined => {
  const name = serviceTags.find((tag) => resource.tags[tag] !== undefined);
  return name && [name, resource.tags[name] ?? ''];
};

/** The service that a resource says it serves. */
export const serviceOf = (resource: Resource, otherwise: string): string => tagOf(resource)?.[1] ?? otherwise;

export const fleetKey = (resource: Resource, otherwise: string): string =>
  [resource.account, resource.region, resource.type, serviceOf(resource, otherwise)].join('/');

/** The Auto Scaling group or cluster that a resource is a member of; undefined for one that stands alone. */
export const groupKey = ({ account, region, type, group }: Resource): string | undefined =>
  group === undefined ? undefined : [account, region, type, group].join('/');

/** A group of which more are hit than its cap allows, with how many: undefined when there is none. */
export function overfullGroup(
  resources: readonly Resource[],
  most: number,
): { readonly group: string; readonly count: number } | undefined {
  if (!Number.isFinite(most)) return undefined;
  const byGroup = Map.groupBy(resources, groupKey);
  for (const [key, members] of byGroup) {
    const count = new Set(members.map(({ id }) => id)).size;
    if (key !== undefined && count > most) return { group: members[0]?.group ?? '', count };
  }
  return undefined;
}

/** One fleet for each key that the chosen resources have, by key. `matched`: all that the targets matched. */
export async function fleetsOf(
  chosen: readonly Resource[],
  matched: readonly Resource[],
  service: string,
  resources: Pick<Resources, 'resolve'>,
): Promise<ReadonlyMap<string, Fleet>> {
  const fleets = new Map<string, Fleet>();
  for (const resource of chosen) {
    const key = fleetKey(resource, service);
    if (fleets.has(key)) continue;
    const tag = tagOf(resource);
    const candidates = tag
      ? await resources.resolve({
          type: resource.type,
          where: { ...place(resource.account, resource.region), tags: { [tag[0]]: tag[1] } },
        })
      : matched;
    const members = new Map(
      candidates.filter((each) => fleetKey(each, service) === key).map((each) => [each.id, each]),
    );
    const healthy = [...members.values()].filter((member) => member.healthy).sort((a, b) => (a.id < b.id ? -1 : 1));
    fleets.set(key, { service: serviceOf(resource, service), type: resource.type, healthy });
  }
  return fleets;
}
