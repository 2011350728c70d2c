/** A whole run with a heartbeat: written at each look from the gate on, and gone before the end. */
import { expect, test } from 'vitest';
import type { Probe } from '../../../../core/experiment/schema/probes.ts';
import type { Sample } from '../../../../core/history/journal.ts';
import { beatItem } from '../../../../core/steady-state/heartbeat.ts';
import { definition } from './definition.ts';
import { armed, runId, type TestWorld } from './world.ts';

const heartbeat = { table: 'payments', key: 'pk', home: 'eu-central-1', away: 'eu-west-1' };
const writes: Probe = { id: 'writes', heartbeat, when: ['before', 'during'] };

/** A table whose replica is ten seconds behind, and which `lost` has taken nothing since. */
function tableIn(world: TestWorld) {
  const items = new Map<string, number[]>();
  const table = { items, lost: Number.POSITIVE_INFINITY, failing: undefined as Error | undefined, ended: 0 };
  Object.assign(world.ports.metrics, {
    async beat({ item, at, first }: { readonly item: string; readonly at: number; readonly first: boolean }) {
      const known = items.get(item);
      const seen = known?.findLast((written) => written <= world.now - 10_000);
      const shown = seen === undefined ? {} : { seen };
      if (world.now >= table.lost || (!known && !first)) return { written: false, ...shown, why: 'not taken' };
      items.set(item, [...(known ?? []), at]);
      return { written: true, ...shown };
    },
    async endBeat(_of: unknown, item: string) {
      table.ended += 1;
      if (table.failing) throw table.failing;
      items.delete(item);
    },
  });
  return table;
}

const beating = async () => {
  const [rate] = definition.hypothesis.probes;
  const hypothesis = { ...definition.hypothesis, probes: [rate!, writes] };
  const world = await armed({ definition: { ...definition, hypothesis, guardrails: { stopAlarms: ['guard'] } } });
  return { world, table: tableIn(world) };
};

async function run(prepare: (table: ReturnType<typeof tableIn>, world: TestWorld) => void) {
  const { world, table } = await beating();
  await world.walk('VerifyBefore', world.reference(), 'Inject');
  expect(table.items.get(beatItem(runId, 'writes'))?.length).toBeGreaterThan(0);
  prepare(table, world);
  await world.walk('Inject', world.reference());
  await world.walk('Undo', world.reference());
  const journal = await world.journal();
  const samples = journal.flatMap((entry): readonly Sample[] => (entry.type === 'sampled' ? entry.samples : []));
  return { world, table, beats: samples.filter(({ probe }) => probe === 'writes'), record: await world.record() };
}

test('each look tells what was acknowledged and what has arrived; in the end the item is gone', async () => {
  const { table, beats, record } = await run(() => {});
  expect(record.terminal).toMatchObject({ end: 'completed', verdict: 'held' });
  expect(beats.length).toBeGreaterThan(5);
  expect(beats[0]).toMatchObject({ value: 0, beat: { written: beats[0]!.at } });
  const written = beats.flatMap(({ beat }) => beat?.written ?? []);
  const told = beats.filter(({ beat }) => beat?.seen !== undefined);
  expect(told.length).toBeGreaterThan(4);
  for (const { at, value, beat } of told) {
    const arrived = written.findLast((of) => of <= at - 10_000);
    expect(beat?.seen).toBe(arrived);
    expect(value).toBe((written.findLast((of) => of < at)! - arrived!) / 1000);
  }
  expect(told.some(({ value }) => value === 0)).toBe(true);
  expect(table.items.size).toBe(0);
});

test('once home takes nothing, the other place is behind by what it had not got', async () => {
  const { beats, record } = await run((table, world) => {
    table.lost = world.now;
  });
  const last = beats.findLast(({ beat }) => beat?.written)!;
  const after = beats.filter(({ at }) => at > last.at);
  expect(after.length).toBeGreaterThan(3);
  for (const { value, beat, detail } of after)
    expect([value, beat?.written, detail]).toEqual([0, undefined, 'not taken']);
  // It only watches: nothing is held against it.
  expect(record.terminal).toMatchObject({ verdict: 'held' });
});

test('an item that cannot be taken away is tried for as long as recovery has, and then named', async () => {
  const { table, beats, record } = await run((of) => {
    of.failing = new Error('the Region does not answer');
  });
  expect(record.terminal).toBeDefined();
  expect(table.ended).toBeGreaterThan(2);
  expect(beats.at(-1)?.detail).toBe(
    'squall-heartbeat/run-1/writes may still be in table payments of eu-central-1 and eu-west-1: the Region does not answer',
  );
});

test.each([
  ['home takes nothing', { written: false, why: 'eu-central-1 took no write: not authorized', barred: true as const }],
  [
    'the other place cannot be read',
    { written: true, why: 'eu-west-1 was not read: not authorized', barred: true as const },
  ],
])('nothing is broken while %s: afterwards nobody could tell what was lost', async (_what, answer) => {
  const { world } = await beating();
  Object.assign(world.ports.metrics, { beat: async () => answer });
  await world.walk('VerifyBefore', world.reference());
  const journal = await world.journal();
  expect(journal.filter(({ type }) => type === 'intended')).toEqual([]);
  const gate = journal.find(({ type }) => type === 'gate');
  expect(gate).toMatchObject({ held: false, why: expect.stringContaining(`writes does not beat: ${answer.why}`) });
});

test('the item is ended once no first beat can be in flight any more, however soon the run is over', async () => {
  const { world, table } = await beating();
  world.rate = () => 10;
  await world.walk('VerifyBefore', world.reference());
  const over = world.now;
  const { endBeat } = world.ports.metrics;
  let endedAt = 0;
  Object.assign(world.ports.metrics, {
    endBeat: async (...asked: Parameters<typeof endBeat>) => {
      endedAt = world.now;
      await endBeat(...asked);
    },
  });
  await world.walk('Undo', world.reference());
  expect(endedAt - over).toBeGreaterThanOrEqual(world.ports.stage.functionTimeout);
  expect(table.items.size).toBe(0);
});

test('a run that injected nothing takes its item away too', async () => {
  const { world, table } = await beating();
  world.rate = () => 10;
  await world.walk('VerifyBefore', world.reference());
  expect(table.items.size).toBe(1);
  await world.walk('Undo', world.reference());
  expect((await world.record()).terminal).toBeDefined();
  expect(table.items.size).toBe(0);
});
