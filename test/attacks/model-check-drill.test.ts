/** Every interleaving of the smallest drill: users come home last, whatever dies, and mistakes about it are found. */
import { expect, test } from 'vitest';
import { explore } from '../../attacks/model-check/explore.ts';
import type { Budget } from '../../attacks/model-check/moment.ts';
import { shortDrillParts } from '../../attacks/model-check/parts.ts';
import { drillAndRun as subject } from '../../attacks/model-check/subjects/drill.ts';
import { plants } from '../../attacks/plants.ts';

test.each(shortDrillParts)('$name: explored to the end, and nothing broken', async ({ name, budget }) => {
  const { states, moves, ends, longest, violation } = await explore({ subject, budget });
  console.log(`${name}: ${states} states, ${moves} moves, ${ends} ways to end, the longest of ${longest} moves`);
  expect(violation).toBeUndefined();
  expect(ends).toBeGreaterThan(1);
});

const nothing: Budget = { crashes: 0, duplicates: 0, stops: [], starts: ['drill'], sweeps: 0, flips: 2 };
test.each<[keyof typeof plants, Partial<Budget>, RegExp]>([
  ['users sent home first', {}, /^I12: .*sent users home while .* is in force/],
  [
    'the snapshot of the second look',
    { duplicates: 1, duplicatesIn: ['Inject'] },
    /^I1: .*concluded as restored.*still affected/,
  ],
  ['what stands is not looked at again', { strangers: 1, flips: 1 }, /^I12: .*moved users.*had been over for/],
])('a drill with a mistake in it, %s, is found out', async (name, budget, broken) => {
  const { states, violation } = await explore({
    subject,
    budget: { ...nothing, ...budget },
    plant: plants[name],
    soonest: true,
  });
  console.log(`${name}: ${violation?.what}, after ${states} states and ${violation?.how.length} moves`);
  expect(violation?.what).toMatch(broken);
});
