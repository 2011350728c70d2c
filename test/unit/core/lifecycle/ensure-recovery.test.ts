import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../../core/history/run-record.ts';
import { ensureRecovery } from '../../../../core/lifecycle/ensure-recovery.ts';
import { armed, begin, proposed, runId, type TestWorld } from './world.ts';

const minute = 60_000;
const cause = (kind: Cause['kind'], world: TestWorld): Cause => ({ kind, detail: `${kind} said so`, at: world.now });
const ensure = (world: TestWorld, kind: Cause['kind'] = 'crashed') =>
  ensureRecovery(runId, cause(kind, world), world.ports);
const starts = (world: TestWorld) => world.log.filter((call) => call.startsWith('execute'));
const end = (world: TestWorld, attempt: number, how: 'failed' | 'succeeded' = 'failed') =>
  world.executions.set(`${runId}-r${attempt}`, { state: 'ended', how, at: world.now });

test('an unknown run: nothing, so that a reaper armed for a run that never was does no harm', async () => {
  const world = await armed();
  const answer = await ensureRecovery('nobody', cause('deadline', world), world.ports);
  expect(answer).toEqual({ action: 'nothing', why: 'unknown run' });
  expect(world.log).toEqual([]);
});

test('a terminal record: nothing', async () => {
  const world = await armed();
  await world.ports.runs.conclude(runId, {
    runId,
    at: begin,
    end: 'completed',
    verdict: 'held',
    recovery: 'restored',
    reason: '',
  });
  expect(await ensure(world)).toEqual({ action: 'nothing', why: 'concluded' });
  expect(await world.record()).toMatchObject({ phase: 'concluded', epoch: 1 });
});

test('never asked for: the epoch rises, the cause stays, the first attempt starts', async () => {
  const world = await armed();
  world.now += minute;
  expect(await ensure(world, 'alarm')).toEqual({ action: 'started', attempt: 1 });
  expect(await world.record()).toMatchObject({
    phase: 'recovering',
    epoch: 2,
    epochRaisedAt: begin + minute,
    cause: { kind: 'alarm' },
    recovery: { attempt: 1, startedAt: begin + minute },
  });
  expect(starts(world)).toEqual(['execute recovery run-1-r1']);
  expect((await world.journal()).at(-1)).toMatchObject({ type: 'handed-over', cause: { kind: 'alarm' } });
});

test('claimed but never started, because the caller died in between: the same attempt starts', async () => {
  const world = await armed();
  const { start } = world.ports.executions;
  world.ports.executions.start = async () => {
    throw new Error('died');
  };
  await expect(ensure(world)).rejects.toThrow('died');
  world.ports.executions.start = start;
  expect(await ensure(world)).toEqual({ action: 'started', attempt: 1 });
});

test('running within its time: nothing, however often it is asked for', async () => {
  const world = await armed();
  await ensure(world, 'person');
  const journal = await world.journal();
  for (let i = 0; i < 5; i++) expect(await ensure(world, 'alarm')).toEqual({ action: 'nothing', why: 'running' });
  expect(starts(world)).toHaveLength(1);
  expect(await world.journal()).toEqual(journal);
  expect((await world.record()).cause).toMatchObject({ kind: 'person' });
});

test('running beyond its time: the next attempt starts beside it', async () => {
  const world = await armed();
  await ensure(world);
  world.now += 3 * 60 * minute;
  expect(await ensure(world)).toEqual({ action: 'started', attempt: 2 });
});

test('ended without a terminal record: the next attempt', async () => {
  const world = await armed();
  await ensure(world);
  end(world, 1);
  expect(await ensure(world)).toEqual({ action: 'started', attempt: 2 });
  expect(starts(world)).toEqual(['execute recovery run-1-r1', 'execute recovery run-1-r2']);
});

test('attempts that fail at once are held apart from the third on', async () => {
  const world = await armed();
  await ensure(world);
  end(world, 1);
  await ensure(world);
  end(world, 2);
  expect(await ensure(world)).toEqual({ action: 'nothing', why: 'too soon' });
  world.now += minute;
  expect(await ensure(world)).toEqual({ action: 'started', attempt: 3 });
});

test('it concluded between the look at the run and the look at its execution: nothing', async () => {
  const world = await armed();
  await ensure(world);
  const { look } = world.ports.executions;
  world.ports.executions.look = async (machine, name) => {
    end(world, 1, 'succeeded');
    const terminal = { runId, at: begin, end: 'aborted', verdict: 'held', recovery: 'none', reason: '' } as const;
    await world.ports.runs.conclude(runId, terminal);
    return look(machine, name);
  };
  expect(await ensure(world)).toEqual({ action: 'nothing', why: 'concluded' });
  expect(starts(world)).toHaveLength(1);
});

test('callers at once start one attempt', async () => {
  const world = await armed();
  await Promise.all(['alarm', 'person', 'deadline', 'crashed'].map((kind) => ensure(world, kind as Cause['kind'])));
  expect(new Set(starts(world))).toEqual(new Set(['execute recovery run-1-r1']));
  expect((await world.record()).recovery.attempt).toBe(1);
  expect((await world.journal()).filter(({ type }) => type === 'handed-over')).toHaveLength(1);
  end(world, 1);
  await Promise.all([ensure(world), ensure(world), ensure(world)]);
  expect((await world.record()).recovery.attempt).toBe(2);
});

describe('a run that is only proposed', () => {
  test('is left to its experiment while that runs', async () => {
    const world = await proposed();
    expect(await ensure(world)).toEqual({ action: 'nothing', why: 'not begun' });
    expect(await world.record()).toMatchObject({ phase: 'proposed', epoch: 0 });
  });

  test('is ended by a person and by its deadline', async () => {
    for (const kind of ['person', 'deadline'] as const) {
      const world = await proposed();
      expect(await ensure(world, kind)).toEqual({ action: 'started', attempt: 1 });
    }
  });

  test('is concluded by a recovery when its experiment is gone, with nothing injected', async () => {
    for (const gone of [undefined, { state: 'ended', how: 'aborted', at: begin } as const]) {
      const world = await proposed();
      if (gone) world.executions.set(runId, gone);
      else world.executions.delete(runId);
      expect(await ensure(world)).toEqual({ action: 'started', attempt: 1 });
      await world.walk('Undo', world.reference());
      expect((await world.record()).terminal).toMatchObject({ end: 'aborted', recovery: 'none' });
    }
  });
});
