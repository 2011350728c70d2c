/**
 * Vitest's global setup: servers of moto that outlive test files. To start one and to have it
 * load the services that it is asked for takes seconds, for each of forty files; to make it
 * forget takes none (`lent.py`).
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type MotoProcess, spawnMoto } from './moto-process.ts';

const variable = 'SQUALL_MOTO_POOL';

/** Files run side by side: there are as many servers as were ever wanted at once. */
export default async function setup(): Promise<() => Promise<void>> {
  const all = new Map<string, MotoProcess>();
  const idle: MotoProcess[] = [];
  const lend = async (): Promise<string> => {
    const server = idle.pop() ?? (await spawnMoto());
    all.set(server.endpoint, server);
    return server.endpoint;
  };
  const pool = createServer(async (request, response) => {
    try {
      if (request.method === 'POST') response.end(await lend());
      else {
        const back = all.get(await text(request));
        if (back && !idle.includes(back)) idle.push(back);
        response.end();
      }
    } catch (error) {
      response.writeHead(500).end((error as Error).message);
    }
  });
  await new Promise<void>((listening) => pool.listen(0, '127.0.0.1', listening));
  process.env[variable] = `http://127.0.0.1:${(pool.address() as AddressInfo).port}`;
  return async () => {
    pool.close();
    pool.closeAllConnections();
    await Promise.all([...all.values()].map((server) => server.stop()));
  };
}

/** One that is given back instead of stopped. Undefined where there is no pool. @throws Error with what kept it from starting */
export async function lentMoto(): Promise<MotoProcess | undefined> {
  const pool = process.env[variable];
  if (pool === undefined) return undefined;
  const answer = await fetch(pool, { method: 'POST' });
  const endpoint = await answer.text();
  if (!answer.ok) throw new Error(endpoint);
  return {
    endpoint,
    async stop() {
      await fetch(pool, { method: 'DELETE', body: endpoint });
    },
  };
}
