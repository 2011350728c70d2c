/** Whole platforms under attack, two hundred of them (`npm run simulate` has more), and what makes them worth running. */
import { describe, expect, test } from 'vitest';
import { plants } from '../../attacks/plants.ts';
import { carryOut, crashesOf } from '../../attacks/suite/campaign.ts';
import { crashPoints, nameOf } from '../../attacks/suite/crash-points.ts';
import { shrink } from '../../attacks/suite/shrink.ts';
import { simulate } from '../../attacks/suite/simulate.ts';

test('attacked platforms keep every promise, whatever dies', async () => {
  const { runs, failed, overlapping, waves, attacks, covered } = await carryOut({ seed: 1, runs: 120 });
  const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];
  console.log(`seeds 1 to ${runs}: ${failed.length} violations`);
  expect(failed).toEqual([]);
  expect(median(overlapping)).toBeGreaterThanOrEqual(2);
  expect(median(waves)).toBeGreaterThanOrEqual(2);
  expect(median(attacks)).toBeGreaterThanOrEqual(1);
  expect(covered.size).toBeGreaterThan(45);
}, 120_000);

test('whatever dies in the drill of a Region, users come home', async () => {
  const { runs, failed, moved, covered } = await carryOut({ seed: 1, runs: 100, first: 'a-region-left' });
  console.log(
    `a Region left, seeds 1 to ${runs}: ${failed.length} violations, users moved ${moved.get('a-region-left')} times`,
  );
  expect(failed).toEqual([]);
  expect(moved.get('a-region-left')).toBeGreaterThan(30);
  expect(covered.size).toBeGreaterThan(40);
}, 120_000);

test('a seed is the same run again, to its last attack', async () => {
  const once = await simulate({ seed: 11, crashes: crashesOf(11) });
  expect(await simulate({ seed: 11, crashes: crashesOf(11) })).toEqual(once);
  expect(once.attacks.length).toBeGreaterThan(0);
});

test('an attack that is taken away leaves the others where they were', async () => {
  const all = await simulate({ seed: 2, crashes: crashesOf(2) });
  const last = all.attacks.at(-1)!;
  const only = new Set(all.attacks.map(({ id }) => id).filter((id) => id !== last.id));
  const fewer = await simulate({ seed: 2, crashes: crashesOf(2), only });
  expect(fewer.attacks.map(({ id }) => id)).not.toContain(last.id);
  expect(fewer.attacks.slice(0, all.attacks.indexOf(last))).toEqual(all.attacks.slice(0, all.attacks.indexOf(last)));
});

describe('a protocol with a mistake in it is found out', () => {
  // Seeds from which on it does not take long. `npm run simulate -- --plant NAME` begins at 1.
  test.each<[keyof typeof plants, number, RegExp]>([
    ['without the epoch check', 45, /^I[148]: /],
    ['the ledger after the fault', 1, /^I5: .*without a ledger entry|^I1: /],
    ['the reaper late', 1, /^I5: .*without a reaper/],
    ['the stop before the epoch', 1900, /^I8: .*nobody stopped/],
    ['users sent home first', 8, /^I12: .*sent users home/],
  ])(
    '%s',
    async (plant, seed, broken) => {
      const { failed, runs } = await carryOut({ seed, runs: 2000, plant });
      console.log(`${plant}: ${failed[0]?.violations[0]}, after ${runs} runs`);
      expect(failed[0]?.violations[0]).toMatch(broken);
    },
    120_000,
  );
});

test('a failing run is made as small as it still breaks the same promise', async () => {
  const options = { seed: 1, crashes: crashesOf(1), plant: plants['the reaper late'] };
  const failing = await simulate(options);
  const small = await shrink(options, failing);
  expect(small.violations[0]).toMatch(/^I5: /);
  // The mistake needs nobody's help.
  expect(failing.attacks.length).toBeGreaterThan(0);
  expect(small.attacks).toEqual([]);
});

test('every crash point goes round', () => {
  const met = new Set(
    Array.from({ length: crashPoints.length }, (_, i) =>
      crashesOf(i + 5)
        .map(nameOf)
        .join(),
    ),
  );
  expect(met.size).toBe(crashPoints.length);
  const pairs = new Set(
    Array.from({ length: crashPoints.length ** 2 }, (_, i) => crashesOf(i, true).map(nameOf).join()),
  );
  expect(pairs.size).toBe(crashPoints.length ** 2);
});
