/** The SDK clients of one process, made once, so that their connections outlive an invocation. */
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { FisClient } from '@aws-sdk/client-fis';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSClient } from '@aws-sdk/client-rds';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { type Bounds, bounded, clientSettings } from './clients.ts';

export type SdkClients = ReturnType<typeof sdkClients>;

/** @param region of the platform; endpoint and credentials are the SDK's own business */
export function sdkClients(region: string, bounds: Bounds = {}) {
  const settings = { ...clientSettings, region };
  return {
    autoScaling: bounded(new AutoScalingClient(settings), bounds),
    cloudWatch: bounded(new CloudWatchClient(settings), bounds),
    /** Bounded by the history itself. */
    dynamodb: new DynamoDBClient(settings),
    ec2: bounded(new EC2Client(settings), bounds),
    loadBalancing: bounded(new ElasticLoadBalancingV2Client(settings), bounds),
    elastiCache: bounded(new ElastiCacheClient(settings), bounds),
    fis: bounded(new FisClient(settings), bounds),
    lambda: bounded(new LambdaClient(settings), bounds),
    rds: bounded(new RDSClient(settings), bounds),
    tagging: bounded(new ResourceGroupsTaggingAPIClient(settings), bounds),
    scheduler: bounded(new SchedulerClient(settings), bounds),
    stepFunctions: bounded(new SFNClient(settings), bounds),
    sns: bounded(new SNSClient(settings), bounds),
    ssm: bounded(new SSMClient(settings), bounds),
  };
}
