import { describe, expect, test } from 'vitest';
import { abort } from '../../../../core/lifecycle/abort.ts';
import { failbackAllowance } from '../../../../core/lifecycle/allowances.ts';
import { lookAfterLeftovers } from '../../../../core/lifecycle/look-after.ts';
import { steps } from '../../../../core/lifecycle/steps.ts';
import { instance } from './definition.ts';
import { drilled, drillPlan } from './drill.ts';
import { runId, type TestWorld } from './world.ts';

const minute = 60_000;
const [loss, room, away] = ['run-1/1/fis/stands', 'run-1/3/squall/room', 'run-1/4/squall/away'];
const settled = { kind: 'settled', detail: 'over', at: 0 } as const;

/** With the loss and both movers in place, and recovery about to begin. */
async function moved(): Promise<TestWorld> {
  const world = await drilled({ awaits: [] });
  await world.walk('Inject', world.reference(), 'HandOver');
  await world.ports.runs.raiseEpoch(runId, { ...settled, at: world.now });
  await world.ports.runs.claimRecovery(runId, 1, world.now);
  world.log.length = 0;
  return world;
}

const undo = (world: TestWorld, visit = 0, waitSeconds = 0) =>
  steps.Undo(world.reference({ visit, waitSeconds }), world.ports);
const state = (world: TestWorld, token: string) => world.faults.byToken.get(token)?.state;

test('the loss first, and once home is ready the movers, newest first', async () => {
  const world = await moved();
  world.looks.set(instance(1).id, { state: 'stopped' });
  await undo(world);
  expect(world.log).toEqual([`stop ${loss}`]);
  await undo(world, 1);
  expect(world.log).toEqual([`stop ${loss}`]);
  world.looks.set(instance(1).id, { state: 'running' });
  world.alarms.set('home', 'ALARM');
  expect(await undo(world, 2)).toMatchObject({ next: 'Undo' });
  expect(world.log).toEqual([`stop ${loss}`]);
  world.alarms.set('home', 'OK');
  expect(await world.walk('Undo', world.reference({ visit: 3 }), 'VerifyAfter')).toMatchObject({ next: 'VerifyAfter' });
  expect(world.log).toEqual([
    `stop ${loss}`,
    `stop ${away}`,
    'undo 4/away',
    `stop ${room}`,
    'undo 4/away',
    'undo 3/room',
  ]);
  const waits = (await world.journal()).filter((entry) => entry.type === 'undoing' && entry.waits);
  expect(waits).toMatchObject([
    { entryId: '4/away', how: expect.stringContaining('what loss changed is not as it was') },
    { entryId: '4/away', how: 'waits until home is ready: alarm home went into ALARM' },
  ]);
});

test('an older mover waits until the newer one is seen back', async () => {
  const world = await moved();
  const detached = instance(2).id;
  const before = world.looks.get(detached)!;
  await undo(world);
  await undo(world, 1);
  world.looks.set(detached, { state: 'elsewhere' });
  await undo(world, 2);
  // By now no call is in flight that could move users away again.
  await undo(world, 3, 10);
  expect(state(world, room)).toBe('running');
  world.looks.set(detached, before);
  await undo(world, 4, 10);
  expect(state(world, room)).toBe('stopped');
});

test('home that is not ready in time keeps users where they are served, names them, and goes on looking', async () => {
  const world = await moved();
  world.alarms.set('home', 'ALARM');
  const from = world.now;
  await world.walk('Undo', world.reference(), 'Conclude').then((at) => world.walk('Conclude', at));
  expect(world.now - from).toBeGreaterThan(10 * minute);
  expect([state(world, room), state(world, away)]).toEqual(['running', 'running']);
  const { terminal } = await world.record();
  expect(terminal).toMatchObject({ recovery: 'unknown' });
  expect(terminal?.reason).toContain('home was not ready within PT10M: alarm home went into ALARM');
  expect(world.notices.some(({ kind }) => kind === 'recovery-unconfirmed')).toBe(true);
  expect((await world.ports.leftovers.open()).map(({ entryId }) => entryId)).toEqual(['3/room', '4/away']);

  const sweep = () => lookAfterLeftovers(world.ports, () => true);
  expect((await sweep()).map(({ outcome }) => outcome)).toEqual(['left', 'left']);
  expect([state(world, room), state(world, away)]).toEqual(['running', 'running']);
  world.alarms.set('home', 'OK');
  for (let minutes = 0; minutes < 6; minutes++) {
    world.now += minute;
    await sweep();
  }
  const stops = world.log.filter((call) => call.startsWith('stop ') && call !== `stop ${loss}`);
  expect([...new Set(stops)]).toEqual([`stop ${away}`, `stop ${room}`]);
  expect(await world.ports.leftovers.open()).toEqual([]);
});

