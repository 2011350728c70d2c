/** SDK clients for what can be looked at and broken in one place. */
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EKSClient } from '@aws-sdk/client-eks';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSClient } from '@aws-sdk/client-rds';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { type Bounds, bounded, clientSettings } from './clients.ts';
import type { Provided } from './other-accounts.ts';

export type AccountClients = ReturnType<typeof accountClients>;

/** @param provided credentials of a role in another account; the function's own when empty */
export function accountClients(region: string, bounds: Bounds = {}, provided: Provided = {}) {
  const settings = { ...clientSettings, region, ...provided };
  return {
    autoScaling: bounded(new AutoScalingClient(settings), bounds),
    ec2: bounded(new EC2Client(settings), bounds),
    ecs: bounded(new ECSClient(settings), bounds),
    eks: bounded(new EKSClient(settings), bounds),
    iam: bounded(new IAMClient(settings), bounds),
    loadBalancing: bounded(new ElasticLoadBalancingV2Client(settings), bounds),
    elastiCache: bounded(new ElastiCacheClient(settings), bounds),
    lambda: bounded(new LambdaClient(settings), bounds),
    rds: bounded(new RDSClient(settings), bounds),
    tagging: bounded(new ResourceGroupsTaggingAPIClient(settings), bounds),
  };
}
