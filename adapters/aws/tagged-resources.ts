/** Resources that have no family of their own here: found through the resource groups tagging API. */
import { paginateGetResources, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { arnPattern } from './arn-pattern.ts';
import { homeOf, lastOf } from './arns.ts';
import type { Looking } from './looking.ts';
import { type Described, type Narrowing, type ResourceFamily, tagsOf } from './resource-family.ts';

/** What the service itself says of resources, by ARN. One that is missing does not exist any more. */
export type Details = ReadonlyMap<string, Partial<Pick<Described, 'state' | 'raw'>> & Detail>;

interface Detail {
  /** By id. */
  readonly zone?: string;
  readonly healthy?: boolean;
}

export interface TaggedOptions {
  /** How the tagging API calls it: a service, or a service and a type. */
  readonly asked: string;
  /** Missing: what is there counts as healthy, has no zone, and cannot be filtered. */
  readonly detail?: (arns: readonly string[]) => Promise<Details>;
}

/**
 * The tagging API knows what carries a tag, or did once. An experiment reaches only what has
 * opted in, by a tag, so that nothing which may be hit is missed. Its answers lag a few
 * seconds behind a change.
 * @param type of the catalogue
 */
export function taggedResources(looking: Looking, type: string, { asked, detail }: TaggedOptions): ResourceFamily {
  const arn = arnPattern(type);
  const client = looking.client('tagging', ResourceGroupsTaggingAPIClient);
  return {
    type,
    arn,
    ...(!detail && { filters: false }),
    async describe({ tags, names }) {
      const wanted = names && new Set(names);
      const carried = [...(await tagged(client, asked, tags))].filter(
        ([id]) => arn.test(id) && (wanted?.has(lastOf(id)) ?? true),
      );
      if (!detail || carried.length === 0) return carried.map(([id, own]) => described(type, id, own, {}));
      const known = await detail(carried.map(([id]) => id));
      return carried.flatMap(([id, own]) => {
        const each = known.get(id);
        return each ? [described(type, id, own, each)] : [];
      });
    },
  };
}

const described = (
  type: string,
  id: string,
  tags: Described['resource']['tags'],
  { zone, healthy = true, state = {}, raw = {} }: Details extends ReadonlyMap<string, infer Each> ? Each : never,
): Described => ({
  resource: { id, type, name: lastOf(id), ...homeOf(id), ...(zone !== undefined && { zone }), tags, healthy },
  state,
  raw,
});

/** ARN to tags, of what carries all of those that are asked for. @param type as the tagging API calls it */
export async function tagged(
  client: ResourceGroupsTaggingAPIClient,
  type: string,
  tags: Narrowing['tags'] = {},
): Promise<ReadonlyMap<string, Described['resource']['tags']>> {
  const found = new Map<string, Described['resource']['tags']>();
  const asked = {
    ResourceTypeFilters: [type],
    TagFilters: Object.entries(tags).map(([Key, value]) => ({ Key, Values: [value] })),
  };
  for await (const { ResourceTagMappingList = [] } of paginateGetResources({ client }, asked))
    for (const { ResourceARN, Tags } of ResourceTagMappingList) if (ResourceARN) found.set(ResourceARN, tagsOf(Tags));
  return found;
}
