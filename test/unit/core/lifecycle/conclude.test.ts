import { expect, test } from 'vitest';
import { steps } from '../../../../core/lifecycle/steps.ts';
import { injected, proposal, runId, type TestWorld } from './world.ts';

async function recovered(): Promise<TestWorld> {
  const world = await injected();
  await world.ports.runs.raiseEpoch(runId, { kind: 'person', detail: 'ada', at: world.now });
  await world.ports.runs.claimRecovery(runId, 1, world.now);
  await world.walk('Undo', world.reference(), 'Conclude');
  return world;
}
const conclude = (world: TestWorld, wave = 1) => steps.Conclude(world.reference({ wave }), world.ports);

test('one terminal record, locks released, reaper disarmed, people told', async () => {
  const world = await recovered();
  expect(await conclude(world)).toMatchObject({ next: 'Done' });
  const { phase, terminal, cause } = await world.record();
  expect(phase).toBe('concluded');
  expect(terminal).toMatchObject({ runId, end: 'aborted', recovery: 'restored', cause });
  expect(world.deadlines.size).toBe(0);
  expect(world.notices.map(({ kind }) => kind)).toEqual(['started', 'aborted']);
  expect((await world.journal()).at(-1)).toMatchObject({ type: 'concluded', terminal });
  await world.history.runs.propose({ ...proposal(), runId: 'run-2' });
  await steps.Arm({ ...world.reference({ wave: 0 }), runId: 'run-2' }, world.ports);
  expect(await world.history.runs.load('run-2')).toMatchObject({ phase: 'injecting' });
});

test('again, by the same attempt and by another: nothing changes', async () => {
  const world = await recovered();
  await conclude(world);
  const [record, journal] = [await world.record(), await world.journal()];
  world.now += 60_000;
  await conclude(world);
  await conclude(world, 2);
  expect([await world.record(), await world.journal()]).toEqual([record, journal]);
});

test('the writer of the terminal record died: the rest is done all the same', async () => {
  const world = await recovered();
  const { conclude: write } = world.ports.runs;
  world.ports.runs.conclude = async (...args) => {
    await write(...args);
    throw new Error('died');
  };
  await expect(conclude(world)).rejects.toThrow('died');
  expect(world.deadlines.size).toBe(1);
  await conclude(world);
  expect(world.deadlines.size).toBe(0);
  expect((await world.journal()).at(-1)).toMatchObject({ type: 'concluded' });
});

test('a channel that is down does not fail the step', async () => {
  const world = await recovered();
  world.ports.notices.send = async () => {
    throw new Error('no channel');
  };
  expect(await conclude(world)).toMatchObject({ next: 'Done' });
});
