/** The real command line, as a process of its own in a directory of its own. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';

export const root = join(import.meta.dirname, '../..');
const bin = join(root, 'bin/squall.js');
const plainEnvironment = { ...process.env, NO_COLOR: '', FORCE_COLOR: '', CI: '' };

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A new directory with a copy of the templates. */
export function newPlace(): string {
  const place = temporaryFolder('cli');
  cpSync(join(root, 'templates'), join(place, 'templates'), { recursive: true });
  return place;
}

export const experimentOf = (name: string): string => `templates/experiments/${name}/experiment.yaml`;

export function squall(cwd: string, args: readonly string[], env: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...plainEnvironment, ...env }, maxBuffer: 2 ** 26 };
    const child = execFile(process.execPath, [bin, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    );
    child.stdin?.end();
  });
}

export interface Running {
  /** Resolves once stdout contains the text. */
  until(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Nobody reads stdout any more. */
  closeOutput(): void;
  readonly answer: Promise<Answer>;
}

/** For processes that the test interferes with. */
export function start(cwd: string, args: readonly string[], env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    env: { ...plainEnvironment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let waiting: { text: string; resolve: () => void }[] = [];
  child.stdout.on('data', (chunk) => {
    stdout += String(chunk);
    for (const { text, resolve } of waiting) if (stdout.includes(text)) resolve();
    waiting = waiting.filter(({ text }) => !stdout.includes(text));
  });
  child.stderr.on('data', (chunk) => {
    stderr += String(chunk);
  });
  const answer = once(child, 'close').then(([code]) => ({ code: Number(code), stdout, stderr }));
  return {
    until: (text) =>
      new Promise((resolve, reject) => {
        if (stdout.includes(text)) return resolve();
        waiting.push({ text, resolve });
        void answer.then(({ code }) => reject(new Error(`ended with ${code} before "${text}": ${stdout}${stderr}`)));
      }),
    kill: (signal) => void child.kill(signal),
    closeOutput: () => child.stdout.destroy(),
    answer,
  };
}

/** Every line of NDJSON. */
export const linesOf = ({ stdout }: Pick<Answer, 'stdout'>): readonly Record<string, unknown>[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

export const resultOf = (answer: Answer): Record<string, unknown> => linesOf(answer).at(-1)!;
