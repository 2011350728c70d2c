/** Explores parts that it is sent, one at a time, in a thread of its own. */
import { parentPort } from 'node:worker_threads';
import { type Explored, explore } from './explore.ts';
import type { Part } from './parts.ts';
import { subjects } from './subjects/index.ts';

export type Told =
  | { readonly is: 'on its way'; readonly name: string; readonly states: number; readonly seconds: number }
  | { readonly is: 'done'; readonly name: string; readonly explored: Explored; readonly seconds: number };

parentPort!.on('message', async ({ name, subject = 'two runs', budget }: Part) => {
  const begun = performance.now();
  const tell = (told: Told) => parentPort!.postMessage(told);
  const seconds = () => (performance.now() - begun) / 1000;
  const onProgress = (states: number) => tell({ is: 'on its way', name, states, seconds: seconds() });
  tell({
    is: 'done',
    name,
    explored: await explore({ subject: subjects[subject], budget, onProgress }),
    seconds: seconds(),
  });
});
