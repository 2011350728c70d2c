/** Processes to be paused, of a name that nothing else has. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Victim {
  readonly pid: number;
  /** As the kernel has it: S sleeps, T stands paused. */
  state(): string;
  kill(): void;
}

export function startVictim(folder: string, name: string): Victim {
  const sleep = spawnSync('bash', ['-c', 'readlink -f "$(command -v sleep)"'], { encoding: 'utf8' }).stdout.trim();
  if (!existsSync(join(folder, name))) copyFileSync(sleep, join(folder, name));
  const child: ChildProcess = spawn(join(folder, name), ['300'], { stdio: 'ignore' });
  const pid = child.pid ?? 0;
  return {
    pid,
    state: () => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /, '').charAt(0),
    kill: () => void child.kill('SIGKILL'),
  };
}
