/** The history in DynamoDB keeps the contracts of its ports, over the wire. */
import { afterAll, beforeAll } from 'vitest';
import { approvalsContract } from '../contract/approvals.contract.ts';
import { definitionsContract } from '../contract/definitions.contract.ts';
import { journalContract } from '../contract/journal.contract.ts';
import { ledgerContract } from '../contract/ledger.contract.ts';
import { leftoversContract } from '../contract/leftovers.contract.ts';
import { promotionsContract } from '../contract/promotions.contract.ts';
import { runsContract } from '../contract/runs.contract.ts';
import { newHistory } from './history-client.ts';
import { type Moto, startMoto } from './moto.ts';

let moto: Moto;
beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());

const make = async () => (await newHistory(moto)).history;

runsContract('DynamoDB', async () => (await make()).runs);
approvalsContract('DynamoDB', async () => (await make()).runs);
ledgerContract('DynamoDB', make);
leftoversContract('DynamoDB', make);
promotionsContract('DynamoDB', make);
journalContract('DynamoDB', async () => (await make()).journal);
definitionsContract('DynamoDB', async () => {
  const { definitions } = await make();
  return { definitions, store: definitions.storeDefinition };
});
