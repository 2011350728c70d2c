/** What a person's word goes through, an approval or an acknowledgement: the history, and STS for who gives it. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../adapters/aws/clients.ts';
import { wallClock } from '../../adapters/aws/clock.ts';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import type { ProveIdentity } from '../../adapters/aws/proven-identity.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { PortsMaker } from './function.ts';
import { proving } from './prove.ts';

export interface ApproverPorts extends Pick<Ports, 'runs' | 'journal' | 'leftovers' | 'clock'> {
  readonly prove: ProveIdentity;
}

export const approverPorts: PortsMaker<ApproverPorts> = ({ historyTable, historyRetain, region }, bounds) => {
  const { runs, journal, leftovers } = dynamodbHistory(
    new DynamoDBClient(clientSettings),
    historyTable,
    bounds,
    historyRetain,
  );
  return { runs, journal, leftovers, clock: wallClock, prove: proving({ region }, bounds) };
};
