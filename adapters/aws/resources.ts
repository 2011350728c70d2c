/** What exists in AWS, of the types that faults reach. */
import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { EKSClient } from '@aws-sdk/client-eks';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Clock } from '../../core/ports/clock.ts';
import type { Resources, Snapshot, TargetQuery } from '../../core/ports/resources.ts';
import { lastOf } from './arns.ts';
import { awsAutoScaling } from './auto-scaling.ts';
import { awsInstances } from './ec2-instances.ts';
import { awsSubnets } from './ec2-subnets.ts';
import { awsTransitGateways, awsVolumes } from './ec2-tagged.ts';
import { ecsClusters, ecsServices } from './ecs.ts';
import { ecsTasks } from './ecs-tasks.ts';
import { eksClusters, eksNodegroups, eksPods } from './eks.ts';
import { replicationGroups } from './elasticache.ts';
import { iamRoles } from './iam-roles.ts';
import { lambdaFunctions } from './lambda-functions.ts';
import { awsTargetHealth, loadBalancers } from './load-balancers.ts';
import { rdsClusters, rdsInstances } from './rds.ts';
import { registrationsOf, stateOf } from './registrations.ts';
import { type Described, matches, type Narrowing, NotLookedAt, type ResourceFamily } from './resource-family.ts';
import { routingFamilies } from './routing/families.ts';
import { securityGroups } from './security-groups.ts';
import { spotInstances } from './spot-instances.ts';
import type { Place } from './squall/own-fault.ts';
import { taggedResources } from './tagged-resources.ts';
import { awsVpcEndpoints } from './vpc-endpoints.ts';
import { zonalShiftResources } from './zonal-shift.ts';
import { awsZones } from './zones.ts';

/** Uncertainty refuses: what cannot be looked at is not broken. */
export class UnknownResourceType extends Error {
  override readonly name = 'UnknownResourceType';
}

export interface ResourceClients {
  readonly ec2: EC2Client;
  readonly ecs: ECSClient;
  readonly eks: EKSClient;
  readonly iam: IAMClient;
  readonly autoScaling: AutoScalingClient;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly rds: RDSClient;
  readonly elastiCache: ElastiCacheClient;
  readonly lambda: LambdaClient;
  readonly tagging: ResourceGroupsTaggingAPIClient;
}

/**
 * @param region that the clients are of: the home Region
 * @param beside AWS's own: what else may be a target
 * @param place of the clients: for what decides where requests go. Missing: none of that is looked at
 */
export function awsResources(
  clients: ResourceClients,
  region: string,
  clock: Clock,
  beside: readonly ResourceFamily[] = [],
  place?: Place,
): Resources {
  const zones = awsZones(clients.ec2);
  const groups = awsAutoScaling(clients.autoScaling, awsTargetHealth(clients.loadBalancing));
  const instances = awsInstances(clients.ec2, region, groups, zones);
  const balancers = loadBalancers(clients.loadBalancing, zones);
  const clusters = eksClusters(clients.eks);
  const families: readonly ResourceFamily[] = [
    instances,
    spotInstances(instances),
    awsSubnets(clients.ec2, region),
    securityGroups(clients.ec2, region),
    awsVolumes(clients.ec2, clients.tagging, zones),
    awsVpcEndpoints(clients.ec2, region),
    awsTransitGateways(clients.ec2, clients.tagging),
    groups,
    rdsClusters(clients.rds, zones),
    rdsInstances(clients.rds, zones),
    lambdaFunctions(clients.lambda, clients.tagging),
    balancers,
    replicationGroups(clients.elastiCache, zones),
    ecsClusters(clients.ecs),
    ecsServices(clients.ecs),
    ecsTasks(clients.ecs, zones),
    clusters,
    eksNodegroups(clients.eks),
    eksPods,
    zonalShiftResources([groups, balancers, clusters]),
    iamRoles(clients.iam),
    ...(place ? routingFamilies(place, [groups, balancers, clusters]) : []),
    ...beside,
    ...Object.entries(foundByTagAlone).map(([type, asked]) => taggedResources(clients.tagging, type, { asked })),
  ];
  const read = async (type: string, narrowing: Narrowing): Promise<readonly Described[]> =>
    (await families.find((family) => family.type === type)?.describe(narrowing)) ?? [];

  /** For snapshots alone: to choose instances by, nobody asks for every target group. */
  async function withRegistrations(found: Map<string, Described>): Promise<void> {
    const own = [...found.values()].filter(({ resource }) => resource.type === 'ec2:instance');
    const registered = await registrationsOf(clients.loadBalancing, new Set(own.map(({ resource }) => resource.name)));
    const byInstance = Map.groupBy(registered, ({ instance }) => instance);
    for (const each of own) {
      const targets = byInstance.get(each.resource.name);
      if (targets) found.set(each.resource.id, { ...each, state: { ...each.state, targets: stateOf(targets) } });
    }
  }

  return {
    async resolve({ type, where }) {
      const family = families.find((each) => each.type === type);
      if (!family)
        throw new UnknownResourceType(
          `resources of type ${type} cannot be looked at by this version: it knows ${families.map((each) => each.type).join(', ')}`,
        );
      refuseUnknown(family, where);
      const zone = where.zone === undefined ? {} : { zone: (await zones.idOf(where.zone)) ?? where.zone };
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
      const typed = ids.map((id) => ({ id, type: families.find(({ arn }) => arn.test(id))?.type }));
      const found = new Map<string, Described>();
      for (const { type } of families) {
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

/** Types that the tagging API alone is asked about, and how it calls them. A service stands for all of its types. */
const foundByTagAlone: Readonly<Record<string, string>> = {
  'directconnect:virtual-interface': 'directconnect',
  'dsql:cluster': 'dsql',
  'dynamodb:global-table': 'dynamodb:table',
  'kinesis:stream': 'kinesis:stream',
  'memorydb:multi-region-cluster': 'memorydb',
  's3:bucket': 's3',
};

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
