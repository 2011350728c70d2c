/** `npm run model-check [-- --all | --only TEXT]`: explores parts on every core, and says how much that was. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Explored } from './explore.ts';
import { longParts, type Part, shortParts } from './parts.ts';

interface Done {
  readonly name: string;
  readonly explored: Explored;
  readonly seconds: number;
}

function chosenParts(): readonly Part[] {
  const { values } = parseArgs({ options: { all: { type: 'boolean' }, only: { type: 'string' } } });
  const { all, only } = values;
  if (only !== undefined) return [...shortParts, ...longParts].filter(({ name }) => name.includes(only));
  return all ? [...shortParts, ...longParts] : shortParts;
}

function told({ name, explored, seconds }: Done): string {
  const { states, moves, ends, longest, violation } = explored;
  const size = `${states} states, ${moves} moves, ${ends} ways to end, the longest of ${longest} moves, ${seconds.toFixed(1)} s`;
  if (!violation) return `${name}: ${size}`;
  return `${name}: VIOLATION of ${violation.what}\n  ${violation.how.join('\n  ')}\n  after ${size}`;
}

/** Each thread takes the next part as soon as it is done with one. Answers whether all held. */
async function checkAll(parts: readonly Part[]): Promise<boolean> {
  const waiting = [...parts];
  let [states, broken] = [0, 0];
  const thread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('./part-worker.ts', import.meta.url));
      const next = () => {
        const part = waiting.shift();
        if (part) worker.postMessage(part);
        else worker.terminate().then(() => resolve(), reject);
      };
      worker.on('error', reject);
      worker.on('message', (done: Done) => {
        console.log(told(done));
        states += done.explored.states;
        if (done.explored.violation) broken++;
        next();
      });
      next();
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), parts.length) }, thread));
  console.log(`${parts.length} parts, ${states} states, ${broken} violations`);
  return broken === 0;
}

const parts = chosenParts();
if (parts.length === 0) {
  console.error('no part has a name like that; --all lists them as they are done');
  process.exitCode = 2;
} else if (!(await checkAll(parts))) process.exitCode = 1;
