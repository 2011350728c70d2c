/** A monkey's groups, as they are found in an account. */
import { fits } from '../platform/wildcard.ts';
import type { Resource, Resources, TargetQuery } from '../ports/resources.ts';
import { optInTag } from '../targets/opt-in-tag.ts';
import { place } from '../targets/places.ts';
import type { Group, GroupName } from './group.ts';
import type { Grouping } from './schema/groups.ts';
import type { MonkeyDefinition } from './schema/monkey.ts';

/** Tags that EKS sets on the nodes of a managed node group. */
const nodeTags = { group: 'eks:nodegroup-name', cluster: 'eks:cluster-name' } as const;

/**
 * Sorted by id, and each once: of a group that several entries of `groups` find, the first counts.
 * @throws what `resolve` throws
 */
export async function groupsOf(
  definition: MonkeyDefinition,
  resources: Pick<Resources, 'resolve'>,
): Promise<readonly Group[]> {
  const found = new Map<string, Group>();
  for (const [index, grouping] of definition.groups.entries())
    for (const account of grouping.where?.accounts ?? [undefined])
      for (const group of await groupsIn(grouping, index, account, resources))
        if (!found.has(group.id)) found.set(group.id, group);
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function groupsIn(
  grouping: Grouping,
  index: number,
  account: string | undefined,
  resources: Pick<Resources, 'resolve'>,
): Promise<readonly Group[]> {
  const { where = {} } = grouping;
  const asked = { ...(where.tags && { tags: where.tags }) };
  const found = (type: string, by: TargetQuery['where']) =>
    inEachRegion({ type, where: by }, account, where, resources);
  if (grouping.by === 'eks-nodegroup') {
    const nodegroups = await found('eks:nodegroup', asked);
    if (nodegroups.length === 0) return [];
    const instances = await found('ec2:instance', {});
    const nodes = Map.groupBy(instances, ({ tags, account: of, region }) =>
      [of, region, tags[nodeTags.cluster], tags[nodeTags.group]].join('/'),
    );
    return nodegroups
      .map((resource) => nodegroupOf(resource, index, nodes))
      .filter(({ name }) => isNamed(name, where.names));
  }
  const type = grouping.by === 'ecs-service' || grouping.by === 'tag' ? memberType(grouping) : 'ec2:instance';
  const members = await found(type, asked);
  const parts = Map.groupBy(members, (member) => nameOf(grouping, member)?.id);
  return [...parts].flatMap(([id, own]): readonly Group[] => {
    const name = id === undefined ? undefined : nameOf(grouping, own[0]!);
    if (!name || !isNamed(name.name, where.names)) return [];
    const tags = { ...where.tags, ...name.tags };
    return [{ ...name, type, tags, ...sharedBy(own), grouping: index, members: own }];
  });
}

/** Another Region is looked at only where it is named. */
async function inEachRegion(
  { type, where }: TargetQuery,
  account: string | undefined,
  { regions }: NonNullable<Grouping['where']>,
  resources: Pick<Resources, 'resolve'>,
): Promise<readonly Resource[]> {
  const asked = (regions ?? [undefined]).map((region) => ({ type, where: { ...where, ...place(account, region) } }));
  const found = (await Promise.all(asked.map((each) => resources.resolve(each)))).flat();
  return [...new Map(found.map((each) => [each.id, each])).values()].filter(
    ({ region }) => regions === undefined || regions.includes(region),
  );
}

const memberType = (grouping: Grouping): GroupName['type'] =>
  grouping.by === 'ecs-service'
    ? 'ecs:task'
    : grouping.by === 'tag'
      ? (grouping.type ?? 'ec2:instance')
      : 'ec2:instance';

const isNamed = (name: string, patterns: readonly string[] | undefined): boolean =>
  patterns === undefined || patterns.some((pattern) => fits(pattern, name));

type Named = Pick<GroupName, 'id' | 'by' | 'name' | 'account' | 'region' | 'cluster' | 'tags'>;

/** Which group a member is of; undefined for one that is of none. */
function nameOf(grouping: Grouping, { id, account, region, group, tags }: Resource): Named | undefined {
  const { by } = grouping;
  if (by === 'tag') {
    const values = grouping.keys.map((key) => tags[key]);
    if (values.some((value) => value === undefined)) return undefined;
    const name = values.join('-');
    const own = Object.fromEntries(grouping.keys.map((key, i) => [key, values[i]!]));
    const place = grouping.regionsAreIndependent === false ? {} : { region };
    const written = grouping.keys.map((key, i) => `${key}=${values[i]}`).join('/');
    return { id: `${by}/${account}/${place.region ?? '*'}/${written}`, by, name, account, ...place, tags: own };
  }
  if (group === undefined) return undefined;
  if (by === 'auto-scaling-group') {
    // A node group's own Auto Scaling group is its node group's business.
    if (tags[nodeTags.group] !== undefined) return undefined;
    return { id: `${by}/${account}/${region}/${group}`, by, name: group, account, region, tags: { [groupTag]: group } };
  }
  const cluster = clusterOf(id);
  const name = group.slice(group.lastIndexOf('/') + 1);
  return { id: `${by}/${account}/${region}/${cluster}/${name}`, by, name, account, region, cluster, tags: {} };
}

/** Set by Auto Scaling on each of its members. */
const groupTag = 'aws:autoscaling:groupName';

/** `arn:aws:ecs:eu-central-1:123456789012:task/shop/0123` → `shop` */
const clusterOf = (taskArn: string): string => taskArn.split('/').at(-2) ?? '';

function nodegroupOf(resource: Resource, grouping: number, nodes: ReadonlyMap<string, readonly Resource[]>): Group {
  const { id, account, region, tags } = resource;
  // arn:…:nodegroup/<cluster>/<name>/<uuid>
  const [cluster = '', name = resource.name] = id
    .slice(id.indexOf(':nodegroup/') + 11)
    .split('/')
    .slice(0, -1);
  const members = nodes.get([account, region, cluster, name].join('/')) ?? [];
  return {
    id: `eks-nodegroup/${account}/${region}/${cluster}/${name}`,
    by: 'eks-nodegroup',
    name,
    account,
    region,
    type: 'ec2:instance',
    cluster,
    resource: id,
    tags: {},
    ...sharedBy([resource]),
    grouping,
    members,
    optedIn: tags[optInTag] === 'true',
  };
}

/** Owner and service, where all members say the same. */
function sharedBy(members: readonly Resource[]): Pick<GroupName, 'owner' | 'service'> {
  const shared = (...keys: readonly string[]) => {
    const values = new Set(members.map(({ tags }) => keys.map((key) => tags[key]).find((value) => value)));
    return values.size === 1 ? [...values][0] : undefined;
  };
  const [owner, service] = [shared('resilience:owner'), shared('resilience:service', 'Service')];
  return { ...(owner !== undefined && { owner }), ...(service !== undefined && { service }) };
}
