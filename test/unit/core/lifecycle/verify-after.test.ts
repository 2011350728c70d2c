import { expect, test } from 'vitest';
import { steps } from '../../../../core/lifecycle/steps.ts';
import { group, instance } from './definition.ts';
import { armed, begin, injected, runId, type TestWorld } from './world.ts';

const minute = 60_000;

/** Injected at `begin`, stopped two minutes later, and undone. */
async function undone(): Promise<TestWorld> {
  const world = await injected();
  world.now = begin + 2 * minute;
  await world.ports.runs.raiseEpoch(runId, { kind: 'person', detail: 'ada', at: world.now });
  await world.ports.runs.claimRecovery(runId, 1, world.now);
  await world.walk('Undo', world.reference(), 'VerifyAfter');
  return world;
}
const verify = (world: TestWorld) => world.walk('VerifyAfter', world.reference(), 'Conclude');
const results = async (world: TestWorld) => (await world.ports.ledger.list(runId)).map(({ proof }) => proof?.result);

test('with nothing injected there is nothing to verify', async () => {
  const world = await armed();
  await world.ports.runs.raiseEpoch(runId, { kind: 'gate', detail: 'no data', at: begin });
  expect(await steps.VerifyAfter(world.reference(), world.ports)).toMatchObject({ next: 'Conclude', visit: 0 });
  expect(await world.lines()).toEqual(['Arm: armed']);
});

test('restored, and steady state back and held: proved and told once', async () => {
  const world = await undone();
  expect(await verify(world)).toMatchObject({ next: 'Conclude' });
  expect(await results(world)).toEqual(['restored', 'restored', 'restored']);
  const lines = (await world.lines()).filter((line) => line.startsWith('VerifyAfter'));
  expect(lines.filter((line) => line.endsWith('undone'))).toHaveLength(3);
  expect(lines.filter((line) => line.endsWith('recovered'))).toHaveLength(1);
});

test('a member that its group replaces counts once the group has healed, minutes later', async () => {
  const world = await undone();
  const from = world.now;
  world.looks.delete(instance(1).id);
  world.looks.set(group.id, { desired: 3, healthy: 2 });
  expect(await world.walk('VerifyAfter', world.reference())).toMatchObject({ next: 'Done' });
  expect(await results(world)).toEqual(['drifted', 'drifted', 'drifted']);
  // Within PT5M and twice the undo allowance, not sooner.
  expect(world.now - from).toBeGreaterThanOrEqual(10 * minute);

  const heals = await undone();
  const { snapshot } = heals.ports.resources;
  heals.looks.delete(instance(1).id);
  const lostAt = heals.now;
  heals.ports.resources.snapshot = async (ids) => {
    heals.looks.set(group.id, { desired: 3, healthy: heals.now - lostAt < 4 * minute ? 2 : 3 });
    return snapshot(ids);
  };
  await verify(heals);
  expect(await results(heals)).toEqual(['restored', 'restored', 'restored']);
  expect(heals.now - lostAt).toBeGreaterThanOrEqual(4 * minute);
  // Steady state was back long before; it is told when nothing can take it away again.
  expect((await heals.journal()).find(({ type }) => type === 'recovered')?.at).toBe(heals.now);
});

test('what differs when time is up has drifted, and the run says so', async () => {
  const world = await undone();
  world.looks.set(instance(1).id, { state: 'stopped' });
  await world.walk('VerifyAfter', world.reference());
  expect(await results(world)).toEqual(['drifted', 'drifted', 'drifted']);
  expect((await world.record()).terminal).toMatchObject({ recovery: 'drifted' });
});

test('steady state that does not come back is told, with the probe', async () => {
  const world = await undone();
  world.rate = () => 10;
  await verify(world);
  expect((await world.journal()).at(-1)).toMatchObject({ type: 'not-recovered', why: expect.stringContaining('rate') });
  expect(await results(world)).toEqual(['restored', 'restored', 'restored']);
});

test('without any data it ends all the same', async () => {
  const world = await undone();
  world.rate = () => undefined;
  expect(await verify(world)).toMatchObject({ next: 'Conclude' });
  expect((await world.journal()).at(-1)).toMatchObject({ type: 'not-recovered' });
});

test('late datapoints of the injection are filed under it', async () => {
  const world = await undone();
  world.rate = (at) => (at >= begin && at < begin + 2 * minute ? 60 : 100);
  await verify(world);
  const samples = (await world.journal()).flatMap((entry) => (entry.type === 'sampled' ? [entry] : []));
  const phaseOf = (value: number) =>
    new Set(
      samples.filter((entry) => entry.samples.some((sample) => sample.value === value)).map(({ phase }) => phase),
    );
  expect(phaseOf(60)).toEqual(new Set(['during']));
  expect(
    samples
      .filter(({ phase }) => phase === 'after')
      .flatMap((entry) => entry.samples)
      .every(({ ok }) => ok),
  ).toBe(true);
});

test('a line that a dead writer owed is written by the next visit', async () => {
  const world = await undone();
  await world.ports.ledger.undone(runId, '1/stop', { result: 'restored', findings: [] }, world.now);
  await steps.VerifyAfter(world.reference(), world.ports);
  const told = (await world.journal()).flatMap((entry) => (entry.type === 'undone' ? [entry.entryId] : []));
  expect(told).toContain('1/stop');
  expect(new Set(told).size).toBe(told.length);
});

test('a second attempt goes on where the first died, and tells nothing twice', async () => {
  const world = await undone();
  await verify(world);
  const journal = await world.journal();
  const first = await steps.VerifyAfter(world.reference({ wave: 2 }), world.ports);
  expect(first).toMatchObject({ next: 'VerifyAfter', visit: 1 });
  expect(await steps.VerifyAfter(first, world.ports)).toMatchObject({ next: 'Conclude' });
  const types = (await world.journal()).slice(journal.length).map(({ type }) => type);
  expect(types).not.toContain('undone');
  expect(types).not.toContain('recovered');
});
