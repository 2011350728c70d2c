/** Both histories keep the contracts of their ports, and SQLite keeps them between processes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../adapters/simulated/database.ts';
import { type History, openHistory } from '../../adapters/simulated/history.ts';
import { memoryHistory } from '../../adapters/simulated/memory-history.ts';
import { memoryNotes } from '../../adapters/simulated/memory-notes.ts';
import { sqliteFindings } from '../../adapters/simulated/sqlite-findings.ts';
import { approvalsContract } from './approvals.contract.ts';
import { definitionsContract } from './definitions.contract.ts';
import { doctorNotesContract } from './doctor-notes.contract.ts';
import { findingsContract } from './findings.contract.ts';
import { journalContract } from './journal.contract.ts';
import { ledgerContract } from './ledger.contract.ts';
import { leftoversContract } from './leftovers.contract.ts';
import { promotionsContract } from './promotions.contract.ts';
import { causeOf, entryOf, lease, lineOf, recordOf, terminalOf } from './records.ts';
import { runsContract } from './runs.contract.ts';
import { switchesContract } from './switches.contract.ts';

const directory = mkdtempSync(join(tmpdir(), 'squall-history-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
let files = 0;
const newFile = () => join(directory, `${files++}.sqlite`);

const adapters: Readonly<Record<string, () => Promise<History>>> = {
  memory: async () => memoryHistory(),
  SQLite: async () => openHistory(openDatabase(newFile()), 'timeline-1'),
  'SQLite, beside another timeline': async () => {
    const database = openDatabase(newFile());
    const other = openHistory(database, 'timeline-0');
    for (const runId of ['run-1', 'run-2']) {
      await other.runs.propose(recordOf(runId, { proposedAt: 1 }));
      await other.runs.arm(runId, lease, [{ key: `zone/${runId === 'run-1' ? 'a' : 'b'}`, mode: 'exclusive' }]);
      await other.ledger.intend(entryOf(runId, '1/power', { targets: ['arn:other'] }), 1);
      await other.journal.append([lineOf(runId, 0, 'of another timeline')]);
    }
    return openHistory(database, 'timeline-1');
  },
};

for (const [name, make] of Object.entries(adapters)) {
  runsContract(name, async () => (await make()).runs);
  approvalsContract(name, async () => (await make()).runs);
  ledgerContract(name, make);
  leftoversContract(name, make);
  promotionsContract(name, make);
  journalContract(name, async () => (await make()).journal);
  definitionsContract(name, async () => {
    const { definitions, storeDefinition } = await make();
    return { definitions, store: storeDefinition };
  });
  switchesContract(name, async () => (await make()).switches);
}

doctorNotesContract('memory', async () => memoryNotes());
findingsContract('SQLite', async () => sqliteFindings(openDatabase(newFile())));

describe('two connections on one file', () => {
  const pair = () => {
    const file = newFile();
    const [one, other] = [openDatabase(file), openDatabase(file)];
    return { one: openHistory(one, 't'), other: openHistory(other, 't'), databases: [one, other] as const };
  };

  test('what one writes the other reads, and of two claims and conclusions one wins', async () => {
    const { one, other } = pair();
    await one.runs.propose(recordOf('run-1'));
    await one.runs.arm('run-1', lease, [{ key: 'zone/a', mode: 'exclusive' }]);
    await other.runs.propose(recordOf('run-2'));
    expect((await other.runs.arm('run-2', lease, [{ key: 'zone/a', mode: 'shared' }])).armed).toBe(false);
    expect(await Promise.all([one.runs.claimRecovery('run-1', 1, 1), other.runs.claimRecovery('run-1', 1, 2)])).toEqual(
      [true, false],
    );
    expect(
      await Promise.all([
        one.runs.conclude('run-1', terminalOf('run-1')),
        other.runs.conclude('run-1', terminalOf('run-1')),
      ]),
    ).toEqual([true, false]);
  });

  test('the fence holds across connections', async () => {
    const { one, other } = pair();
    await one.runs.propose(recordOf('run-1'));
    await one.runs.arm('run-1', lease, []);
    await other.runs.raiseEpoch('run-1', causeOf());
    expect(await one.ledger.intend(entryOf('run-1'), 1)).toBe(false);
  });

  test('writers on two threads lose nothing, and of each claim exactly one wins', async () => {
    const file = newFile();
    const history = openHistory(openDatabase(file), 't');
    await history.runs.propose(recordOf('run-1'));
    await history.runs.arm('run-1', lease, []);
    const rounds = 200;
    const claims = await Promise.all(
      ['left', 'right'].map(
        (name) =>
          new Promise<number>((resolve, reject) => {
            const worker = new Worker(new URL('./writer.ts', import.meta.url), { workerData: { file, name, rounds } });
            worker.once('message', resolve).once('error', reject);
          }),
      ),
    );
    const attempt = (await history.runs.load('run-1'))?.recovery.attempt;
    expect(claims.reduce((sum, won) => sum + won, 0)).toBe(attempt);
    expect(await history.ledger.list('run-1')).toHaveLength(2 * rounds);
    for (const name of ['left', 'right', 'shared']) expect(await history.journal.read(name)).toHaveLength(rounds);
  });

  test('a failed transaction leaves nothing behind, and the connection usable', () => {
    const { databases, one } = pair();
    const [database, other] = databases;
    const failing = () =>
      database.transaction(() => {
        database.run("INSERT INTO switches VALUES ('all', 'ada', 'test', 1)");
        throw new Error('in between');
      });
    expect(failing).toThrow('in between');
    expect(other.all('SELECT * FROM switches')).toEqual([]);
    expect(() => one.switches.raise({ scope: 'all', by: 'ada', reason: 'test', at: 1 })).not.toThrow();
  });
});
