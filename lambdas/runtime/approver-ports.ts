/** What a person's word goes through, an approval or an acknowledgement: the history, and STS for who gives it. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { STSClient } from '@aws-sdk/client-sts';
import { clientSettings } from '../../adapters/aws/clients.ts';
import { wallClock } from '../../adapters/aws/clock.ts';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { stsEndpoint } from '../../adapters/aws/identity-proof.ts';
import { type ProveIdentity, proveIdentity } from '../../adapters/aws/proven-identity.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { PortsMaker } from './function.ts';

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
  const sts = new STSClient({ ...clientSettings, region });
  const prove = proveIdentity({ endpoint: () => stsEndpoint(sts), now: wallClock.now, bounds });
  return { runs, journal, leftovers, clock: wallClock, prove };
};
