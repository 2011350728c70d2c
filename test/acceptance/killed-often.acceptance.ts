/**
 * The real process killed at 200 moments of its life, some of them the reaper's, and always
 * brought to rest. `KILL_SEED` replays: moments at a write are the same to the statement,
 * those by the clock as nearly as the machine allows.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { platformFile } from '../../apps/local/directory.ts';
import { openArchive, reapLocally } from '../../apps/local/platform.ts';
import { type Batch, killedBatch, type Lives } from './killing/batch.ts';
import { pacedRun, worldBefore } from './killing/experiment.ts';
import { phases } from './killing/phase.ts';
import { killedAt, measured } from './killing/process.ts';
import { unrest } from './killing/rest.ts';
import { newDirectory } from './squall.ts';

const seed = Number(process.env.KILL_SEED ?? 1);
const batches = 40;
const killsInBatch = 5;
const atOnce = 3;

/** How long a run and its reaper live, and what they write. */
async function livesOf(): Promise<Lives> {
  const directory = newDirectory();
  mkdirSync(dirname(directory), { recursive: true });
  const counts = (name: string) => join(dirname(directory), `${name}.json`);
  const run = await measured(pacedRun(directory), counts('run'));
  expect(run.ended.code, run.ended.stderr).toBe(0);
  const abandoned = newDirectory();
  const confirmed = Object.keys(run.counts).find((statement) => statement.startsWith('UPDATE ledger SET external_id'))!;
  await killedAt(pacedRun(abandoned), { statement: confirmed, count: 1, when: 'after' });
  const reap = await measured(['reap', '--local', '--directory', abandoned], counts('reap'));
  expect(reap.ended.code, reap.ended.stderr).toBe(5);
  return { run, reap };
}

/** What is wrong with a batch that was brought to rest. */
async function problemsOf({ directory, reaped }: Batch, before: ReturnType<typeof worldBefore>): Promise<string[]> {
  const problems: string[] = [];
  if (![0, 3, 5, 6].includes(reaped.code)) problems.push(`reap ended with ${reaped.code}: ${reaped.stderr}`);
  if (!existsSync(platformFile(directory))) return problems;
  const archive = openArchive(directory);
  for (const { runId } of archive.list())
    if ((await archive.history(runId)) === undefined) problems.push(`${runId} cannot be shown`);
  archive.close();
  problems.push(...unrest(directory, before));
  const again = await reapLocally({ directory });
  if (again.length > 0) problems.push(`reaped again: ${again.map(({ record }) => record.runId)}`);
  return problems;
}

it(`is brought to rest after ${batches * killsInBatch} kills, in every phase (KILL_SEED=${seed})`, async () => {
  const lives = await livesOf();
  const before = worldBefore();
  const done: Batch[] = [];
  const wrong: string[] = [];
  let next = 0;
  const work = async () => {
    for (let n = next++; n < batches; n = next++) {
      const batch = await killedBatch({ seed, n, kills: killsInBatch, lives });
      done.push(batch);
      const problems = await problemsOf(batch, before).catch((error: Error) => [error.stack ?? error.message]);
      if (problems.length > 0) wrong.push(`${batch.story}\n  ${problems.join('\n  ')}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));

  const killed = done.flatMap((batch) => batch.killed);
  const histogram = Object.fromEntries(
    phases.map((phase) => [phase, killed.filter((one) => one.phase === phase).length]),
  );
  const reapers = killed.filter(({ phase }) => phase === undefined).length;
  const writing = killed.filter(({ moment }) => 'statement' in moment).length;
  console.log(`KILL_SEED=${seed}: ${killed.length} kills, ${writing} at a write, ${reapers} of the reaper`, histogram);
  expect(wrong.join('\n')).toBe('');
  expect(killed.length).toBe(batches * killsInBatch);
  for (const phase of phases) expect(histogram[phase], phase).toBeGreaterThan(0);
  expect(reapers).toBeGreaterThan(0);
  // A quarter of an hour is enough on an idle machine many times over; a busy one is no reason to fail.
}, 3_600_000);
