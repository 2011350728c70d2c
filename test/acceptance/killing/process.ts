/** The real command line in a process that is killed at a moment, or left to its end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../squall.ts';
import type { ClockMoment, Life, Moment, SignalAt } from './moments.ts';

export interface Ended {
  /** Missing when the process was killed. */
  readonly code?: number;
  readonly stdout: string;
  readonly stderr: string;
}

const preload = join(import.meta.dirname, 'at-statement.ts');
/** The one that the command line turns on itself: what is loaded before it need not be compiled each time either. */
const compiled = join(tmpdir(), 'node-compile-cache');
const command = join(root, 'bin/squall.js');

async function live(
  args: readonly string[],
  env: Record<string, string>,
  kill?: ClockMoment,
): Promise<Ended & { readonly lasted: number }> {
  const child = spawn(process.execPath, ['--import', preload, command, ...args], {
    env: { ...process.env, NODE_COMPILE_CACHE: compiled, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  let timer: NodeJS.Timeout | undefined;
  let begun = performance.now();
  const begin = (from: ClockMoment['from']) => {
    if (kill?.from === from) timer ??= setTimeout(() => child.kill('SIGKILL'), kill.after);
  };
  const heard = () => {
    if (stdout + stderr === '') begun = performance.now();
    begin('output');
  };
  begin('start');
  child.stdout.on('data', (chunk) => {
    heard();
    stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    heard();
    stderr += String(chunk);
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  clearTimeout(timer);
  if (code === null && signal !== 'SIGKILL') throw new Error(`ended by ${signal}: ${stdout}${stderr}`);
  return { ...(code !== null && { code }), stdout, stderr, lasted: performance.now() - begun };
}

export const killedAt = (args: readonly string[], moment: Moment): Promise<Ended> =>
  'after' in moment ? live(args, {}, moment) : signalled(args, [{ ...moment, signal: 'SIGKILL' }]);

/** Sends itself each of the signals at its moment. */
export const signalled = (args: readonly string[], signals: readonly SignalAt[]): Promise<Ended> =>
  live(args, { SIGNALS: JSON.stringify(signals) });

/** A whole life, for its length and its writes. */
export async function measured(args: readonly string[], countsFile: string): Promise<Life & { readonly ended: Ended }> {
  const ended = await live(args, { WRITE_COUNTS: countsFile });
  return { lasts: ended.lasted, counts: JSON.parse(readFileSync(countsFile, 'utf8')), ended };
}

/** On a disk that has room for so many pages of a database, and no more. */
export const cramped = (args: readonly string[], mostPages: number): Promise<Ended> =>
  live(args, { MOST_PAGES: String(mostPages) });
