/** What the model check leaves out is nothing: all orders come to the same ends, and what is not declared is refused. */
import { expect, test } from 'vitest';
import { cell, cellOfAll, type OfRun, runIds, slotOf } from '../../attacks/model-check/cells.ts';
import { type ExploreOptions, explore } from '../../attacks/model-check/explore.ts';
import type { Model } from '../../attacks/model-check/model.ts';
import type { Budget, Moment } from '../../attacks/model-check/moment.ts';
import { Watched } from '../../attacks/model-check/watched.ts';
import type { Execution, StandingFault } from '../../attacks/model-check/world.ts';
import type { JournalEntry } from '../../core/history/journal.ts';
import type { LedgerEntry } from '../../core/history/ledger.ts';
import type { RunRecord } from '../../core/history/run-record.ts';

const nothing: Budget = { crashes: 0, duplicates: 0, stops: [], starts: [], sweeps: 0 };

/** How each run ended, but for the minute of it: a call that nobody can tell the time of is made at once. */
function endOf(model: Model, { cells }: Moment): string {
  const rows = <Row>(name: OfRun, runId: string) => model.rows(cells[slotOf(name, runId)]!) as readonly [string, Row][];
  return runIds
    .map((runId) => {
      const [record] = rows<RunRecord>('record', runId).map(([, row]) => row);
      const { at: _, cause, ...terminal } = record?.terminal ?? { at: 0 };
      return JSON.stringify([
        [record?.phase, record?.epoch, record?.recovery.attempt, record?.cause?.kind, terminal],
        rows<LedgerEntry>('entries', runId).map(([id, { state, proof }]) => [id, state, proof?.result]),
        rows('leftovers', runId).map(([id]) => id),
        rows<JournalEntry>('journal', runId)
          .map(([key, { type }]) => key + type)
          .sort(),
        rows<StandingFault>('faults', runId).map(([token, { state, late }]) => [token, state, late]),
        rows<Execution>('experiment', runId).map(([name, { state }]) => [name, state.state === 'ended' && state.how]),
        rows<Execution>('recoveries', runId).map(([name, { state }]) => [name, state.state === 'ended' && state.how]),
      ]);
    })
    .join('\n');
}

async function endsOf(options: ExploreOptions): Promise<{ readonly states: number; readonly ends: readonly string[] }> {
  const ends = new Set<string>();
  const onEnd = (model: Model, moment: Moment) => ends.add(endOf(model, moment));
  const { states, violation } = await explore({ ...options, everything: true, onEnd });
  expect(violation).toBeUndefined();
  return { states, ends: [...ends].sort() };
}

test.each<[string, Partial<Budget>]>([
  ['two runs', { starts: ['both', 'one'] }],
  ['a bounded run whose Observe is called twice', { starts: ['one'], duplicates: 1, duplicatesIn: ['Observe'] }],
  ['a run whose Arm is called twice', { starts: ['both'], duplicates: 1, duplicatesIn: ['Arm'] }],
  ['a run whose HandOver dies', { starts: ['both'], crashes: 1, crashesIn: ['HandOver', 'status', 'event'] }],
])('%s: one order of what commutes comes to the same ends as all', async (name, budget) => {
  const all = await endsOf({ budget: { ...nothing, ...budget }, everyOrder: true });
  const reduced = await endsOf({ budget: { ...nothing, ...budget } });
  console.log(`${name}: ${all.states} states in all orders, ${reduced.states} in one, ${all.ends.length} ends`);
  expect(reduced.ends).toEqual(all.ends);
  expect(reduced.states).toBeLessThan(all.states);
});

test('a call sees and changes only what it has declared', () => {
  const [mine, other] = runIds as [string, string];
  const cellsOf = (key?: string) => (key === undefined ? cellOfAll('record') : cell('record', key));
  const rows = new Watched<number>([[mine, 1]], cellsOf, { reads: cell('record', mine), writes: 0 });
  expect(rows.get(mine)).toBe(1);
  expect(() => rows.get(other)).toThrow('a call reads run-one, which its footprint does not say');
  expect(() => rows.set(mine, 2)).toThrow('a call changes run-both');
  expect(() => [...rows.values()]).toThrow('a call reads all rows');
});
