/** Explores parts that it is sent, one at a time, in a thread of its own. */
import { parentPort } from 'node:worker_threads';
import { explore } from './explore.ts';
import type { Part } from './parts.ts';

parentPort!.on('message', async ({ name, budget }: Part) => {
  const begun = performance.now();
  const explored = await explore({ budget });
  parentPort!.postMessage({ name, explored, seconds: (performance.now() - begun) / 1000 });
});
