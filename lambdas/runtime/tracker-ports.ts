/** What telling trackers carries: it reads a run and its day, and puts events. It can change nothing of the platform. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { dynamodbDayPlans } from '../../adapters/aws/dynamodb-day-plans.ts';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { awsTrackerBuses } from '../../adapters/aws/tracker-buses.ts';
import type { TellPorts } from '../../core/monkey/tell-trackers.ts';
import type { PortsMaker } from './function.ts';

export const trackerPorts: PortsMaker<TellPorts> = ({ historyTable }, bounds) => {
  const dynamodb = new DynamoDBClient(clientSettings);
  return {
    runs: dynamodbHistory(dynamodb, historyTable, bounds).runs,
    days: dynamodbDayPlans(dynamodb, historyTable, bounds),
    buses: awsTrackerBuses(bounded(new EventBridgeClient(clientSettings), bounds)),
  };
};
