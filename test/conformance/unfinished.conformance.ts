/** Whoever stops runs must see each of them: the list of those under way does not hang on an index, which lags. */
import { DeleteItemCommand, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { recordOf, terminalOf } from '../contract/records.ts';
import { settings } from './fleet.ts';
import { makeHistoryTable } from './history-table.ts';
import { type Moto, startMoto } from './moto.ts';

let moto: Moto;
beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());

const TableName = 'history';

async function twoRuns() {
  await moto.reset();
  const client = new DynamoDBClient(settings(moto.endpoint));
  await makeHistoryTable(client, TableName);
  const { runs } = dynamodbHistory(client, TableName);
  await runs.propose(recordOf('run-1', { proposedAt: 1 }));
  await runs.propose(recordOf('run-2', { proposedAt: 2 }));
  const open = async (limit?: number) =>
    (await runs.list({ unfinished: true, ...(limit !== undefined && { limit }) })).map(({ runId }) => runId);
  return { client, runs, open };
}

test('one that the index does not have yet is listed, newest first, until it is concluded', async () => {
  const { client, runs, open } = await twoRuns();
  const Key = { pk: { S: 'run/run-2' }, sk: { S: 'run' } };
  await client.send(new UpdateItemCommand({ TableName, Key, UpdateExpression: 'REMOVE unfinished' }));
  expect(await open()).toEqual(['run-2', 'run-1']);
  expect(await open(1)).toEqual(['run-2']);
  await runs.conclude('run-2', terminalOf('run-2'));
  expect(await open()).toEqual(['run-1']);
  await runs.refuse(recordOf('run-1', { proposedAt: 1 }), terminalOf('run-1'));
  expect(await open()).toEqual([]);
});

test('one that an earlier version wrote is found by the index', async () => {
  const { client, open } = await twoRuns();
  await client.send(new DeleteItemCommand({ TableName, Key: { pk: { S: 'unfinished' }, sk: { S: 'run/run-1' } } }));
  expect(await open()).toEqual(['run-2', 'run-1']);
});