test('a stop takes the loss away, and sends nobody home before that is whole', async () => {
  const world = await drilled({ awaits: [] });
  await world.walk('Inject', world.reference(), 'HandOver');
  world.log.length = 0;
  const stopped = { kind: 'person', detail: 'ada stopped it', at: world.now } as const;
  await abort(runId, stopped, world.ports);
  expect(world.log.filter((call) => call.startsWith('stop'))).toEqual([`stop ${loss}`]);
  world.now += minute;
  expect(await abort(runId, stopped, world.ports)).toMatchObject({ acknowledged: true });
  expect([state(world, room), state(world, away)]).toEqual(['running', 'running']);
});

test('a mover that may still land is looked for, and one that never did asks for no home', async () => {
  const world = await drilled({ awaits: [], steps: drillPlan.steps!.filter(({ id }) => id !== 'room') });
  world.alarms.set('home', 'ALARM');
  world.faults.failing = { provider: 'squall', error: new Error('cut off') };
  const at = await world.walk('Observe', await steps.Inject(world.reference(), world.ports), 'Inject');
  await expect(steps.Inject(at, world.ports)).rejects.toThrow('cut off');
  await world.ports.runs.raiseEpoch(runId, { ...settled, at: world.now });
  const from = world.now;
  expect(await world.walk('Undo', world.reference(), 'VerifyAfter')).toMatchObject({ next: 'VerifyAfter' });
  expect(world.now - from).toBeLessThan(2 * minute);
  expect((await world.ports.ledger.list(runId)).at(-1)?.proof).toMatchObject({ result: 'restored' });
});

describe('capacity behind a name', () => {
  const lingers = 90_000;
  /** As `moved`, with room for those whom `away` has led there, and stays with them for a while. */
  async function roomy(): Promise<TestWorld> {
    const world = await drilled({
      awaits: [],
      steps: drillPlan.steps!.map((step) =>
        step.id === 'room' ? { ...step, serves: true as const } : { ...step, ...(step.id === 'away' && { lingers }) },
      ),
    });
    await world.walk('Inject', world.reference(), 'HandOver');
    await world.ports.runs.raiseEpoch(runId, { ...settled, at: world.now });
    await world.ports.runs.claimRecovery(runId, 1, world.now);
    return world;
  }
  const backAt = async (world: TestWorld) =>
    (await world.journal()).find((entry) => entry.type === 'undoing' && entry.back)?.at ?? Number.NaN;

  test('stands until users have left, counted from when they were led home, by whichever attempt', async () => {
    const world = await roomy();
    for (let visit = 0; visit < 3; visit++) await undo(world, visit, 20);
    const back = await backAt(world);
    expect([state(world, away), state(world, room), back]).toEqual(['stopped', 'running', world.now]);
    world.now = back + lingers - 1;
    await undo(world, 3, 10);
    // Another attempt knows it from history.
    await world.ports.runs.claimRecovery(runId, 2, world.now);
    await steps.Undo(world.reference({ wave: 2, visit: 3, waitSeconds: 10 }), world.ports);
    expect(state(world, room)).toBe('running');
    const waits = (await world.journal()).filter((entry) => entry.type === 'undoing' && entry.entryId === '3/room');
    expect(waits).toMatchObject([
      { how: 'waits until users have left: whom away led there may stay for 1 min 30 s after it is back', waits: true },
      { wave: 2 },
    ]);
    world.now = back + lingers;
    await steps.Undo(world.reference({ wave: 2, visit: 4, waitSeconds: 10 }), world.ports);
    expect(state(world, room)).toBe('stopped');
  });

  test('is not given up while they leave, and what they take is part of the time that recovery has', async () => {
    const world = await roomy();
    for (let visit = 0; visit < 3; visit++) await undo(world, visit, 20);
    const { plan } = await world.record();
    const without = { ...plan, steps: plan.steps.map(({ lingers: _, ...step }) => step) };
    expect(failbackAllowance(plan)).toBe(failbackAllowance(without) + lingers);
    expect(await world.walk('Undo', world.reference({ visit: 3 }), 'VerifyAfter')).toMatchObject({
      next: 'VerifyAfter',
    });
    expect((await world.ports.ledger.list(runId)).every(({ proof }) => proof === undefined)).toBe(true);
  });

  test('that was left behind waits for them too', async () => {
    const world = await roomy();
    world.alarms.set('home', 'ALARM');
    await world.walk('Undo', world.reference(), 'Conclude').then((at) => world.walk('Conclude', at));
    world.alarms.set('home', 'OK');
    const sweep = () => lookAfterLeftovers(world.ports, () => true);
    const restored = async (entryId: string) =>
      (await world.ports.leftovers.of(runId)).find((each) => each.entryId === entryId)?.restored?.at;
    for (let looks = 0; looks < 30 && (await restored('3/room')) === undefined; looks++) {
      await sweep();
      const at = await restored('4/away');
      if (state(world, room) === 'running') expect(at ?? world.now).toBeGreaterThan(world.now - lingers);
      world.now += 10_000;
    }
    expect((await restored('3/room'))! - (await restored('4/away'))!).toBeGreaterThanOrEqual(lingers);
  });
});
