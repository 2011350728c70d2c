/** The ways in from outside: alarm events, status events, the sweeper. */
import { describe, expect, test } from 'vitest';
import { refuse } from '../../../../core/history/refusal.ts';
import { ensureRecovery } from '../../../../core/lifecycle/ensure-recovery.ts';
import { refuseRun } from '../../../../core/lifecycle/refuse-run.ts';
import { onDeadline, onExecutionStatus } from '../../../../core/lifecycle/safety-net.ts';
import { stopOnAlarm } from '../../../../core/lifecycle/stop-on-alarm.ts';
import { sweep } from '../../../../core/lifecycle/sweep.ts';
import { armed, begin, injected, proposal, proposed, runId } from './world.ts';

const minute = 60_000;

const status = (machine: 'experiment' | 'recovery', name: string, how: 'failed' | 'aborted' | 'timed-out') =>
  ({ machine, name, how }) as const;

describe('an alarm event', () => {
  test('aborts the runs that it guards and that inject, and no others', async () => {
    const world = await injected();
    await world.history.runs.propose({ ...proposal(), runId: 'run-2' });
    expect(await stopOnAlarm('another', world.ports)).toEqual([]);
    expect(await stopOnAlarm('guard', world.ports)).toEqual([runId]);
    expect(await world.record()).toMatchObject({
      phase: 'recovering',
      cause: { kind: 'alarm', detail: 'alarm guard went into ALARM' },
    });
    expect(await world.history.runs.load('run-2')).toMatchObject({ phase: 'proposed' });
    expect(await stopOnAlarm('guard', world.ports)).toEqual([]);
  });

  test('from before the run was armed says nothing about it', async () => {
    const world = await injected();
    expect(await stopOnAlarm('guard', world.ports, begin - 1)).toEqual([]);
    expect(await stopOnAlarm('guard', world.ports, begin)).toEqual([runId]);
  });

  test('one run that cannot be stopped does not keep the next from being stopped', async () => {
    const world = await injected();
    await world.history.runs.propose({ ...proposal({ targets: [] }), runId: 'run-2' });
    await world.history.runs.arm('run-2', { from: begin, until: begin + minute }, []);
    const { raiseEpoch } = world.ports.runs;
    world.ports.runs.raiseEpoch = async (id, cause) => {
      if (id === 'run-2') throw new Error('throttled');
      return raiseEpoch(id, cause);
    };
    await expect(stopOnAlarm('guard', world.ports)).rejects.toThrow('not every run');
    expect(await world.record()).toMatchObject({ phase: 'recovering' });
  });
});

describe('a status event', () => {
  test.each([
    ['failed', 'failed', 'the experiment failed'],
    ['aborted', 'crashed', 'the experiment was stopped'],
    ['timed-out', 'crashed', 'the experiment timed out'],
  ] as const)('experiment %s: recovery, with cause %s', async (how, kind, detail) => {
    const world = await injected();
    expect(await onExecutionStatus(status('experiment', runId, how), world.ports)).toMatchObject({ action: 'started' });
    expect((await world.record()).cause).toMatchObject({ kind, detail });
  });

  test('of a recovery: the next attempt, of the run behind the name', async () => {
    const world = await injected();
    await onExecutionStatus(status('experiment', runId, 'failed'), world.ports);
    world.executions.set('run-1-r1', { state: 'ended', how: 'failed', at: world.now });
    expect(await onExecutionStatus(status('recovery', 'run-1-r1', 'failed'), world.ports)).toEqual({
      action: 'started',
      attempt: 2,
    });
  });

  test('that it succeeded, or of a run that nobody knows: nothing', async () => {
    const world = await injected();
    expect(
      await onExecutionStatus({ machine: 'experiment', name: runId, how: 'succeeded' }, world.ports),
    ).toBeUndefined();
    expect(await onExecutionStatus(status('experiment', 'nobody', 'failed'), world.ports)).toMatchObject({
      why: 'unknown run',
    });
    expect(await world.record()).toMatchObject({ phase: 'injecting' });
  });
});

