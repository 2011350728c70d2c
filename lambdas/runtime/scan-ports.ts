/** What a scan carries: clients that read, its own history, and the topic. No port of the lifecycle. */
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSClient } from '@aws-sdk/client-rds';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { SNSClient } from '@aws-sdk/client-sns';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { wallClock } from '../../adapters/aws/clock.ts';
import { dynamodbFindings } from '../../adapters/aws/dynamodb-findings.ts';
import { awsInventory } from '../../adapters/aws/inventory/inventory.ts';
import { awsOwnerNotices } from '../../adapters/aws/owner-notices.ts';
import type { ScanPorts } from '../../core/conformity/conduct.ts';
import type { PortsMaker } from './function.ts';

export const scanPorts: PortsMaker<ScanPorts> = (environment, bounds) => {
  const { historyTable, historyRetain, noticesTopic } = environment;
  const clients = {
    autoScaling: bounded(new AutoScalingClient(clientSettings), bounds),
    cloudWatch: bounded(new CloudWatchClient(clientSettings), bounds),
    dynamodb: bounded(new DynamoDBClient(clientSettings), bounds),
    ec2: bounded(new EC2Client(clientSettings), bounds),
    elastiCache: bounded(new ElastiCacheClient(clientSettings), bounds),
    lambda: bounded(new LambdaClient(clientSettings), bounds),
    loadBalancing: bounded(new ElasticLoadBalancingV2Client(clientSettings), bounds),
    rds: bounded(new RDSClient(clientSettings), bounds),
    tagging: bounded(new ResourceGroupsTaggingAPIClient(clientSettings), bounds),
  };
  return {
    clock: wallClock,
    inventory: awsInventory(clients, environment),
    findings: dynamodbFindings(new DynamoDBClient(clientSettings), historyTable, bounds, historyRetain),
    owners: awsOwnerNotices(bounded(new SNSClient(clientSettings), bounds), noticesTopic),
  };
};
