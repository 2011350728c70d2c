/** Who raised and lowered kill switches, in the history's table: one partition, kept for good. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SwitchChange } from '../../core/ports/switches.ts';
import type { Bounds } from './clients.ts';
import { dynamodbTable } from './dynamodb-table.ts';
import { isNew, type Key, key, put } from './dynamodb-writes.ts';

export interface SwitchLog {
  /** One by one, oldest first. A change that is told already is left as it is, whoever tells it. */
  keep(changes: readonly SwitchChange[]): Promise<void>;
  /** Oldest first. */
  read(): Promise<readonly SwitchChange[]>;
}

const partition = 'switches';

/** Tells one change from every other: nobody does the same to a scope twice in a millisecond. */
export const nameOf = ({ at, action, scope }: SwitchChange): string =>
  `${new Date(at).toISOString()}#${action}#${scope}`;

/** Names of owners and services are as long as their experiments like; a sort key takes 1,024 bytes. */
const keyOf = (change: SwitchChange): Key => key(partition, nameOf(change).slice(0, 250));

/** @param client made with `clientSettings`; bounds are added here */
export function dynamodbSwitchLog(client: DynamoDBClient, tableName: string, bounds: Bounds = {}): SwitchLog {
  const table = dynamodbTable(client, tableName, bounds);
  return {
    async keep(changes) {
      for (const change of changes)
        await table.write([put({ ...keyOf(change), change: JSON.stringify(change) }, isNew)]);
    },
    async read() {
      return (await table.query(partition)).map(({ change }) => JSON.parse(String(change)) as SwitchChange);
    },
  };
}
