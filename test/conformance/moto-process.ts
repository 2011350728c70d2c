/** A process of moto's server on a free loopback port, gone with the process that started it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureVirtualEnvironment, python } from './virtual-environment.ts';

export interface MotoProcess {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** Idempotent. */
  stop(): Promise<void>;
}

/** Of every client of the suite. */
export const motoRegion = 'eu-central-1';

const millisToStart = 60_000;
const millisToStop = 5000;

/** It ended, or did not say its port in time. The message carries what it wrote. */
export class MotoUnavailable extends Error {
  override readonly name = 'MotoUnavailable';
}

async function portOf(server: ChildProcess, said: () => string): Promise<number> {
  const lines = createInterface({ input: server.stdout! });
  const late = AbortSignal.timeout(millisToStart);
  try {
    const [line] = await Promise.race([
      once(lines, 'line', { signal: late }),
      once(server, 'exit', { signal: late }).then(() => Promise.reject(new Error('it ended'))),
    ]);
    return (JSON.parse(line) as { port: number }).port;
  } catch (error) {
    server.kill('SIGKILL');
    throw new MotoUnavailable(`moto did not start: ${(error as Error).message}\n${said()}`, { cause: error });
  } finally {
    lines.close();
  }
}

/** @throws MotoUnavailable, VirtualEnvironmentUnusable */
export async function spawnMoto(): Promise<MotoProcess> {
  await ensureVirtualEnvironment();
  // Its standard input is a pipe of ours: however this process ends, the pipe closes and the server leaves.
  const server = spawn(python, [join(import.meta.dirname, 'serve.py')], {
    env: { ...process.env, AWS_DEFAULT_REGION: motoRegion, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let tail = '';
  server.stderr.on('data', (chunk: Buffer) => {
    tail = (tail + chunk).slice(-4000);
  });
  const endpoint = `http://127.0.0.1:${await portOf(server, () => tail)}`;
  server.stdout.resume();
  const gone = once(server, 'exit');
  return {
    endpoint,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.stdin.end();
      const kill = setTimeout(() => server.kill('SIGKILL'), millisToStop);
      await gone;
      clearTimeout(kill);
    },
  };
}
