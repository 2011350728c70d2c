import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compileWorld } from '../../../../adapters/simulated/compile-world.ts';
import { openControlPlane } from '../../../../adapters/simulated/control-plane-store.ts';
import { type Database, openDatabase } from '../../../../adapters/simulated/database.ts';
import { openHistory } from '../../../../adapters/simulated/history.ts';
import { claimOwner } from '../../../../adapters/simulated/owner.ts';
import { world } from '../../../../core/world/schema.ts';
import { createCloud } from '../../../../simulator/create-cloud.ts';
import { approvalOf, recordOf, terminalOf } from '../../../contract/records.ts';

const shop = world.parse(parse(readFileSync('templates/worlds/shop.yaml', 'utf8')));

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'squall-database-'));
  file = join(directory, 'nested', '.squall', 'platform.sqlite');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
const unusable = (words: RegExp) =>
  expect.objectContaining({ name: 'PlatformFileUnusable', message: expect.stringMatching(words) });

test('directory and file are for their owner alone, the log beside it too', () => {
  const database = openDatabase(file);
  database.run("INSERT INTO switches VALUES ('all', 'ada', 'test', 1)");
  expect(mode(dirname(file))).toBe('700');
  for (const path of [file, `${file}-wal`, `${file}-shm`]) expect(mode(path)).toBe('600');
  database.close();
  chmodSync(file, 0o644);
  openDatabase(file).close();
  expect(mode(file)).toBe('600');
});

test('what was written is there when it is opened again, and after a kill', () => {
  const database = openDatabase(file);
  database.run("INSERT INTO switches VALUES ('all', 'ada', 'test', 1)");
  // As after SIGKILL: the log was never brought into the file.
  for (const end of ['', '-wal']) copyFileSync(`${file}${end}`, `${join(directory, 'copy')}${end}`);
  database.close();
  for (const path of [file, join(directory, 'copy')])
    expect(openDatabase(path).all('SELECT scope FROM switches')).toMatchObject([{ scope: 'all' }]);
});

test('a file cut short is refused in words, wherever it was cut', () => {
  const database = openDatabase(file);
  for (let n = 0; n < 200; n++) database.run(`INSERT INTO switches VALUES ('service:${n}', 'ada', 'test', 1)`);
  database.close();
  const whole = readFileSync(file);
  for (const size of [7, 99, 100, 4096, whole.length >> 1, whole.length - 1]) {
    writeFileSync(file, whole);
    truncateSync(file, size);
    expect(() => openDatabase(file)).toThrow(unusable(/cut short|not a readable/));
    expect(statSync(file).size).toBe(size);
  }
});

test('a file that is no database, or another program’s, is refused and left as it was', () => {
  openDatabase(file).close();
  writeFileSync(file, 'apiVersion: squall/v1\n'.repeat(500));
  expect(() => openDatabase(file)).toThrow(unusable(/cut short|not a readable/));
  const foreign = join(directory, 'foreign.sqlite');
  const other = new DatabaseSync(foreign);
  other.exec('CREATE TABLE songs (title TEXT)');
  other.close();
  expect(() => openDatabase(foreign)).toThrow(unusable(/another program/));
  expect(new DatabaseSync(foreign).prepare('SELECT name FROM sqlite_master').all()).toMatchObject([{ name: 'songs' }]);
});

/** What version 3 had not, taken away again. */
function backToVersion3(database: Database): void {
  for (const table of ['leftovers', 'switch_changes', 'promotions']) database.run(`DROP TABLE IF EXISTS ${table}`);
  database.run('ALTER TABLE definitions DROP COLUMN calendar');
  database.run('ALTER TABLE runs DROP COLUMN untold');
  database.run('PRAGMA user_version = 3');
}

test('a file of version 3 is brought up: switches that stand are in the audit list, and can be lowered', async () => {
  const database = openDatabase(file);
  const raised = { scope: 'all', by: 'ada', reason: 'incident 12', at: 1 } as const;
  await openHistory(database, 't').switches.raise(raised);
  backToVersion3(database);
  database.close();
  const later = openDatabase(file);
  const { switches } = openHistory(later, 't');
  expect(await switches.audit()).toEqual([{ action: 'raised', ...raised }]);
  expect(await switches.lower({ scope: 'all', by: 'bob', reason: 'over', at: 2 })).toBe(true);
  expect(await switches.audit()).toHaveLength(2);
  later.close();
});

