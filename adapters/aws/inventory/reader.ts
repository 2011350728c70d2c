/** What the readers of an inventory have in common: one a service, each of a few kinds of things. */
import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { type Known, notKnown } from '../../../core/conformity/known.ts';
import type { Kind, Thing } from '../../../core/conformity/things.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import { chunks } from '../chunks.ts';
import { ServiceFailure } from '../errors.ts';
import type { Zones } from '../zones.ts';

export interface InventoryClients {
  readonly autoScaling: AutoScalingClient;
  readonly cloudWatch: CloudWatchClient;
  readonly dynamodb: DynamoDBClient;
  readonly ec2: EC2Client;
  readonly elastiCache: ElastiCacheClient;
  readonly lambda: LambdaClient;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly rds: RDSClient;
  readonly tagging: ResourceGroupsTaggingAPIClient;
}

export interface Reading {
  readonly clients: InventoryClients;
  readonly zones: Zones;
  readonly now: Instant;
}

export interface Reader {
  readonly kind: Kind;
  /** Those that exist, every page. @throws ServiceFailure when they cannot be listed */
  read(reading: Reading): Promise<readonly Thing[]>;
}

/** Calls under way at once, for what AWS tells of one thing at a time. */
const atOnce = 8;

export async function each<T, R>(all: readonly T[], ask: (one: T) => Promise<R>): Promise<readonly R[]> {
  const answers: R[] = [];
  for (const some of chunks(all, atOnce)) answers.push(...(await Promise.all(some.map(ask))));
  return answers;
}

/** What AWS does not answer is not known, with its own reason; what is a fault of ours is thrown on. */
export async function asked<T>(ask: () => Promise<T>): Promise<Known<T>> {
  try {
    return await ask();
  } catch (error) {
    return notKnown(reasonOf(error));
  }
}

/** @throws the error itself when it is none of AWS, or on the way there */
export function reasonOf(error: unknown): string {
  if (!(error instanceof ServiceFailure)) throw error;
  return `${error.name}: ${error.message}`;
}

/** In the platform's words, by their ids; one that this Region does not have is left as AWS calls it. */
export const zoneIds = async (names: readonly (string | undefined)[], zones: Zones): Promise<readonly string[]> => {
  const ids = await Promise.all(names.map(async (name) => (await zones.idOf(name)) ?? name ?? ''));
  return [...new Set(ids.filter((id) => id !== ''))].sort();
};
