/** Runs the real command line in a directory of its own, as a user would. */
import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';

export const root = join(import.meta.dirname, '../..');
export const experimentFile = (name: string) => join(root, 'templates/experiments', name, 'experiment.yaml');
export const newDirectory = () => join(temporaryFolder('acceptance'), '.squall');

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const command = [join(root, 'bin/squall.js')];

export function squall(args: readonly string[]): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(process.execPath, [...command, ...args], { maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr });
    });
  });
}

/** For runs that the test interferes with. */
export const startSquall = (args: readonly string[]) =>
  spawn(process.execPath, [...command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

export interface Result {
  readonly type: 'result';
  readonly runId: string;
  readonly end: string;
  readonly verdict: string;
  readonly recovery: string;
  readonly exitCode: number;
  readonly reason: string;
}

/** The last line of `run --json`. */
export const resultOf = (answer: Answer): Result =>
  JSON.parse(answer.stdout.trimEnd().split('\n').at(-1) ?? '{}') as Result;
