import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SSMClient } from '@aws-sdk/client-ssm';
import { bounded, clientSettings } from '../../../adapters/aws/clients.ts';
import { dynamodbSwitchLog } from '../../../adapters/aws/dynamodb-switch-log.ts';
import { awsSwitches } from '../../../adapters/aws/switches.ts';
import type { Carried } from './carrying.ts';

export const switches: Carried = ({ environment, bounds, telemetry: { logger } }) => ({
  switches: awsSwitches(
    bounded(new SSMClient(clientSettings), bounds),
    environment.killSwitches,
    dynamodbSwitchLog(new DynamoDBClient(clientSettings), environment.historyTable, bounds),
    (error) => logger.error('a switch is raised, and the audit list does not have it yet', error as Error),
  ),
});
