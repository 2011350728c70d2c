import { expect, test } from 'vitest';
import { steps } from '../../../../core/lifecycle/steps.ts';
import { armed, begin, runId } from './world.ts';

const minute = 60_000;

test('held: on to the first wave', async () => {
  const world = await armed();
  expect(await steps.VerifyBefore(world.reference({ wave: 0 }), world.ports)).toEqual({
    runId,
    wave: 1,
    visit: 0,
    next: 'Inject',
    waitSeconds: 0,
  });
  expect(await world.lines()).toEqual(['Arm: armed', 'VerifyBefore: sampled', 'VerifyBefore: gate']);
});

test('without enough samples it waits, then holds; no sample is written twice', async () => {
  const world = await armed();
  world.rate = (at) => (at >= begin ? 100 : undefined);
  const waiting = await steps.VerifyBefore(world.reference({ wave: 0 }), world.ports);
  expect(waiting).toEqual({ runId, wave: 0, visit: 1, next: 'VerifyBefore', waitSeconds: 30 });
  expect(await world.walk('VerifyBefore', waiting, 'Inject')).toMatchObject({ next: 'Inject', wave: 1 });
  const samples = (await world.journal()).flatMap((entry) => (entry.type === 'sampled' ? entry.samples : []));
  const values = samples.filter(({ value }) => value !== undefined).map(({ at }) => at);
  expect(values).toEqual([begin, begin + minute]);
});

test('a breach waits for the gate to end, and is handed over then', async () => {
  const world = await armed();
  world.rate = () => 10;
  expect(await steps.VerifyBefore(world.reference({ wave: 0 }), world.ports)).toMatchObject({ next: 'VerifyBefore' });
  const over = await world.walk('VerifyBefore', world.reference({ wave: 0, visit: 1 }), 'HandOver');
  expect(over.next).toBe('HandOver');
  expect(world.now).toBe(begin + 8 * minute);
  expect((await world.journal()).at(-1)).toMatchObject({ type: 'gate', held: false });
  await world.walk('HandOver', over);
  expect((await world.record()).cause).toMatchObject({ kind: 'gate' });
});

test.each([['ALARM'], ['INSUFFICIENT_DATA'], [undefined]] as const)(
  'a stop alarm that is %s fails the gate at once',
  async (state) => {
    const world = await armed();
    if (state) world.alarms.set('guard', state);
    else world.alarms.delete('guard');
    expect(await steps.VerifyBefore(world.reference({ wave: 0 }), world.ports)).toMatchObject({ next: 'HandOver' });
    expect((await world.journal()).at(-1)).toMatchObject({ held: false, why: expect.stringContaining('guard') });
  },
);

test('a run that is ending is not looked at', async () => {
  const world = await armed();
  await world.ports.runs.raiseEpoch(runId, { kind: 'person', detail: 'ada', at: begin });
  expect(await steps.VerifyBefore(world.reference({ wave: 0 }), world.ports)).toMatchObject({ next: 'HandOver' });
  expect(await world.lines()).toEqual(['Arm: armed']);
});

test('a retried call decides by what the first one wrote', async () => {
  const world = await armed();
  await steps.VerifyBefore(world.reference({ wave: 0 }), world.ports);
  const journal = await world.journal();
  world.alarms.set('guard', 'ALARM');
  world.now += 2 * minute;
  expect(await steps.VerifyBefore(world.reference({ wave: 0 }), world.ports)).toMatchObject({ next: 'Inject' });
  expect(await world.journal()).toEqual(journal);
});
