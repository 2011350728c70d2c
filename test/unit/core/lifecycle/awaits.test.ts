import { expect, test } from 'vitest';
import { decisionsAwaited } from '../../../../core/history/decision.ts';
import type { JournalEntry } from '../../../../core/history/journal.ts';
import { approve } from '../../../../core/lifecycle/approve.ts';
import { steps } from '../../../../core/lifecycle/steps.ts';
import { drilled, drillPlan } from './drill.ts';
import { begin, runId, type TestWorld } from './world.ts';

const minute = 60_000;

const awaited = (journal: readonly JournalEntry[]) =>
  journal.flatMap((entry) => (entry.type === 'awaited' ? [entry] : []));

/** In the wave that waits for an alarm and for a person. */
async function waiting(changes = {}): Promise<TestWorld> {
  const world = await drilled(changes);
  const at = await world.walk('Observe', await steps.Inject(world.reference(), world.ports), 'Inject');
  expect(at).toMatchObject({ wave: 2, next: 'Inject' });
  expect(await steps.Inject(at, world.ports)).toMatchObject({ next: 'Observe', wave: 2 });
  return world;
}

const say = (world: TestWorld, by: string) =>
  approve(runId, { by, at: world.now, planHash: 'a'.repeat(64), proof: 'simulated' }, world.ports);

const look = (world: TestWorld, visit: number, wave = 2) =>
  steps.Observe(world.reference({ wave, visit }), world.ports);

test('a fault that stands settles its wave once it has begun, and is looked at in every later one', async () => {
  const world = await waiting();
  expect(await world.lines()).not.toContain('Observe: deviated');
  Object.assign(world.faults.byToken.get('run-1/1/fis/stands')!, { state: 'failed', reason: 'agent lost' });
  expect(await look(world, 0)).toMatchObject({ next: 'HandOver' });
  await steps.HandOver(world.reference({ wave: 2 }), world.ports);
  expect((await world.record()).cause).toMatchObject({ kind: 'failed', detail: 'agent lost' });
});

test('one that is still beginning does not', async () => {
  const world = await drilled();
  await steps.Inject(world.reference(), world.ports);
  world.faults.byToken.get('run-1/1/fis/stands')!.state = 'pending';
  expect(await look(world, 0, 1)).toMatchObject({ next: 'Observe', visit: 1 });
});

test('an alarm counts since it changed, a person when they say so; each is written once', async () => {
  const world = await waiting();
  expect(await look(world, 0)).toMatchObject({ next: 'Observe' });
  world.now += minute;
  const { alarms } = world.ports.metrics;
  const since = world.now - 20_000;
  world.alarms.set('gone', 'ALARM');
  world.ports.metrics.alarms = async (names) => (await alarms(names)).map((alarm) => alarm && { ...alarm, since });
  expect(await look(world, 1)).toMatchObject({ next: 'Observe' });
  expect(await say(world, 'ada')).toMatchObject({ approved: false, rule: 'starter' });
  expect(await say(world, 'grace')).toMatchObject({ approved: true });
  expect(decisionsAwaited(await world.record(), await world.journal())).toMatchObject([{ missing: 0 }]);
  expect(await look(world, 2)).toMatchObject({ next: 'Inject', wave: 3 });
  expect(awaited(await world.journal())).toMatchObject([
    { stepId: 'detect', met: true, since, visit: 1 },
    { stepId: 'decide', met: true, since: world.now, visit: 2 },
  ]);
  expect((await world.journal()).filter(({ type }) => type === 'approved')).toMatchObject([{ stepId: 'decide' }]);
});

test('an alarm that was there before the faults counts from the wait, and one that cannot be read tells nothing', async () => {
  const world = await waiting();
  world.alarms.delete('gone');
  world.alarms.set('lost', 'ALARM');
  await look(world, 0);
  expect(awaited(await world.journal())).toMatchObject([{ stepId: 'detect', since: begin }]);

  const blind = await waiting();
  blind.alarms.clear();
  blind.alarms.set('guard', 'OK');
  blind.now += 5 * minute;
  await look(blind, 0);
  const [detect] = awaited(await blind.journal());
  expect(detect).toMatchObject({ met: false, ends: true });
  expect(detect?.why).toContain('lost could not be found');
});

test('what has not come in its time ends the run, unless it may go on without', async () => {
  const world = await waiting();
  world.alarms.set('lost', 'ALARM');
  const over = await world.walk('Observe', world.reference({ wave: 2 }), 'HandOver');
  expect(world.now).toBe(begin + 5 * minute);
  await world.walk('HandOver', over);
  expect((await world.record()).cause).toMatchObject({
    kind: 'deviated',
    detail: 'decide: 0 of 1 approvals came within PT5M',
  });
  expect(await say(world, 'grace')).toMatchObject({ approved: false, rule: 'phase' });

  const awaits = drillPlan.awaits!.map((each) => ({ ...each, otherwise: 'go-on' as const }));
  const patient = await waiting({ awaits });
  expect(await patient.walk('Observe', patient.reference({ wave: 2 }), 'Inject')).toMatchObject({ wave: 3 });
  expect(patient.now).toBe(begin + 5 * minute);
});

test('time is waited for to the second, whenever it is looked at', async () => {
  const world = await waiting({ awaits: drillPlan.awaits!.slice(2).map((each) => ({ ...each, wave: 2 })) });
  await world.walk('Observe', world.reference({ wave: 2 }), 'Inject');
  expect(world.now).toBe(begin + 5 * minute);
  expect(awaited(await world.journal())).toMatchObject([{ stepId: 'hold', met: true, since: begin + 5 * minute }]);
});

test('people are asked when the wait begins', async () => {
  const world = await waiting();
  await look(world, 0);
  expect(world.notices.at(-1)).toMatchObject({ kind: 'waiting-for-approval' });
  expect(world.notices.at(-1)?.body).toContain('waits at step decide for 1 approval');
});
