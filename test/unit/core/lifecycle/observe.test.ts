import { expect, test } from 'vitest';
import { steps } from '../../../../core/lifecycle/steps.ts';
import { begin, injected, runId } from './world.ts';

const minute = 60_000;
const fis = 'run-1/1/fis';

test('nothing has ended: it comes back after the sampling interval, as the next visit', async () => {
  const world = await injected();
  expect(await steps.Observe(world.reference(), world.ports)).toEqual({
    runId,
    wave: 1,
    visit: 1,
    next: 'Observe',
    waitSeconds: 30,
  });
});

test('it comes back sooner when the wave ends sooner, and never faster than the history limit allows', async () => {
  const world = await injected();
  world.now = begin + 5 * minute - 7000;
  expect((await steps.Observe(world.reference({ visit: 9 }), world.ports)).waitSeconds).toBe(7);
  world.now = begin + 5 * minute - 200;
  expect((await steps.Observe(world.reference({ visit: 10 }), world.ports)).waitSeconds).toBe(1);
  const long = await injected({
    times: { gate: 8 * minute, waves: 0, undo: 0, lease: 12 * 60 * minute, sampleEvery: 1000 },
  });
  expect((await steps.Observe(long.reference(), long.ports)).waitSeconds).toBe(18);
});

test('a wave that ran its course is followed by the next, the last by the hand-over', async () => {
  const world = await injected();
  world.now = begin + 5 * minute;
  const next = await steps.Observe(world.reference({ visit: 3 }), world.ports);
  expect(next).toEqual({ runId, wave: 2, visit: 0, next: 'Inject', waitSeconds: 0 });
  const over = await world.walk('Inject', next, 'HandOver');
  expect(over).toMatchObject({ next: 'HandOver', wave: 2 });
  await world.walk('HandOver', over);
  expect((await world.record()).cause).toMatchObject({ kind: 'settled', detail: 'all 2 waves ran their course' });
});

test.each([
  ['ALARM', 'alarm guard went into ALARM'],
  ['INSUFFICIENT_DATA', 'alarm guard is in INSUFFICIENT_DATA'],
  [undefined, 'alarm guard does not exist any more'],
] as const)('a stop alarm that is %s ends it', async (state, detail) => {
  const world = await injected();
  if (state) world.alarms.set('guard', state);
  else world.alarms.delete('guard');
  const over = await steps.Observe(world.reference(), world.ports);
  expect(over).toMatchObject({ next: 'HandOver' });
  await world.walk('HandOver', over);
  expect((await world.record()).cause).toMatchObject({ kind: 'alarm', detail });
});

test.each([
  ['failed', 'agent lost', 'failed'],
  ['stopped', 'someone pressed stop', 'failed'],
  ['stopped', 'stop condition guard met', 'alarm'],
] as const)('a fault that %s (%s) ends it as %s', async (state, reason, kind) => {
  const world = await injected();
  Object.assign(world.faults.byToken.get(fis)!, { state, reason });
  const over = await steps.Observe(world.reference(), world.ports);
  await world.walk('HandOver', over);
  expect((await world.record()).cause).toMatchObject({ kind, detail: reason });
});

test('a fault that its provider does not know any more ends it', async () => {
  const world = await injected();
  world.faults.byToken.delete(fis);
  expect(await steps.Observe(world.reference(), world.ports)).toMatchObject({ next: 'HandOver' });
});

test('a stop rule that tripped ends it as deviated, and a silent monitor too', async () => {
  for (const rate of [() => 10, (at: number) => (at < begin ? 100 : undefined)]) {
    const world = await injected();
    world.faults.byToken.get(fis)!.endsAt = begin + 60 * minute;
    world.rate = rate;
    const over = await world.walk('Observe', world.reference(), 'HandOver');
    await world.walk('HandOver', over);
    expect((await world.record()).cause).toMatchObject({ kind: 'deviated', detail: expect.stringContaining('rate') });
    expect(world.now).toBeLessThanOrEqual(begin + 6 * minute);
  }
});

test('the fence: of a run that is ending nothing is looked at', async () => {
  const world = await injected();
  await world.ports.runs.raiseEpoch(runId, { kind: 'person', detail: 'ada', at: begin });
  const journal = await world.journal();
  expect(await steps.Observe(world.reference(), world.ports)).toMatchObject({ next: 'HandOver' });
  expect(await world.journal()).toEqual(journal);
});

test('a retried call decides by what the first one wrote', async () => {
  const world = await injected();
  world.alarms.set('guard', 'ALARM');
  const first = await steps.Observe(world.reference(), world.ports);
  const journal = await world.journal();
  world.alarms.set('guard', 'OK');
  // It would have more to say by now, and nothing of that is written beside the first.
  world.now += 4 * minute;
  expect(await steps.Observe(world.reference(), world.ports)).toEqual(first);
  expect(await world.journal()).toEqual(journal);
});

test('a stop alarm that is OK by data of long ago ends it: its OK tells nothing of now', async () => {
  const world = await injected();
  const { alarms } = world.ports.metrics;
  const at = world.now - minute;
  world.ports.metrics.alarms = async (names) =>
    (await alarms(names)).map((alarm) => alarm && { ...alarm, lastDatapointAt: at });
  expect(await steps.Observe(world.reference(), world.ports)).toMatchObject({ next: 'Observe' });
  world.now += 6 * minute;
  const over = await steps.Observe(world.reference({ visit: 1 }), world.ports);
  await world.walk('HandOver', over);
  expect((await world.record()).cause).toMatchObject({
    kind: 'alarm',
    detail: expect.stringContaining('no data of late'),
  });
});

test('of two calls at once the first one to write decides for both', async () => {
  const world = await injected();
  const { alarms } = world.ports.metrics;
  let calls = 0;
  world.ports.metrics.alarms = async (names) => {
    if (calls++ === 0) world.alarms.set('guard', 'OK');
    else world.alarms.set('guard', 'ALARM');
    return alarms(names);
  };
  const answers = await Promise.all([1, 2].map(() => steps.Observe(world.reference(), world.ports)));
  expect(answers[0]).toEqual(answers[1]);
  expect((await world.journal()).filter(({ type }) => type === 'observed')).toHaveLength(1);
});

test('samples are filed under the phase that they tell of', async () => {
  const world = await injected();
  world.now = begin + 4 * minute;
  await steps.Observe(world.reference(), world.ports);
  const phases = (await world.journal()).flatMap((entry) => (entry.type === 'sampled' ? [entry] : []));
  for (const { phase, samples } of phases)
    for (const { at } of samples) expect(at + minute <= begin).toBe(phase === 'before');
  expect(phases.map(({ phase }) => phase)).toEqual(['before', 'during']);
});
