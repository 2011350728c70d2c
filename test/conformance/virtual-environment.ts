/** The suite's own Python: made once, and again whenever `requirements.txt` changes. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const directory = join(import.meta.dirname, '../../.venv-conformance');
const requirements = join(import.meta.dirname, 'requirements.txt');
const stamp = join(directory, 'requirements.sha256');
const lock = `${directory}.lock`;
const millisToWait = 600_000;
const beat = 2000;

/** The interpreter to run: `serve.py`, cfn-lint. */
export const python = join(directory, 'bin/python');

const wanted = (): string => createHash('sha256').update(readFileSync(requirements)).digest('hex');

function isCurrent(): boolean {
  try {
    return readFileSync(stamp, 'utf8') === wanted();
  } catch {
    return false;
  }
}

/** Python or one of its packages cannot be had. */
export class VirtualEnvironmentUnusable extends Error {
  override readonly name = 'VirtualEnvironmentUnusable';
}

async function make(): Promise<void> {
  rmSync(directory, { recursive: true, force: true });
  try {
    await run('python3', ['-m', 'venv', directory]);
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new VirtualEnvironmentUnusable(`.venv-conformance could not be made: ${stderr || message}`);
  }
  writeFileSync(stamp, wanted());
}

/** Of two suites at once one makes it; a lock whose holder no longer beats is taken over. */
async function locked(work: () => Promise<void>): Promise<void> {
  for (const until = Date.now() + millisToWait; ; ) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      const heldFor = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      if (heldFor > 10 * beat) rmSync(lock, { recursive: true, force: true });
      else if (Date.now() > until) throw new VirtualEnvironmentUnusable(`${lock} is held by another suite`);
      else await pause(beat / 4);
    }
  }
  const beating = setInterval(() => utimesSync(lock, new Date(), new Date()), beat);
  try {
    await work();
  } finally {
    clearInterval(beating);
    rmSync(lock, { recursive: true, force: true });
  }
}

/** @throws VirtualEnvironmentUnusable with what pip said */
export async function ensureVirtualEnvironment(): Promise<void> {
  if (isCurrent()) return;
  await locked(async () => {
    if (!isCurrent()) await make();
  });
}

/** Vitest's global setup: before any file of the suite, and once. */
export default ensureVirtualEnvironment;
