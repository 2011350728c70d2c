/** What exists in AWS, of the types that faults reach. */
import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Clock } from '../../core/ports/clock.ts';
import type { Resources, Snapshot } from '../../core/ports/resources.ts';
import { lastOf } from './arns.ts';
import { awsAutoScaling } from './auto-scaling.ts';
import { awsInstances } from './ec2-instances.ts';
import { awsSubnets } from './ec2-subnets.ts';
import { replicationGroups } from './elasticache.ts';
import { lambdaFunctions } from './lambda-functions.ts';
import { awsTargetHealth, loadBalancers } from './load-balancers.ts';
import { rdsClusters, rdsInstances } from './rds.ts';
import { type Described, matches, type Narrowing, type ResourceFamily } from './resource-family.ts';
import { awsZones } from './zones.ts';

/** Uncertainty refuses: what cannot be looked at is not broken. */
export class UnknownResourceType extends Error {
  override readonly name = 'UnknownResourceType';
}

export interface ResourceClients {
  readonly ec2: EC2Client;
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
 */
export function awsResources(
  clients: ResourceClients,
  region: string,
  clock: Clock,
  beside: readonly ResourceFamily[] = [],
): Resources {
  const zones = awsZones(clients.ec2);
  const groups = awsAutoScaling(clients.autoScaling, awsTargetHealth(clients.loadBalancing));
  const families: readonly ResourceFamily[] = [
    awsInstances(clients.ec2, region, groups, zones),
    awsSubnets(clients.ec2, region),
    groups,
    rdsClusters(clients.rds),
    rdsInstances(clients.rds, zones),
    lambdaFunctions(clients.lambda, clients.tagging),
    loadBalancers(clients.loadBalancing, zones),
    replicationGroups(clients.elastiCache, zones),
    ...beside,
  ];
  const read = async (type: string, narrowing: Narrowing): Promise<readonly Described[]> =>
    (await families.find((family) => family.type === type)?.describe(narrowing)) ?? [];

  return {
    async resolve({ type, where }) {
      const known = families.map((family) => family.type);
      if (!known.includes(type))
        throw new UnknownResourceType(
          `resources of type ${type} cannot be looked at by this version: it knows ${known.join(', ')}`,
        );
      const zone = where.zone === undefined ? {} : { zone: (await zones.idOf(where.zone)) ?? where.zone };
      const named = where.ids?.map(lastOf) ?? where.names;
      const narrowing = { ...(where.tags && { tags: where.tags }), ...(named && { names: named }) };
      return (await read(type, narrowing))
        .filter((each) => !isGone(each) && matches(each, { ...where, ...zone }))
        .map(({ resource }) => resource)
        .sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    async snapshot(ids) {
      const at = clock.now();
      const typed = ids.map((id) => ({ id, type: families.find(({ arn }) => arn.test(id))?.type }));
      const found = new Map<string, Described>();
      for (const { type } of families) {
        const names = new Set(typed.flatMap((each) => (each.type === type ? lastOf(each.id) : [])));
        if (names.size === 0) continue;
        for (const each of await read(type, { names: [...names] })) found.set(each.resource.id, each);
      }
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

/** EC2 shows a terminated instance for about an hour. */
const isGone = ({ state }: Described): boolean => state.state === 'terminated' || state.state === 'shutting-down';
