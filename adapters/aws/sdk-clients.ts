/** The SDK clients of one process, made once, so that their connections outlive an invocation. */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { FisClient } from '@aws-sdk/client-fis';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { accountClients } from './account-clients.ts';
import { type Bounds, bounded, clientSettings } from './clients.ts';

export type SdkClients = ReturnType<typeof sdkClients>;

/** @param region of the platform; endpoint and credentials are the SDK's own business */
export function sdkClients(region: string, bounds: Bounds = {}) {
  const settings = { ...clientSettings, region };
  return {
    ...accountClients(region, bounds),
    cloudWatch: bounded(new CloudWatchClient(settings), bounds),
    /** Bounded by the history itself. */
    dynamodb: new DynamoDBClient(settings),
    fis: bounded(new FisClient(settings), bounds),
    scheduler: bounded(new SchedulerClient(settings), bounds),
    stepFunctions: bounded(new SFNClient(settings), bounds),
    sns: bounded(new SNSClient(settings), bounds),
    ssm: bounded(new SSMClient(settings), bounds),
  };
}
