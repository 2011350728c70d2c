/** What the model check leaves out is nothing: all orders come to the same ends, and what is not declared is refused. */
import { expect, test } from 'vitest';
import { Layout } from '../../attacks/model-check/cells.ts';
import { endsOf } from '../../attacks/model-check/ends.ts';
import type { Budget } from '../../attacks/model-check/moment.ts';
import { twoRuns } from '../../attacks/model-check/subjects/two-runs.ts';
import { Watched } from '../../attacks/model-check/watched.ts';

const nothing: Budget = { crashes: 0, duplicates: 0, stops: [], starts: [], sweeps: 0 };

test.each<[string, Partial<Budget>]>([
  ['two runs', { starts: ['both', 'one'] }],
  ['a bounded run whose Observe is called twice', { starts: ['one'], duplicates: 1, duplicatesIn: ['Observe'] }],
  ['a run whose Arm is called twice', { starts: ['both'], duplicates: 1, duplicatesIn: ['Arm'] }],
  ['a run whose HandOver dies', { starts: ['both'], crashes: 1, crashesIn: ['HandOver', 'status', 'event'] }],
])('%s: one order of what commutes comes to the same ends as all', async (name, budget) => {
  const all = await endsOf({ budget: { ...nothing, ...budget }, everyOrder: true });
  const reduced = await endsOf({ budget: { ...nothing, ...budget } });
  console.log(
    `${name}: ${all.explored.states} states in all orders, ${reduced.explored.states} in one, ${all.ends.length} ends`,
  );
  expect(reduced.ends).toEqual(all.ends);
  expect(all.explored.violation).toBeUndefined();
  expect(reduced.explored.states).toBeLessThan(all.explored.states);
});

test('a call sees and changes only what it has declared', () => {
  const layout = new Layout(twoRuns);
  const [mine, other] = layout.runIds as [string, string];
  const cellsOf = (key?: string) => (key === undefined ? layout.cellOfAll('record') : layout.cell('record', key));
  const rows = new Watched<number>([[mine, 1]], cellsOf, { reads: layout.cell('record', mine), writes: 0 });
  expect(rows.get(mine)).toBe(1);
  expect(() => rows.get(other)).toThrow('a call reads run-one, which its footprint does not say');
  expect(() => rows.set(mine, 2)).toThrow('a call changes run-both');
  expect(() => [...rows.values()]).toThrow('a call reads all rows');
});
