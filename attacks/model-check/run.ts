/** `npm run model-check [-- --all | --only TEXT] [--save FILE] | [-- --compare]`: explores parts on every core, and says how much that was. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { compare } from './compare.ts';
import type { Told } from './part-worker.ts';
import { drillParts, longParts, type Part, peopleParts, shortDrillParts, shortParts, wholeParts } from './parts.ts';
import { type Done, Results } from './results.ts';

/** Megabytes of heap for each thread; what it has seen lies outside, with twelve bytes a state. */
const heap = 3_000;
const tellEvery = 30;

const { values } = parseArgs({
  options: {
    all: { type: 'boolean' },
    only: { type: 'string' },
    save: { type: 'string' },
    compare: { type: 'boolean' },
  },
});

function chosenParts(): readonly Part[] {
  const short = [...shortParts, ...shortDrillParts];
  const every = [...short, ...drillParts, ...longParts, ...wholeParts, ...peopleParts];
  if (values.only !== undefined) return every.filter(({ name }) => name.includes(values.only!));
  return values.all ? every : short;
}

function told({ name, explored, seconds }: Done): string {
  const { states, moves, ends, longest, violation } = explored;
  const size = `${states} states, ${moves} moves, ${ends} ways to end, the longest of ${longest} moves, ${seconds.toFixed(1)} s`;
  if (!violation) return `${name}: ${size}`;
  return `${name}: VIOLATION of ${violation.what}\n  ${violation.how.join('\n  ')}\n  after ${size}`;
}

/** Each thread takes the next part as soon as it is done with one. Answers whether all held. */
async function checkAll(parts: readonly Part[], results: Results): Promise<boolean> {
  const done = results.known().filter(({ name }) => parts.some((part) => part.name === name));
  for (const each of done) console.log(`${told(each)}, explored before`);
  const waiting = parts.filter(({ name }) => !done.some((each) => each.name === name));
  const thread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('./part-worker.ts', import.meta.url), {
        resourceLimits: { maxOldGenerationSizeMb: heap },
      });
      let silentUntil = tellEvery;
      const next = () => {
        const part = waiting.shift();
        silentUntil = tellEvery;
        if (part) worker.postMessage(part);
        else worker.terminate().then(() => resolve(), reject);
      };
      worker.on('error', reject);
      worker.on('message', (message: Told) => {
        const { name, seconds } = message;
        if (message.is === 'on its way') {
          if (seconds < silentUntil) return;
          silentUntil = seconds + tellEvery;
          console.log(`  ${name}: ${message.states} states so far, ${seconds.toFixed(0)} s`);
          return;
        }
        const explored = { name, explored: message.explored, seconds };
        console.log(told(explored));
        results.keep(explored);
        done.push(explored);
        next();
      });
      next();
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), waiting.length) }, thread));
  const states = done.reduce((sum, { explored }) => sum + explored.states, 0);
  const broken = done.filter(({ explored }) => explored.violation).length;
  console.log(`${done.length} parts, ${states} states, ${broken} violations`);
  return broken === 0;
}

const parts = chosenParts();
if (values.compare) {
  if (!(await compare())) process.exitCode = 1;
} else if (parts.length === 0) {
  console.error('no part has a name like that; --all lists them as they are done');
  process.exitCode = 2;
} else if (!(await checkAll(parts, new Results(values.save)))) process.exitCode = 1;
