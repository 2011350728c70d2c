/** The history's table as its stores use it: strongly consistent reads, every page, and transactions that answer. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { historyTable } from '../../core/history/table.ts';
import { type Bounds, bounded } from './clients.ts';
import type { Item, Key, Write } from './dynamodb-writes.ts';
import { isFailure, reasonsOf, ServiceFailure } from './errors.ts';
import { retried } from './retries.ts';

export type Index = (typeof historyTable.indexes)[keyof typeof historyTable.indexes];

/** Written as a whole, or not at all: then the positions of the writes whose condition did not hold. */
export type Written = { readonly written: true } | { readonly written: false; readonly failed: readonly number[] };

export interface Table {
  get(key: Key): Promise<Item | undefined>;
  /** Those that exist, in no order. */
  getAll(keys: readonly Key[]): Promise<readonly Item[]>;
  /** All items of the partition, or those whose sort key begins so, in the order of sort keys. */
  query(pk: string, prefix?: string): Promise<readonly Item[]>;
  /** Partition keys, newest first, page by page. An index lags behind the table. */
  index(index: Index, value: string): AsyncIterable<readonly string[]>;
  /** At most a hundred items and 4 MB, none of them twice. Contention and throttling are tried again. */
  write(writes: readonly Write[]): Promise<Written>;
  /** `attempt` again until it answers: undefined says that what it had read was overtaken. */
  decided<T>(attempt: () => Promise<T | undefined>): Promise<T>;
}

const { partitionKey: pk, sortKey: sk } = historyTable;
const mostKeysOfABatch = 100;

/** Contention, and throttling beyond the SDK's own tries: in both cases nothing was written. */
const worthAnotherTry = (error: unknown): boolean => isFailure(error, 'Contended', 'Throttled');

const overtaken = 'Overtaken';
const isOvertaken = (error: unknown): boolean => isFailure(error, 'Contended') && error.code === overtaken;

export function dynamodbTable(client: DynamoDBClient, name: string, bounds: Bounds): Table {
  const documents = bounded(
    DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    bounds,
  );
  const again = <T>(work: () => Promise<T>) => retried(work, worthAnotherTry, bounds);

  async function batch(keys: readonly Key[]): Promise<readonly Item[]> {
    const found: Item[] = [];
    let left: readonly Key[] = keys;
    // What a batch leaves out it names; each time round is a try of its own.
    await again(async () => {
      const { Responses, UnprocessedKeys } = await documents.send(
        new BatchGetCommand({ RequestItems: { [name]: { Keys: [...left], ConsistentRead: true } } }),
      );
      found.push(...((Responses?.[name] ?? []) as Item[]));
      left = (UnprocessedKeys?.[name]?.Keys ?? []) as Key[];
      if (left.length > 0)
        throw new ServiceFailure('Throttled', 'UnprocessedKeys', `${left.length} keys were left out`);
    });
    return found;
  }

  /** One change needs no transaction, and costs half as much. What is put is never put alone. */
  async function alone(write: Write): Promise<void> {
    if (write.Update) await documents.send(new UpdateCommand({ TableName: name, ...write.Update }));
    if (write.Delete) await documents.send(new DeleteCommand({ TableName: name, ...write.Delete }));
  }

  /** The SDK adds a client token to each transaction, so that its own tries after a lost answer write once. */
  const together = (writes: readonly Write[]): Promise<unknown> =>
    documents.send(
      new TransactWriteCommand({
        TransactItems: writes.map(({ Put, Update, Delete }) => ({
          ...(Put && { Put: { TableName: name, ...Put } }),
          ...(Update && { Update: { TableName: name, ...Update } }),
          ...(Delete && { Delete: { TableName: name, ...Delete } }),
        })),
      }),
    );

  return {
    async get(key) {
      const { Item } = await documents.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }));
      return Item as Item | undefined;
    },

    async getAll(keys) {
      const batches: (readonly Key[])[] = [];
      for (let from = 0; from < keys.length; from += mostKeysOfABatch)
        batches.push(keys.slice(from, from + mostKeysOfABatch));
      return (await Promise.all(batches.map(batch))).flat();
    },

    async query(partition, prefix) {
      const items: Item[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const page = await documents.send(
          new QueryCommand({
            TableName: name,
            ConsistentRead: true,
            KeyConditionExpression: `#pk = :pk${prefix === undefined ? '' : ' AND begins_with(#sk, :prefix)'}`,
            ExpressionAttributeNames: { '#pk': pk, ...(prefix !== undefined && { '#sk': sk }) },
            ExpressionAttributeValues: { ':pk': partition, ...(prefix !== undefined && { ':prefix': prefix }) },
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        items.push(...((page.Items ?? []) as Item[]));
        from = page.LastEvaluatedKey;
      } while (from);
      return items;
    },

    async *index(index, value) {
      let from: Record<string, unknown> | undefined;
      do {
        const page = await documents.send(
          new QueryCommand({
            TableName: name,
            IndexName: index.name,
            ScanIndexForward: false,
            KeyConditionExpression: '#partition = :value',
            ExpressionAttributeNames: { '#partition': index.partitionKey },
            ExpressionAttributeValues: { ':value': value },
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        yield ((page.Items ?? []) as Item[]).map((item) => item[pk]);
        from = page.LastEvaluatedKey;
      } while (from);
    },

    async write(writes) {
      try {
        const [write, ...others] = writes;
        await again(() => (write && !write.Put && others.length === 0 ? alone(write) : together(writes)));
        return { written: true };
      } catch (error) {
        if (!isFailure(error, 'ConditionFailed')) throw error;
        const failed = reasonsOf(error).flatMap(({ Code }, i) => (Code === 'ConditionalCheckFailed' ? [i] : []));
        return { written: false, failed: failed.length > 0 ? failed : [0] };
      }
    },

    decided: (attempt) =>
      retried(
        async () => {
          const answer = await attempt();
          if (answer === undefined)
            throw new ServiceFailure('Contended', overtaken, 'other writers were first, again and again');
          return answer;
        },
        isOvertaken,
        bounds,
      ),
  };
}
