/** The real command line at a terminal, where it asks: `script` makes one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../temporary-folder.ts';
import { type Answer, root } from '../squall.ts';

export interface Prompt {
  /** Resolves with the process's id once its question can be read. */
  readonly asked: Promise<number>;
  type(keys: string): void;
  readonly answer: Promise<Answer>;
}

const inQuotes = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

export function atTerminal(args: readonly string[]): Prompt {
  const pidFile = join(temporaryFolder('terminal'), 'pid');
  const preload = join(import.meta.dirname, 'at-statement.ts');
  const words = [process.execPath, '--import', preload, join(root, 'bin/squall.js'), ...args];
  // One that nobody sits at has no width of its own.
  const command = `stty cols 120 rows 40; exec ${words.map(inQuotes).join(' ')}`;
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    env: { ...process.env, CI: '', NO_COLOR: '1', TERM: 'xterm', PID_FILE: pidFile },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  const answer = once(child, 'close').then(([code]) => ({ code: Number(code), stdout, stderr }));
  const asked = new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      stdout += String(chunk);
      if (stdout.includes('Run much-killed?')) resolve(Number(readFileSync(pidFile, 'utf8')));
    });
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    void answer.then(() => reject(new Error(`it ended without a question: ${stdout}${stderr}`)));
  });
  return { asked, type: (keys) => void child.stdin.write(keys), answer };
}
