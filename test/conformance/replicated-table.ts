/**
 * A global table of DynamoDB over two Regions of moto. moto has one table in each and replicates
 * nothing, so that the suite copies by its own hand: what stands at home, as long after as is said.
 */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { settings } from './fleet.ts';

type Item = Readonly<Record<string, unknown>>;

export interface ReplicatedTable {
  /** Both look at home, and have what stood there by `now` less the lag arrive in the other place. */
  follow(now: number): Promise<void>;
  /** What stands in one of them. */
  items(region: string): Promise<readonly Item[]>;
}

export interface ReplicatedTableOptions {
  readonly table: string;
  readonly key: string;
  readonly sort?: string;
  readonly home: string;
  readonly away: string;
  /** Milliseconds. Default: none. */
  readonly lag?: number;
  /** Of whoever owns the table. Default: the suite's own. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** @param endpoint of moto */
export async function replicatedTable(
  endpoint: string,
  { table, key, sort, home, away, lag = 0, credentials }: ReplicatedTableOptions,
): Promise<ReplicatedTable> {
  const clients = new Map(
    [home, away].map((region) => {
      const at = { ...settings(endpoint), region, ...(credentials && { credentials }) };
      return [region, new DynamoDBClient(at)] as const;
    }),
  );
  const documents = (region: string) => DynamoDBDocumentClient.from(clients.get(region)!);
  const keys = [key, ...(sort === undefined ? [] : [sort])];
  for (const client of clients.values())
    await client.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: keys.map((AttributeName, i) => ({ AttributeName, KeyType: i === 0 ? 'HASH' : 'RANGE' })),
        AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      }),
    );
  const items = async (region: string): Promise<readonly Item[]> =>
    (await documents(region).send(new ScanCommand({ TableName: table }))).Items ?? [];
  /** Of each look at home, what stood there. */
  const seen: { readonly at: number; readonly items: readonly Item[] }[] = [];

  return {
    items,
    async follow(now) {
      seen.push({ at: now, items: await items(home) });
      const arrived = seen.findLast(({ at }) => at <= now - lag)?.items ?? [];
      if (arrived.length === 0) return;
      const requests = arrived.map((Item) => ({ PutRequest: { Item } }));
      await documents(away).send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
    },
  };
}
