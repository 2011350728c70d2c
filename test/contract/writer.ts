/** A second process, nearly: a thread with a connection of its own that writes as fast as it can. */
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../../adapters/simulated/database.ts';
import { openHistory } from '../../adapters/simulated/history.ts';
import { entryOf, lineOf } from './records.ts';

const { file, name, rounds } = workerData as { file: string; name: string; rounds: number };
const database = openDatabase(file);
const history = openHistory(database, 't');
let claims = 0;
for (let round = 1; round <= rounds; round++) {
  await history.journal.append([{ ...lineOf(name, round) }, { ...lineOf('shared', round) }]);
  await history.ledger.intend(entryOf('run-1', `1/${name}-${round}`), 1);
  if (await history.runs.claimRecovery('run-1', round, round)) claims += 1;
}
database.close();
parentPort?.postMessage(claims);
