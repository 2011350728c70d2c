/** SIGKILL in the middle of a run: real leftovers, and one terminal record once they are reaped. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openArchive, reapLocally } from '../../apps/local/platform.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const folder = temporaryDirectory();

async function killedOnceInjected(directory: string): Promise<string> {
  const script = join(import.meta.dirname, 'killed-run.ts');
  const child: ChildProcess = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  for await (const _ of child.stdout!) {
    const archive = openArchive(directory);
    const [record] = archive.list({ unfinished: true });
    const active = record !== undefined && archive.activeFaults(record.runId).length > 0;
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
  expect(archive.activeFaults(runId)).toMatchObject([{ status: 'running' }]);
  expect((await archive.history(runId))?.record.terminal).toBeUndefined();

  const histories = await reapLocally({ directory: folder.path() });
  expect(histories.map(({ record }) => record.runId)).toEqual([runId]);
  expect(archive.activeFaults(runId)).toEqual([]);
  const reaped = await archive.history(runId);
  expect(reaped?.record.terminal).toMatchObject({ end: 'aborted', recovery: 'restored', cause: { kind: 'crashed' } });
  expect(reaped?.journal.filter(({ type }) => type === 'concluded')).toHaveLength(1);

  expect(await reapLocally({ directory: folder.path() })).toEqual([]);
  expect(await archive.history(runId)).toEqual(reaped);
  archive.close();
});
