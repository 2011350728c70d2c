/** An account looked at with the caller's own rights, beside what the deployed scans found. Nothing here writes. */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { accountClients } from '../../adapters/aws/account-clients.ts';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { dynamodbFindings } from '../../adapters/aws/dynamodb-findings.ts';
import { isFailure } from '../../adapters/aws/errors.ts';
import { awsInventory } from '../../adapters/aws/inventory/inventory.ts';
import type { ScanResult } from '../../core/conformity/finding.ts';
import type { FindingRecord } from '../../core/conformity/history.ts';
import { scan } from '../../core/conformity/scan.ts';
import { type Conformity, scanEvent } from '../../core/conformity/settings.ts';
import { names } from '../../lib/configuration/names.ts';
import type { Deployment } from './deployment.ts';

type Place = Pick<Deployment, 'stage' | 'account' | 'region' | 'historyTable'>;

export interface RemoteScan {
  readonly result: ScanResult;
  /** Of the deployed scans. */
  readonly records: readonly FindingRecord[];
}

/** @throws ServiceFailure when the history cannot be read; what cannot be looked at is in the result */
export async function scanRemotely(
  settings: Conformity,
  { account, region, historyTable }: Place,
): Promise<RemoteScan> {
  const own = { ...clientSettings, region };
  const clients = {
    ...accountClients(region),
    cloudWatch: bounded(new CloudWatchClient(own)),
    dynamodb: bounded(new DynamoDBClient(own)),
  };
  const estate = await awsInventory(clients, { account, region }).look();
  const records = await dynamodbFindings(new DynamoDBClient(own), historyTable).all();
  return { result: scan(estate, settings, Date.now()), records };
}

/** What the deployed scans go by. Undefined where none is deployed. */
export async function deployedConformity({ stage, region }: Place): Promise<Conformity | undefined> {
  const client = bounded(new SchedulerClient({ ...clientSettings, region }));
  try {
    const { Target } = await client.send(new GetScheduleCommand({ GroupName: names.scans(stage), Name: 'scan' }));
    return scanEvent.parse(JSON.parse(Target?.Input ?? '{}')).settings;
  } catch (error) {
    if (isFailure(error, 'NotFound')) return undefined;
    throw error;
  }
}
