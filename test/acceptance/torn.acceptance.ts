/** The local store with its disk full, its files torn, and no right to write: said in words, and nothing left behind. */
import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { platformFile } from '../../apps/local/directory.ts';
import { openArchive, reapLocally } from '../../apps/local/platform.ts';
import { stream } from '../../simulator/engine/random.ts';
import { pacedRun, worldBefore } from './killing/experiment.ts';
import { cramped, killedAt, measured } from './killing/process.ts';
import { unrest } from './killing/rest.ts';
import { type Answer, newDirectory, root, squall } from './squall.ts';

const seed = Number(process.env.TORN_SEED ?? 1);
const before = worldBefore();
let abandoned: string;
/** Of the file of a whole run. */
let wholePages: number;

/** Killed while its first wave is active, with a log that was never brought into the main file. */
beforeAll(async () => {
  const whole = newDirectory();
  mkdirSync(dirname(whole), { recursive: true });
  const { counts } = await measured(pacedRun(whole), join(dirname(whole), 'counts.json'));
  wholePages = statSync(platformFile(whole)).size / 4096;
  const statement = Object.keys(counts).find((name) => name.startsWith('UPDATE ledger SET external_id'))!;
  abandoned = newDirectory();
  const { code } = await killedAt(pacedRun(abandoned), { statement, count: 2, when: 'after' });
  expect(code).toBeUndefined();
  expect(readFileSync(`${platformFile(abandoned)}-wal`).length).toBeGreaterThan(100_000);
});

function copyOf(directory: string): string {
  const copy = newDirectory();
  mkdirSync(copy, { recursive: true });
  for (const name of readdirSync(directory))
    if (!name.endsWith('-shm')) cpSync(join(directory, name), join(copy, name), { recursive: true });
  return copy;
}

/** Either it is brought to rest and can be read, or it is refused in words; `damage` is named when it is neither. */
async function restedOrRefused(directory: string, damage: string): Promise<'rested' | 'refused'> {
  const archive = await reapLocally({ directory }).then(
    () => openArchive(directory),
    (error: Error) => error,
  );
  try {
    if (archive instanceof Error) throw archive;
    for (const { runId, terminal } of archive.list()) {
      expect(terminal, damage).toBeDefined();
      expect((await archive.history(runId))?.journal.length, damage).toBeGreaterThan(0);
      expect(await archive.activeFaults(runId), damage).toEqual([]);
    }
    return 'rested';
  } catch (error) {
    // A step or the sweeper that met the damage has failed, and what kept the run from going on is the cause.
    const met = (error as Error).name === 'RunStuck' ? (error as Error).cause : error;
    const reason = met instanceof AggregateError ? met.errors[0] : met;
    expect(reason, damage).toMatchObject({
      name: 'PlatformFileUnusable',
      message: expect.stringContaining('not a readable Squall platform file'),
    });
    return 'refused';
  }
}

describe(`torn files (TORN_SEED=${seed})`, () => {
  it('a log cut short anywhere is an earlier moment, and is brought to rest from there', async () => {
    const random = stream(seed, 'cut');
    const log = readFileSync(`${platformFile(abandoned)}-wal`);
    for (let n = 0; n < 20; n++) {
      const left = random.int(log.length);
      const copy = copyOf(abandoned);
      writeFileSync(`${platformFile(copy)}-wal`, log.subarray(0, left));
      expect(await restedOrRefused(copy, `log cut to ${left} of ${log.length}`)).toBe('rested');
      expect(unrest(copy, before)).toEqual([]);
    }
  });

  it('a log with bytes that are not its own ends before them', async () => {
    const random = stream(seed, 'flip');
    for (let n = 0; n < 10; n++) {
      const copy = copyOf(abandoned);
      const log = readFileSync(`${platformFile(copy)}-wal`);
      const at = random.int(log.length);
      log[at]! ^= 0xff;
      writeFileSync(`${platformFile(copy)}-wal`, log);
      expect(await restedOrRefused(copy, `byte ${at} of the log`)).toBe('rested');
      expect(unrest(copy, before)).toEqual([]);
    }
  });

  it('a main file with holes or foreign bytes is refused in words, or was not needed', async () => {
    const random = stream(seed, 'main');
    const reaped = copyOf(abandoned);
    const closed = await squall(['run', ...pacedRun(reaped).slice(1), '--speed', 'max']);
    expect(closed.code, closed.stderr).toBe(0);
    const file = readFileSync(platformFile(reaped));
    const outcomes = { rested: 0, refused: 0 };
    for (let n = 0; n < 30; n++) {
      const copy = copyOf(reaped);
      const bytes = Buffer.from(file);
      const length = 1 + random.int(8192);
      const from = random.int(bytes.length - length);
      if (n % 2 === 0) bytes.fill(0, from, from + length);
      else for (let at = from; at < from + length; at++) bytes[at] = random.int(256);
      writeFileSync(platformFile(copy), bytes);
      outcomes[await restedOrRefused(copy, `${length} bytes from ${from}, ${n % 2 ? 'foreign' : 'zero'}`)] += 1;
    }
    expect(outcomes.refused).toBeGreaterThan(0);
  });
});

describe('a full disk', () => {
  const shares = [0.1, 0.7, 0.75, 0.8, 0.85, 0.9];
  it.concurrent.each(shares)(
    'with room for %f of a run is told of, and what was begun is brought to rest',
    async (share) => {
      const directory = newDirectory();
      const answer = await cramped(pacedRun(directory), Math.floor(wholePages * share));
      expect(answer.stderr, answer.stdout).toContain('could not be written (database or disk is full)');
      expect(answer.stderr).toContain('squall reap');
      const begun = answer.stdout.includes('"type":"started"');
      expect(answer.code).toBe(begun ? 7 : 1);
      const reaped = await squall(['reap', '--local', '--directory', directory]);
      // 1: a step had failed for want of room, and all is restored.
      expect([0, 1, 3, 5], reaped.stderr).toContain(reaped.code);
      expect(reaped.stderr).toBe('');
      expect(unrest(directory, before)).toEqual([]);
    },
  );
});

describe('a directory that may not be written', () => {
  /** Root may write anywhere, so that it has to be somebody else. */
  const asNobody = (args: readonly string[]): Promise<Answer> =>
    new Promise((resolve) => {
      const other = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
      execFile(process.execPath, [join(root, 'bin/squall.js'), ...args], other, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr });
      });
    });

  it('is named by every verb that needs it, and left as it was', async () => {
    const directory = copyOf(abandoned);
    for (const name of readdirSync(directory)) chmodSync(join(directory, name), 0o444);
    chmodSync(directory, 0o555);
    chmodSync(dirname(directory), 0o755);
    const log = readFileSync(`${platformFile(directory)}-wal`);
    for (const args of [
      pacedRun(directory),
      ['reap', '--local', '--directory', directory],
      ['ls', '--directory', directory],
    ]) {
      const answer = await asNobody(args);
      expect(answer.code, answer.stdout).toBe(1);
      expect(answer.stderr).toContain(directory);
      expect(answer.stderr).not.toContain('unexpected');
    }
    expect(readFileSync(`${platformFile(directory)}-wal`)).toEqual(log);
    const nowhere = join(directory, 'below');
    const answer = await asNobody(pacedRun(nowhere));
    expect({ code: answer.code, made: existsSync(nowhere) }, answer.stderr).toEqual({ code: 1, made: false });
    chmodSync(directory, 0o755);
  });
});
