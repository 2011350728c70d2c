/** The history in DynamoDB keeps the contracts of its ports, over the wire. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { clientSettings } from '../../adapters/aws/clients.ts';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { definitionsContract } from '../contract/definitions.contract.ts';
import { journalContract } from '../contract/journal.contract.ts';
import { ledgerContract } from '../contract/ledger.contract.ts';
import { runsContract } from '../contract/runs.contract.ts';
import { makeHistoryTable } from './history-table.ts';
import { type Moto, motoCredentials, motoRegion, startMoto } from './moto.ts';

let moto: Moto;
let client: DynamoDBClient;
let tables = 0;

beforeAll(async () => {
  moto = await startMoto();
  client = new DynamoDBClient({
    ...clientSettings,
    endpoint: moto.endpoint,
    region: motoRegion,
    credentials: motoCredentials,
  });
});
afterAll(() => moto.stop());

async function make() {
  const name = `history-${tables++}`;
  await makeHistoryTable(client, name);
  return dynamodbHistory(client, name);
}

runsContract('DynamoDB', async () => (await make()).runs);
ledgerContract('DynamoDB', make);
journalContract('DynamoDB', async () => (await make()).journal);
definitionsContract('DynamoDB', async () => {
  const { definitions } = await make();
  return { definitions, store: definitions.storeDefinition };
});
