import { expect, test } from 'vitest';
import { steps } from '../../../../core/lifecycle/steps.ts';
import { begin, injected, runId } from './world.ts';

const handed = async (input: object) => {
  const world = await injected();
  expect(await steps.HandOver({ ...world.reference(), ...input }, world.ports)).toMatchObject({ next: 'Done' });
  return world;
};

test('it asks for recovery', async () => {
  const world = await handed({});
  expect(world.log).toEqual(['execute recovery run-1-r1']);
});

test.each([
  [undefined, 'the experiment ended without a reason'],
  [{ Error: 'Throttled', Cause: '{"errorMessage":"slow down"}' }, 'a step failed: Throttled: slow down'],
  [{ Error: 'Throttled', Cause: 'slow down' }, 'a step failed: Throttled: slow down'],
  [{ Error: 'States.Timeout' }, 'a step failed: States.Timeout'],
])('a step that failed with %j', async (error, detail) => {
  const world = await handed(error ? { error } : {});
  expect((await world.record()).cause).toMatchObject({ kind: 'failed', detail });
});

test('the reason counts that was written under its own wave and visit', async () => {
  const world = await injected();
  const settled = (wave: number, visit: number, why: string) =>
    ({ runId, at: begin, step: 'Observe', wave, visit, n: 0, type: 'settled', why }) as const;
  await world.ports.journal.append([settled(1, 3, 'wave 1'), settled(2, 3, 'wave 2')]);
  await steps.HandOver(world.reference({ wave: 2, visit: 3 }), world.ports);
  expect((await world.record()).cause).toMatchObject({ kind: 'settled', detail: 'wave 2' });
});

test('a reason that stands outweighs the error of a later try', async () => {
  const world = await injected();
  world.alarms.set('guard', 'ALARM');
  await steps.Observe(world.reference(), world.ports);
  await steps.HandOver({ ...world.reference(), error: { Error: 'States.Timeout' } }, world.ports);
  expect((await world.record()).cause).toMatchObject({ kind: 'alarm' });
});

test('whoever ended the run first keeps the cause', async () => {
  const world = await injected();
  await world.ports.runs.raiseEpoch(runId, { kind: 'person', detail: 'ada', at: begin });
  await steps.HandOver(world.reference(), world.ports);
  expect((await world.record()).cause).toMatchObject({ kind: 'person' });
});