describe('the sweeper', () => {
  test('leaves alone what runs within its lease', async () => {
    expect(await sweep((await injected()).ports)).toEqual([]);
    expect(await sweep((await proposed()).ports)).toEqual([]);
  });

  test('a lease that is over: deadline', async () => {
    const world = await injected();
    world.now = begin + 29 * minute;
    expect(await sweep(world.ports)).toMatchObject([{ runId, ensured: { action: 'started' } }]);
    expect((await world.record()).cause).toMatchObject({ kind: 'deadline' });
  });

  test.each([
    ['aborted', { state: 'ended', how: 'aborted', at: begin } as const],
    ['forgotten', undefined],
  ])('an experiment that is %s: crashed, injecting or only proposed', async (_name, state) => {
    for (const world of [await injected(), await proposed(), await armed()]) {
      if (state) world.executions.set(runId, state);
      else world.executions.delete(runId);
      expect(await sweep(world.ports)).toMatchObject([{ ensured: { action: 'started', attempt: 1 } }]);
      expect((await world.record()).cause).toMatchObject({ kind: 'crashed' });
    }
  });

  test('a recovery that ended early or was never started: again', async () => {
    const world = await injected();
    await world.ports.runs.raiseEpoch(runId, { kind: 'alarm', detail: 'guard', at: begin });
    expect(await sweep(world.ports)).toMatchObject([{ ensured: { action: 'started', attempt: 1 } }]);
    expect(await sweep(world.ports)).toMatchObject([{ ensured: { action: 'nothing', why: 'running' } }]);
    world.executions.set('run-1-r1', { state: 'ended', how: 'failed', at: begin });
    expect(await sweep(world.ports)).toMatchObject([{ ensured: { action: 'started', attempt: 2 } }]);
    expect((await world.record()).cause).toMatchObject({ kind: 'alarm' });
  });

  describe('a run that is over, and whose Conclude died before it was told of', () => {
    const died = async (at: 'the last line' | 'the mark') => {
      const world = await injected();
      await world.ports.runs.raiseEpoch(runId, { kind: 'person', detail: 'ada', at: world.now });
      await world.ports.runs.claimRecovery(runId, 1, world.now);
      const { journal, runs } = world.ports;
      const [append, told] = [journal.append, runs.told];
      journal.append = async (entries) => {
        if (at === 'the last line' && entries.some(({ type }) => type === 'concluded')) throw new Error('died');
        await append(entries);
      };
      runs.told = async (id) => {
        if (at === 'the mark') throw new Error('died');
        await told(id);
      };
      await expect(world.walk('Undo', world.reference({ wave: 1 }))).rejects.toThrow('died');
      journal.append = append;
      runs.told = told;
      expect(await world.record()).toMatchObject({ phase: 'concluded', untold: true });
      return world;
    };
    const lastLines = async (world: Awaited<ReturnType<typeof died>>) =>
      (await world.lines()).filter((line) => line === 'Conclude: concluded').length;

    test.each(['the last line', 'the mark'] as const)(
      'at %s: it is told of once it can no longer be under way, once',
      async (at) => {
        const world = await died(at);
        const ended = (await world.record()).terminal?.at ?? 0;
        world.now = ended + 2 * world.ports.stage.functionTimeout - 1;
        expect(await sweep(world.ports)).toEqual([]);
        world.now++;
        world.notices.length = 0;
        expect(await sweep(world.ports)).toEqual([{ runId, ensured: { action: 'told' } }]);
        expect(await lastLines(world)).toBe(1);
        expect(world.notices.map(({ kind }) => kind)).toEqual(['aborted']);
        const { untold, ...record } = await world.record();
        expect(untold).toBeUndefined();
        expect(await sweep(world.ports)).toEqual([]);
        expect(await world.record()).toEqual(record);
      },
    );

    test('is told of after all that may still injure has been brought to rest, whatever the order they are kept in', async () => {
      const world = await died('the mark');
      world.now += 5 * minute;
      await world.ports.runs.propose({ ...proposal(), runId: 'run-2' });
      await world.ports.runs.arm('run-2', { from: world.now - 2, until: world.now - 1 }, []);
      const { list } = world.ports.runs;
      world.ports.runs.list = async (query) => (await list(query)).toSorted((a, b) => (a.runId < b.runId ? -1 : 1));
      expect(await sweep(world.ports)).toEqual([
        { runId: 'run-2', ensured: { action: 'started', attempt: 1 } },
        { runId, ensured: { action: 'told' } },
      ]);
    });

    test('status events and the reaper find nothing to do', async () => {
      const world = await died('the last line');
      const record = await world.record();
      expect(await onExecutionStatus(status('recovery', 'run-1-r1', 'failed'), world.ports)).toMatchObject({
        why: 'concluded',
      });
      expect(await onDeadline(runId, world.ports)).toMatchObject({ why: 'concluded' });
      expect(await world.record()).toEqual(record);
    });

    test('lines that it owed stand behind those that it had written', async () => {
      const world = await died('the last line');
      const before = await world.journal();
      const undone = before.filter(({ type }) => type === 'undone');
      expect(undone.length).toBeGreaterThan(0);
      const [lost] = undone;
      const { read } = world.ports.journal;
      world.ports.journal.read = async (id) => (await read(id)).filter((entry) => entry !== lost);
      world.now += 5 * minute;
      await sweep(world.ports);
      const own = (await read(runId)).filter(({ step, wave }) => step === 'Conclude' && wave === 2);
      expect(own.map(({ type, n }) => [type, n])).toEqual([['undone', 0]]);
    });

    test('a refusal that died over the telling too', async () => {
      const world = await proposed();
      const { told } = world.ports.runs;
      world.ports.runs.told = async () => {
        throw new Error('died');
      };
      const refusal = [refuse('window', 'closed')];
      const at = { step: 'Admit', runId, wave: 0, visit: 0 } as const;
      await expect(refuseRun(await world.record(), refusal, at, world.now, world.ports)).rejects.toThrow('died');
      world.ports.runs.told = told;
      world.now += 5 * minute;
      world.notices.length = 0;
      expect(await sweep(world.ports)).toEqual([{ runId, ensured: { action: 'told' } }]);
      expect(world.notices.map(({ kind }) => kind)).toEqual(['refused']);
    });
  });

  test('one run that fails does not keep the others from being swept', async () => {
    const world = await injected();
    world.executions.delete(runId);
    await world.history.runs.propose({ ...proposal(), runId: 'run-2', proposedAt: begin + 1 });
    const { look } = world.ports.executions;
    world.ports.executions.look = async (machine, name) => {
      if (name === 'run-2') throw new Error('throttled');
      return look(machine, name);
    };
    await expect(sweep(world.ports)).rejects.toMatchObject({ errors: [{ message: 'throttled' }] });
    expect((await world.record()).recovery.attempt).toBe(1);
  });

  test('a reaper that fires first and a sweeper after it: one recovery', async () => {
    const world = await injected();
    world.now = begin + 29 * minute;
    await ensureRecovery(runId, { kind: 'deadline', detail: 'lease', at: world.now }, world.ports);
    await sweep(world.ports);
    expect((await world.record()).recovery.attempt).toBe(1);
  });
});
