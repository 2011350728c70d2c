/** A history of its own for each test, and the raw table under it. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { clientSettings } from '../../adapters/aws/clients.ts';
import { type DynamodbHistory, dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { makeHistoryTable } from './history-table.ts';
import { type Moto, motoCredentials, motoRegion } from './moto.ts';

export interface HistorySubject {
  readonly history: DynamodbHistory;
  /** Another process, nearly: a client of its own on the same table. */
  another(): DynamodbHistory;
  /** One that is overtaken: `first` happens after it has looked, and before its first transaction (or other command named so) is sent. */
  overtaken(first: () => Promise<unknown>, before?: string): DynamodbHistory;
  items(): Promise<readonly Record<string, unknown>[]>;
}

let tables = 0;

/** @param retain of the deployment, in milliseconds */
export async function newHistory({ endpoint }: Moto, retain?: number): Promise<HistorySubject> {
  const client = () =>
    new DynamoDBClient({ ...clientSettings, endpoint, region: motoRegion, credentials: motoCredentials });
  const name = `history-${tables++}`;
  const own = client();
  await makeHistoryTable(own, name);
  return {
    history: dynamodbHistory(own, name, {}, retain),
    another: () => dynamodbHistory(client(), name),
    overtaken: (first, before = 'TransactWrite') => {
      const late = client();
      let waiting = true;
      late.middlewareStack.add(
        (next, { commandName }) =>
          async (args) => {
            if (waiting && commandName?.startsWith(before)) {
              waiting = false;
              await first();
            }
            return next(args);
          },
        { step: 'initialize' },
      );
      return dynamodbHistory(late, name);
    },
    items: async () => {
      const scanned: Record<string, unknown>[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const page = await DynamoDBDocumentClient.from(own).send(
          new ScanCommand({ TableName: name, ...(from && { ExclusiveStartKey: from }) }),
        );
        scanned.push(...(page.Items ?? []));
        from = page.LastEvaluatedKey;
      } while (from);
      return scanned;
    },
  };
}
