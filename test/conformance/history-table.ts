/** The history's table made through the API, as the stack lays it out. */
import {
  BillingMode,
  CreateTableCommand,
  type DynamoDBClient,
  KeyType,
  ScalarAttributeType,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { historyTable } from '../../core/history/table.ts';

const { partitionKey, sortKey, timeToLive, indexes, projection } = historyTable;
const { S, N } = ScalarAttributeType;
const schema = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: KeyType.HASH },
  { AttributeName: range, KeyType: KeyType.RANGE },
];

export async function makeHistoryTable(client: DynamoDBClient, name: string): Promise<void> {
  const all = Object.values(indexes);
  const types = new Map([
    [partitionKey, S],
    [sortKey, S],
    ...all.flatMap((index) => [[index.partitionKey, S] as const, [index.sortKey, N] as const]),
  ]);
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: BillingMode.PAY_PER_REQUEST,
      KeySchema: schema(partitionKey, sortKey),
      AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
      GlobalSecondaryIndexes: all.map((index) => ({
        IndexName: index.name,
        KeySchema: schema(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: projection },
      })),
    }),
  );
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: name,
      TimeToLiveSpecification: { Enabled: true, AttributeName: timeToLive },
    }),
  );
}