test('a file of version 6 is brought up: who is over and has a deadline is untold', async () => {
  const database = openDatabase(file);
  const { runs } = openHistory(database, 't');
  for (const runId of ['told', 'died', 'open']) await runs.propose(recordOf(runId));
  for (const runId of ['told', 'died']) await runs.conclude(runId, terminalOf(runId));
  database.run("INSERT INTO deadlines (timeline, run_id, at) VALUES ('t', 'died', 1), ('t', 'open', 1)");
  database.run('ALTER TABLE runs DROP COLUMN untold');
  database.run('PRAGMA user_version = 6');
  database.close();
  const later = openDatabase(file);
  const open = await openHistory(later, 't').runs.list({ open: true });
  expect(open.map(({ runId, untold }) => [runId, untold])).toEqual([
    ['open', undefined],
    ['died', true],
  ]);
  later.close();
});

/** What version 2 had not, taken away again. */
function backToVersion2(database: Database): void {
  backToVersion3(database);
  for (const column of [
    'requests DROP COLUMN plan_hash',
    'requests DROP COLUMN approver',
    'runs DROP COLUMN approvals',
  ])
    database.run(`ALTER TABLE ${column}`);
  database.run('PRAGMA user_version = 2');
}

test('a file of version 2 is brought up: runs in it can be approved', async () => {
  const database = openDatabase(file);
  await openHistory(database, 't').runs.propose(recordOf('run-1'));
  backToVersion2(database);
  database.close();
  const later = openDatabase(file);
  const { runs } = openHistory(later, 't');
  expect(await runs.load('run-1')).toEqual(recordOf('run-1'));
  expect(await runs.approve('run-1', approvalOf('bob'))).toMatchObject({ approved: true });
  const request = {
    kind: 'approve',
    runId: 'run-1',
    by: 'ada',
    reason: '',
    at: 1,
    planHash: 'a',
    approver: 'bob',
  } as const;
  openControlPlane(later).putRequest(request);
  expect(openControlPlane(later).takeRequests(['run-1'], 2)).toEqual([{ id: 1, ...request }]);
  later.close();
});

test('a file of version 1 is brought up, its worlds with their metric history', () => {
  const database = openDatabase(file);
  backToVersion2(database);
  database.run('DROP TABLE metric_periods');
  const model = compileWorld({ ...shop, traffic: 'closed-form' });
  const cloud = createCloud({ model, seed: 1 });
  const store = openControlPlane(database);
  store.createTimeline({ id: 't', world: shop, seed: 1, createdAt: 0 });
  database.run('UPDATE timelines SET cloud = ?, now = ?', JSON.stringify(cloud.dump()), cloud.now);
  database.run('PRAGMA user_version = 1');
  database.close();
  const later = openDatabase(file);
  const upgraded = openControlPlane(later);
  expect(upgraded.loadCloud('t')).toEqual(cloud.dump());
  claimOwner(later, { token: 'mine', host: 'here', pid: 1 }, 0);
  cloud.advance(model.startAt + 90_000);
  upgraded.saveCloud('t', cloud.save(upgraded.savedAt('t')), 'mine');
  expect(upgraded.loadCloud('t')).toEqual(cloud.dump());
  later.close();
  openDatabase(file).close();
});

test('a file of a later version is refused', () => {
  const database = openDatabase(file);
  database.run('PRAGMA user_version = 99');
  database.close();
  expect(() => openDatabase(file)).toThrow(unusable(/later Squall \(schema 99/));
});

test('a page that was overwritten is told from a bug', () => {
  const database = openDatabase(file);
  for (let n = 0; n < 500; n++) database.run(`INSERT INTO switches VALUES ('service:${n}', 'ada', 'test', 1)`);
  database.close();
  const whole = readFileSync(file);
  whole.fill(0xff, 4096);
  writeFileSync(file, whole);
  expect(() => openDatabase(file).all('SELECT * FROM switches')).toThrow(unusable(/not a readable/));
});

test('transactions nest into one, and roll back as one', () => {
  const database = openDatabase(':memory:');
  const insert = (scope: string) => database.run(`INSERT INTO switches VALUES ('${scope}', 'ada', 'test', 1)`);
  expect(() =>
    database.transaction(() => {
      insert('outer');
      database.transaction(() => insert('inner'));
      throw new Error('late');
    }),
  ).toThrow('late');
  expect(database.all('SELECT * FROM switches')).toEqual([]);
  expect(database.transaction(() => insert('again'))).toBe(1);
});
