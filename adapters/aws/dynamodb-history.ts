/** Run history in DynamoDB: the ports of one table, as `core/history/table.ts` lays it out. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Millis } from '../../core/ports/clock.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Bounds } from './clients.ts';
import { type DefinitionStore, dynamodbDefinitions } from './dynamodb-definitions.ts';
import { dynamodbJournal } from './dynamodb-journal.ts';
import { dynamodbLedger } from './dynamodb-ledger.ts';
import { dynamodbLeftovers } from './dynamodb-leftovers.ts';
import { dynamodbPromotions } from './dynamodb-promotions.ts';
import { dynamodbRuns } from './dynamodb-runs.ts';
import { dynamodbTable } from './dynamodb-table.ts';

export interface DynamodbHistory extends Pick<Ports, 'runs' | 'ledger' | 'leftovers' | 'promotions' | 'journal'> {
  /** `storeDefinition` beside what core knows: for whoever deploys. */
  readonly definitions: DefinitionStore;
}

/**
 * @param client made with `clientSettings`; bounds are added here
 * @param retain how long a run is kept after its end, unless its experiment says; for good when missing
 */
export function dynamodbHistory(
  client: DynamoDBClient,
  tableName: string,
  bounds: Bounds = {},
  retain?: Millis,
): DynamodbHistory {
  const table = dynamodbTable(client, tableName, bounds);
  return {
    runs: dynamodbRuns(table, retain),
    ledger: dynamodbLedger(table),
    leftovers: dynamodbLeftovers(table, retain),
    promotions: dynamodbPromotions(table),
    journal: dynamodbJournal(table),
    definitions: dynamodbDefinitions(table),
  };
}
