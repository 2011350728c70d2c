/** What moto never answers: contention, throttling, pages and batches cut short. The real SDK reads scripted answers. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import type { Bounds } from '../../../../adapters/aws/clients.ts';
import { dynamodbTable } from '../../../../adapters/aws/dynamodb-table.ts';
import { isNew, key, put, update } from '../../../../adapters/aws/dynamodb-writes.ts';
import { historyTable } from '../../../../core/history/table.ts';

interface Asked {
  readonly operation: string;
  readonly body: Record<string, unknown>;
}
type Answer = Record<string, unknown> & { readonly __type?: string };

const exception = (type: string, more: object = {}): Answer => ({
  __type: `com.amazonaws.dynamodb.v20120810#${type}`,
  message: 'said so',
  ...more,
});
const cancelled = (...codes: readonly string[]): Answer =>
  exception('TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) });

/** A table whose server gives these answers in turn, and stays with the last. */
function scripted(answers: readonly Answer[], bounds: Bounds = {}) {
  const asked: Asked[] = [];
  const client = new DynamoDBClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
    requestHandler: {
      handle: async ({ headers, body }: { headers: Record<string, string>; body: Uint8Array }) => {
        asked.push({
          operation: headers['x-amz-target']!.split('.')[1]!,
          body: JSON.parse(new TextDecoder().decode(body)),
        });
        const answer = answers[Math.min(asked.length, answers.length) - 1]!;
        const response = {
          statusCode: answer.__type ? 400 : 200,
          headers: { 'content-type': 'application/x-amz-json-1.0' },
          body: new TextEncoder().encode(JSON.stringify(answer)),
        };
        return { response };
      },
    } as never,
  });
  return { table: dynamodbTable(client, 'history', bounds), asked };
}

const both = [put({ ...key('a', 'a') }, isNew), update(key('b', 'b'), 'SET #n = :n', { n: 1 }, '#n = :n')];
const tokens = (asked: readonly Asked[]) => asked.map(({ body }) => body.ClientRequestToken);

describe('a transaction', () => {
  test('that is contended or throttled is tried again until it is not', async () => {
    const { table, asked } = scripted([
      cancelled('None', 'TransactionConflict'),
      cancelled('ThrottlingError', 'None'),
      exception('TransactionConflictException'),
      {},
    ]);
    expect(await table.write(both)).toEqual({ written: true });
    expect(asked.map(({ operation }) => operation)).toEqual(Array(4).fill('TransactWriteItems'));
    for (const token of tokens(asked)) expect(token).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('answers which conditions failed, and tries no more', async () => {
    const { table, asked } = scripted([cancelled('None', 'ConditionalCheckFailed')]);
    expect(await table.write(both)).toEqual({ written: false, failed: [1] });
    expect(asked).toHaveLength(1);
  });

  test('with a failed condition beside a contended item is not answered yet', async () => {
    const { table } = scripted([cancelled('ConditionalCheckFailed', 'TransactionConflict'), {}]);
    expect(await table.write(both)).toEqual({ written: true });
  });

  test('that DynamoDB will never take is thrown', async () => {
    const { table, asked } = scripted([cancelled('ValidationError', 'None')]);
    await expect(table.write(both)).rejects.toMatchObject({ name: 'InvalidRequest' });
    expect(asked).toHaveLength(1);
  });

  test('gives up with its name when contention does not end, or time does', async () => {
    const { table, asked } = scripted([cancelled('TransactionConflict')], { remaining: () => 520 });
    await expect(table.write(both)).rejects.toMatchObject({ name: 'Contended' });
    expect(asked.length).toBeLessThan(12);
  });
});

test('one change alone is a plain conditional one, answered the same way', async () => {
  const { table, asked } = scripted([exception('ConditionalCheckFailedException'), {}, {}]);
  expect(await table.write(both.slice(1))).toEqual({ written: false, failed: [0] });
  expect(await table.write(both.slice(1))).toEqual({ written: true });
  expect(await table.write(both.slice(0, 1))).toEqual({ written: true });
  expect(asked.map(({ operation }) => operation)).toEqual(['UpdateItem', 'UpdateItem', 'TransactWriteItems']);
  expect(asked[1]?.body).toMatchObject({
    TableName: 'history',
    ExpressionAttributeNames: { '#n': 'n' },
    ExpressionAttributeValues: { ':n': { N: '1' } },
  });
});

test('reads are strongly consistent, and follow every page', async () => {
  const { table, asked } = scripted([
    { Items: [{ pk: { S: 'run/1' }, sk: { S: 'a' } }], LastEvaluatedKey: { pk: { S: 'run/1' }, sk: { S: 'a' } } },
    { Items: [{ pk: { S: 'run/1' }, sk: { S: 'b' } }] },
  ]);
  expect((await table.query('run/1', 'line#')).map(({ sk }) => sk)).toEqual(['a', 'b']);
  expect(asked.map(({ body }) => body.ConsistentRead)).toEqual([true, true]);
  expect(asked[1]?.body.ExclusiveStartKey).toEqual({ pk: { S: 'run/1' }, sk: { S: 'a' } });
  const one = scripted([{}]);
  expect(await one.table.get(key('run/1', 'a'))).toBeUndefined();
  expect(one.asked[0]?.body.ConsistentRead).toBe(true);
});

test('an index is read newest first, page by page', async () => {
  const { table, asked } = scripted([
    { Items: [{ pk: { S: 'run/2' } }], LastEvaluatedKey: { pk: { S: 'run/2' } } },
    { Items: [{ pk: { S: 'run/1' } }] },
  ]);
  const pages: (readonly string[])[] = [];
  for await (const page of table.index(historyTable.indexes.byTime, 'run')) pages.push(page);
  expect(pages).toEqual([['run/2'], ['run/1']]);
  expect(asked[0]?.body).toMatchObject({ IndexName: 'by-time', ScanIndexForward: false });
});

test('what a batch leaves out is asked for again', async () => {
  const keys = [key('a', 'a'), key('b', 'b')];
  const { table, asked } = scripted([
    {
      Responses: { history: [{ pk: { S: 'a' }, sk: { S: 'a' } }] },
      UnprocessedKeys: { history: { Keys: [{ pk: { S: 'b' }, sk: { S: 'b' } }], ConsistentRead: true } },
    },
    { Responses: { history: [{ pk: { S: 'b' }, sk: { S: 'b' } }] } },
  ]);
  expect(await table.getAll(keys)).toEqual(keys);
  expect(asked[1]?.body).toMatchObject({
    RequestItems: { history: { Keys: [{ pk: { S: 'b' } }], ConsistentRead: true } },
  });
});

test('a decision that was overtaken is made again', async () => {
  const { table } = scripted([{}]);
  let attempts = 0;
  expect(await table.decided(async () => (++attempts < 3 ? undefined : attempts))).toBe(3);
});
