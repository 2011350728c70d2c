/** Every interleaving of the smallest platform, and the mistakes that it must find. */
import { expect, test } from 'vitest';
import { explore } from '../../attacks/model-check/explore.ts';
import type { Budget } from '../../attacks/model-check/moment.ts';
import { shortParts } from '../../attacks/model-check/parts.ts';
import { plants } from '../../attacks/plants.ts';

test.each(shortParts)('$name: explored to the end, and nothing broken', async ({ name, budget }) => {
  const { states, moves, ends, longest, violation } = await explore({ budget });
  console.log(`${name}: ${states} states, ${moves} moves, ${ends} ways to end, the longest of ${longest} moves`);
  expect(violation).toBeUndefined();
  expect(ends).toBeGreaterThan(1);
});

const nothing: Budget = { crashes: 0, duplicates: 0, stops: [], starts: ['one'], sweeps: 0 };
test.each<[keyof typeof plants, Partial<Budget>, RegExp]>([
  [
    'without the epoch check',
    { crashes: 1, crashesIn: ['Inject'], duplicates: 1, duplicatesIn: ['Inject'] },
    /^I1: .*still affected/,
  ],
  ['the ledger after the fault', {}, /^I5: .*without a ledger entry/],
  ['the reaper late', { crashes: 1 }, /^I5: .*no reaper/],
  ['the stop before the epoch', { stops: ['run-one'], stopsDuring: ['Inject'] }, /^I8: .*aborted/],
])('a protocol with a mistake in it, %s, is found out', async (name, budget, broken) => {
  const { states, violation } = await explore({
    budget: { ...nothing, ...budget },
    plant: plants[name],
    soonest: true,
  });
  console.log(`${name}: ${violation?.what}, after ${states} states and ${violation?.how.length} moves`);
  expect(violation?.what).toMatch(broken);
});
