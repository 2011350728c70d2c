/** Toxiproxy itself, where one is installed: TOXIPROXY_SERVER names its program, or `toxiproxy-server` is on the path. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { delimiter, join } from 'node:path';

const named = process.env.TOXIPROXY_SERVER;

/** Undefined where there is none. */
export const toxiproxyProgram: string | undefined = [
  ...(named === undefined ? [] : [named]),
  ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'toxiproxy-server')),
].find((program) => {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
});

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
