/** Toxiproxy itself, as a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { installedToxiproxy } from './toxiproxy-program.ts';

/** Undefined where there is none: the suite's setup builds one where it can. */
export const toxiproxyProgram: string | undefined = installedToxiproxy(process.env);

export async function startToxiproxy(program: string): Promise<{ readonly endpoint: string; stop(): Promise<void> }> {
  const port = await freePort();
  const server = spawn(program, ['-host', '127.0.0.1', '-port', String(port), '-seed', '7'], { stdio: 'ignore' });
  const gone = once(server, 'exit');
  const endpoint = `http://127.0.0.1:${port}`;
  const late = AbortSignal.timeout(20_000);
  while (!(await answers(endpoint))) {
    late.throwIfAborted();
    if (server.exitCode !== null) throw new Error(`${program} ended with ${server.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    endpoint,
    async stop() {
      server.kill();
      await gone;
    },
  };
}

const answers = (endpoint: string): Promise<boolean> =>
  fetch(`${endpoint}/version`).then(
    ({ ok }) => ok,
    () => false,
  );

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
