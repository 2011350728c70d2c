import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../../adapters/aws/clients.ts';
import { dynamodbHistory } from '../../../adapters/aws/dynamodb-history.ts';
import type { Carried } from './carrying.ts';

/** Runs, ledger, journal and definitions. */
export const history: Carried = ({ environment, bounds }) =>
  dynamodbHistory(new DynamoDBClient(clientSettings), environment.historyTable, bounds, environment.historyRetain);
