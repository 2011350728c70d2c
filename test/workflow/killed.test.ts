/** SIGKILL in the middle of a run: real leftovers, and one terminal record once they are reaped. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { platformFile } from '../../apps/local/directory.ts';
import { openArchive, reapLocally, startLocalRun } from '../../apps/local/platform.ts';
import { drill, quickly } from './drills.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const folder = temporaryDirectory();

async function killedOnceInjected(directory: string): Promise<string> {
  const script = join(import.meta.dirname, 'killed-run.ts');
  const child: ChildProcess = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  for await (const _ of child.stdout!) {
    const archive = openArchive(directory);
    const [record] = archive.list({ unfinished: true });
    const active = record !== undefined && (await archive.activeFaults(record.runId)).length > 0;
    archive.close();
    if (!active) continue;
    child.kill('SIGKILL');
    await ended;
    return record.runId;
  }
  throw new Error('the run ended before anything was injected');
}

test('killed, the reloaded world shows the fault active; reaped, none is; reaped again, nothing happens', async () => {
  const runId = await killedOnceInjected(folder.path());
  const archive = openArchive(folder.path());
  expect(archive.isOwned()).toBe(false);
  expect(await archive.activeFaults(runId)).toMatchObject([{ status: 'running' }]);
  expect((await archive.history(runId))?.record.terminal).toBeUndefined();

  const histories = await reapLocally({ directory: folder.path() });
  expect(histories.map(({ record }) => record.runId)).toEqual([runId]);
  expect(await archive.activeFaults(runId)).toEqual([]);
  const reaped = await archive.history(runId);
  expect(reaped?.record.terminal).toMatchObject({ end: 'aborted', recovery: 'restored', cause: { kind: 'crashed' } });
  expect(reaped?.journal.filter(({ type }) => type === 'concluded')).toHaveLength(1);

  expect(await reapLocally({ directory: folder.path() })).toEqual([]);
  expect(await archive.history(runId)).toEqual(reaped);
  archive.close();
});

test('killed between its terminal record and its last line, reap writes the line once and gives the deadline back', async () => {
  const run = await startLocalRun({ ...quickly, ...drill('cpu-stress'), directory: folder.path() });
  const { journal, record } = await run.finished;
  const file = new DatabaseSync(platformFile(folder.path()));
  file.exec("DELETE FROM journal WHERE step = 'Conclude'");
  file.exec('UPDATE runs SET untold = 1');
  const deadlines = () => file.prepare('SELECT run_id FROM deadlines').all();
  const armed = file.prepare('INSERT INTO deadlines (timeline, run_id, at) VALUES (?, ?, ?)');
  armed.run(run.runId, run.runId, record.lease!.until);

  const [history, ...others] = await reapLocally({ directory: folder.path() });
  expect(others).toEqual([]);
  expect(history?.record.terminal).toEqual(record.terminal);
  expect(history?.journal.filter(({ type }) => type === 'concluded')).toHaveLength(1);
  expect(history?.journal.length).toBe(journal.length);
  expect(history?.record.untold).toBeUndefined();
  expect(deadlines()).toEqual([]);
  expect(await reapLocally({ directory: folder.path() })).toEqual([]);

  // Killed after it was told of, before the deadline was given back.
  armed.run(run.runId, run.runId, record.lease!.until);
  expect(await reapLocally({ directory: folder.path() })).toEqual([history]);
  expect(deadlines()).toEqual([]);
  file.close();
});
