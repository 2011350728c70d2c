/** What families of resources look through: one account and Region, whose clients are made when one is first needed. */
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
import { late } from './late.ts';
import type { Place } from './squall/own-fault.ts';
import type { Zones } from './zones.ts';

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

export interface Looking {
  /** That the clients are of. */
  readonly region: string;
  /** Named twice, so that whoever asks for it loads its class, and nobody else does. */
  client<S extends keyof ResourceClients>(
    service: S,
    make: new (settings: object) => ResourceClients[S],
  ): ResourceClients[S];
  readonly zones: Zones;
}

/** Neither a client of the service was given, nor a place to make one in. */
export class NoClient extends Error {
  override readonly name = 'NoClient';
}

/** @param given instead of those of the place */
export function lookingIn(
  region: string,
  given: Partial<ResourceClients>,
  place: Pick<Place, 'client'> | undefined,
): Looking {
  const zones = late(async () => (await import('./zones.ts')).zonesFor(looking));
  const looking: Looking = {
    region,
    client(service, make) {
      const client = given[service] ?? place?.client(make);
      if (!client) throw new NoClient(`there is no client of ${service} here`);
      return client;
    },
    zones: { idOf: async (nameOrId) => (nameOrId === undefined ? undefined : (await zones()).idOf(nameOrId)) },
  };
  return looking;
}
