/** What exists in the simulated cloud, as Describe calls and resource tags would tell. */
import type { Resource, Resources, Snapshot, TargetQuery } from '../../core/ports/resources.ts';
import { type Place, placesAsked } from '../../core/targets/places.ts';
import { inventoryTypes } from '../../core/world/schema.ts';
import type { CloudResource, SimulatedCloud } from '../../simulator/cloud.ts';
import { filterOn } from './resource-filters.ts';
import { parametersOn } from './target-parameters.ts';

export class UnknownResourceType extends Error {
  override readonly name = 'UnknownResourceType';
}

/** FIS resource types that a world can hold, with how their ARNs tell them apart. */
const types: readonly { readonly type: string; readonly arn: RegExp }[] = [
  { type: 'ec2:instance', arn: /^arn:[^:]*:ec2:[^:]*:[^:]*:instance\// },
  { type: 'ec2:security-group', arn: /^arn:[^:]*:ec2:[^:]*:[^:]*:security-group\// },
  { type: 'ec2:subnet', arn: /^arn:[^:]*:ec2:[^:]*:[^:]*:subnet\// },
  { type: 'ec2:autoscaling-group', arn: /^arn:[^:]*:autoscaling:/ },
  { type: 'ecs:service', arn: /^arn:[^:]*:ecs:[^:]*:[^:]*:service\// },
  { type: 'ecs:task', arn: /^arn:[^:]*:ecs:[^:]*:[^:]*:task\// },
  { type: 'eks:deployment', arn: /^arn:[^:]*:eks:[^:]*:[^:]*:deployment\// },
  { type: 'eks:pod', arn: /^arn:[^:]*:eks:[^:]*:[^:]*:pod\// },
  { type: 'eks:nodegroup', arn: /^arn:[^:]*:eks:[^:]*:[^:]*:nodegroup\// },
  { type: 's3:bucket', arn: /^arn:[^:]*:s3:::/ },
  { type: 'dynamodb:global-table', arn: /^arn:[^:]*:dynamodb:/ },
  { type: 'rds:cluster', arn: /^arn:[^:]*:rds:[^:]*:[^:]*:cluster:/ },
  { type: 'rds:db', arn: /^arn:[^:]*:rds:[^:]*:[^:]*:db:/ },
  { type: 'elasticache:replicationgroup', arn: /^arn:[^:]*:elasticache:/ },
  { type: 'lambda:function', arn: /^arn:[^:]*:lambda:/ },
  { type: 'toxiproxy:proxy', arn: /^https?:\/\/[^/]+\/proxies\// },
  { type: 'elasticloadbalancing:loadbalancer', arn: /^arn:[^:]*:elasticloadbalancing:/ },
  { type: 'route53:record-set', arn: /^arn:[^:]*:route53:[^:]*:[^:]*:hostedzone\/[^/]+\/recordset\// },
  { type: 'route53:health-check', arn: /^arn:[^:]*:route53:[^:]*:[^:]*:healthcheck\// },
  { type: 'route53-recovery-control:routing-control', arn: /^arn:[^:]*:route53-recovery-control:/ },
  { type: 'globalaccelerator:endpoint-group', arn: /^arn:[^:]*:globalaccelerator:/ },
  { type: 'arc:managed-resource', arn: /^arn:[^:]*:arc-zonal-shift:/ },
];

export function simulatedResources(cloud: SimulatedCloud): Resources {
  return {
    async resolve(query) {
      const known = [...new Set<string>([...types.map(({ type }) => type), ...inventoryTypes])].sort();
      if (!known.includes(query.type))
        throw new UnknownResourceType(
          `the simulator does not model resources of type ${query.type}: it knows ${known.join(', ')}`,
        );
      const parameters = parametersOn(query.type, query.where.parameters ?? {});
      const filters = Object.entries(query.where.filters ?? {}).map(
        ([path, allowed]) => ({ read: filterOn(query.type, path), allowed }) as const,
      );
      const all = cloud.resources();
      const home = { account: cloud.model.account, region: cloud.model.regions[0]!.id };
      const subnets = new Map(all.flatMap(({ type, zone, id }) => (type === 'ec2:subnet' && zone ? [[zone, id]] : [])));
      return all
        .filter(({ type, alsoType }) => type === query.type || alsoType === query.type)
        .map((resource) => ({ ...resource, type: query.type }))
        .filter(
          (resource) => isAsked(resource, query.where, home) && matches(resource, query.where) && parameters(resource),
        )
        .filter((resource) => filters.every(({ read, allowed }) => allowed.includes(read(resource) ?? '')))
        .map((resource) => described(inZone(resource, query.where.zone), subnets));
    },
    async snapshot(ids) {
      const present = new Map(cloud.resources().map((resource) => [resource.id, resource]));
      return ids.map((id) => snapshotOf(id, present.get(id), cloud.now));
    },
    async zones({ account = cloud.model.account, region = cloud.model.regions[0]?.id } = {}) {
      if (account !== cloud.model.account) return [];
      const zones = cloud.model.regions.find(({ id }) => id === region)?.zones ?? [];
      // A subnet is in each zone whether or not anything runs there.
      const inhabited = new Set(cloud.resources().flatMap(({ type, zone }) => (type === 'ec2:subnet' ? [] : [zone])));
      return zones.filter((zone) => inhabited.has(zone)).sort();
    },
  };
}

/** As in AWS, another Region is never reached into unnamed: the first of a world stands for the platform's own. What is global has none. */
const isAsked = ({ id, account, region }: CloudResource, where: TargetQuery['where'], home: Required<Place>): boolean =>
  where.ids?.includes(id) ||
  placesAsked(where).some(
    (asked) =>
      (asked.account ?? home.account) === account && (region === '' || (asked.region ?? home.region) === region),
  );

/** Tags must all match; of ids and names, one. */
function matches(resource: CloudResource, where: TargetQuery['where']): boolean {
  const { tags = {}, ids, names, zone, region, account } = where;
  return (
    Object.entries(tags).every(([key, value]) => resource.tags[key] === value) &&
    (ids === undefined || ids.includes(resource.id) || ids.includes(resource.name)) &&
    (names === undefined || names.includes(resource.name)) &&
    (zone === undefined || resource.zone === zone || resource.zones?.includes(zone) === true) &&
    (region === undefined || resource.region === region || resource.region === '') &&
    (account === undefined || resource.account === account)
  );
}

/** What stands in several zones is asked for as what stands in the one. */
const inZone = (resource: CloudResource, zone: string | undefined): CloudResource =>
  zone !== undefined && resource.zones?.includes(zone) ? { ...resource, zone } : resource;

/** A zone of the simulator has one subnet: whatever is in a zone stands in it. */
function described(
  { state: _, alsoType: __, attachedTo: ___, lifecycle: ____, zones: _____, ...resource }: CloudResource,
  subnets: ReadonlyMap<string, string>,
): Resource {
  const subnet = resource.type === 'ec2:subnet' ? undefined : subnets.get(resource.zone ?? '');
  return { ...resource, ...(subnet !== undefined && { subnet }) };
}

function snapshotOf(id: string, resource: CloudResource | undefined, at: number): Snapshot {
  if (!resource) {
    const type = types.find(({ arn }) => arn.test(id))?.type ?? 'unknown';
    return { id, type, at, exists: false, state: {} };
  }
  const { type, group, state } = resource;
  return { id, type, at, exists: true, ...(group !== undefined && { group }), state };
}
