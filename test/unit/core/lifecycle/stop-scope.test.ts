/** Everything of a scope stopped: the switch first, then each run, whatever fails. */
import { describe, expect, test } from 'vitest';
import { stopAcknowledgedAt } from '../../../../core/history/acknowledged.ts';
import { steps } from '../../../../core/lifecycle/steps.ts';
import { stopScope } from '../../../../core/lifecycle/stop-scope.ts';
import { sweep } from '../../../../core/lifecycle/sweep.ts';
import type { Switch } from '../../../../core/ports/switches.ts';
import { armed, begin, injected, proposal, proposed, runId, type TestWorld } from './world.ts';

const incident: Switch = { scope: 'owner:checkout-sre', by: 'ada', reason: 'incident 12', at: begin };

const historyOf = async (world: TestWorld) => ({
  record: await world.record(),
  journal: await world.journal(),
  ledger: await world.ports.ledger.list(runId),
});

test.each([
  ['proposed', () => proposed()],
  ['armed', () => armed()],
  ['injecting', () => injected()],
])('a run that is %s is aborted, and says who stopped what, and why', async (_phase, make) => {
  const world = await make();
  const [stopped, ...others] = await stopScope(incident, world.ports);
  expect(others).toEqual([]);
  expect(stopped).toMatchObject({ runId, aborted: { known: true } });
  expect(await world.record()).toMatchObject({
    phase: 'recovering',
    cause: { kind: 'person', detail: 'ada stopped it: incident 12 (with all runs of owner checkout-sre)' },
  });
  await world.walk('Undo', world.reference());
  expect((await world.record()).terminal).toMatchObject({ end: 'aborted' });
});

test('runs outside the scope go on, one that recovers keeps its cause, and a second stop changes nothing', async () => {
  const world = await injected();
  await world.history.runs.propose({ ...proposal(), runId: 'run-2', owner: 'search' });
  await world.history.runs.propose({ ...proposal(), runId: 'run-3' });
  await world.ports.runs.raiseEpoch('run-3', { kind: 'alarm', detail: 'guard', at: begin });
  const stopped = await stopScope(incident, world.ports);
  expect(stopped.map((run) => `${run.runId} ${run.phase}`).sort()).toEqual(['run-1 injecting', 'run-3 recovering']);
  expect(await world.ports.runs.load('run-2')).toMatchObject({ phase: 'proposed' });
  expect(await world.ports.runs.load('run-3')).toMatchObject({ cause: { kind: 'alarm' } });
  const before = await world.record();
  await stopScope({ ...incident, by: 'bob', at: begin + 1 }, world.ports);
  expect(await world.record()).toEqual(before);
  expect(await world.ports.switches.raised()).toMatchObject([{ by: 'bob' }]);
  expect(await world.ports.switches.audit()).toHaveLength(2);
});

test('one abort that fails is told, and does not keep the others from being stopped', async () => {
  const world = await injected();
  await world.history.runs.propose({ ...proposal(), runId: 'run-2', proposedAt: begin + 1 });
  const { raiseEpoch } = world.ports.runs;
  world.ports.runs.raiseEpoch = async (id, cause) => {
    if (id === 'run-2') throw new Error('throttled');
    return raiseEpoch(id, cause);
  };
  const stopped = await stopScope(incident, world.ports);
  expect(stopped).toMatchObject([
    { runId: 'run-2', failed: 'throttled' },
    { runId, aborted: { known: true } },
  ]);
  expect(await world.record()).toMatchObject({ phase: 'recovering' });
});

test('the switch stands before any run is looked for, and also when none can be', async () => {
  const world = await injected();
  const seen: string[] = [];
  const { raise } = world.ports.switches;
  world.ports.switches.raise = async (raised) => {
    seen.push('raise');
    return raise(raised);
  };
  world.ports.runs.list = async () => {
    seen.push('list');
    throw new Error('the table is away');
  };
  await expect(stopScope(incident, world.ports)).rejects.toThrow('the table is away');
  expect(seen).toEqual(['raise', 'list']);
  expect(await world.ports.switches.raised()).toEqual([incident]);
});

describe('while it is raised', () => {
  test('Arm refuses what Admit let in before, with nothing locked and no reaper', async () => {
    const world = await proposed();
    await world.ports.switches.raise(incident);
    expect(await steps.Arm(world.reference({ wave: 0 }), world.ports)).toMatchObject({ next: 'Refused' });
    const { terminal, lease } = await world.record();
    expect(terminal?.reason).toBe(
      'not injecting: kill-switch: ada has raised the kill switch for all runs of owner checkout-sre (incident 12): ask them; squall resume --owner checkout-sre lowers it',
    );
    expect(lease).toBeUndefined();
    expect(world.deadlines.size).toBe(0);
    expect(await world.lines()).toEqual(['Arm: refused', 'Conclude: concluded']);
  });

  test('Arm refuses when nobody can tell', async () => {
    const world = await proposed();
    world.ports.switches.raised = () => Promise.reject(new Error('throttled'));
    expect(await steps.Arm(world.reference({ wave: 0 }), world.ports)).toMatchObject({ next: 'Refused' });
    expect((await world.record()).terminal?.reason).toMatch(/kill-switch: it could not be checked: throttled/);
  });

  test('Arm of a run that was aborted meanwhile hands over, and sets no reaper', async () => {
    const world = await proposed();
    const { refuse } = world.ports.runs;
    world.ports.runs.refuse = async (...args) => {
      await stopScope(incident, world.ports);
      await refuse(...args);
    };
    await world.ports.switches.raise(incident);
    expect(await steps.Arm(world.reference({ wave: 0 }), world.ports)).toMatchObject({ next: 'HandOver' });
    expect(world.deadlines.size).toBe(0);
  });

  test('a run that injects all the same is ended by the sweeper; others are not', async () => {
    const world = await injected();
    await world.ports.switches.raise({ ...incident, scope: 'owner:search' });
    expect(await sweep(world.ports)).toEqual([]);
    await world.ports.switches.raise({ ...incident, scope: 'service:checkout' });
    expect(await sweep(world.ports)).toMatchObject([{ runId, ensured: { action: 'started' } }]);
    expect((await world.record()).cause).toMatchObject({ kind: 'person', detail: expect.stringContaining('incident') });
  });

  test('switches that cannot be read do not keep a run that is over its lease from being swept', async () => {
    const world = await injected();
    world.now = begin + 60 * 60_000;
    world.ports.switches.raised = () => Promise.reject(new Error('throttled'));
    await expect(sweep(world.ports)).rejects.toMatchObject({ errors: [{ message: 'throttled' }] });
    expect(await world.record()).toMatchObject({ phase: 'recovering', cause: { kind: 'deadline' } });
  });
});

describe('the stop is acknowledged', () => {
  test('at once for a run without an intent', async () => {
    const world = await armed();
    expect(stopAcknowledgedAt(await historyOf(world))).toBeUndefined();
    await stopScope(incident, world.ports);
    expect(stopAcknowledgedAt(await historyOf(world))).toBe(begin);
  });

  test('once Undo has looked for the last time, for one that injected', async () => {
    const world = await injected();
    await stopScope(incident, world.ports);
    expect(stopAcknowledgedAt(await historyOf(world))).toBeUndefined();
    await world.walk('Undo', world.reference());
    const history = await historyOf(world);
    const at = stopAcknowledgedAt(history)!;
    expect(at).toBeGreaterThanOrEqual(begin);
    expect(at).toBeLessThanOrEqual(history.record.terminal!.at);
  });

  test('never for a fault that was given up', async () => {
    const world = await injected();
    for (const [token, fault] of world.faults.byToken) {
      world.faults.stuck.add(token);
      fault.endsAt = Number.POSITIVE_INFINITY;
    }
    await stopScope(incident, world.ports);
    await world.walk('Undo', world.reference());
    const history = await historyOf(world);
    expect(history.record.terminal).toMatchObject({ recovery: 'unknown' });
    expect(stopAcknowledgedAt(history)).toBeUndefined();
  });
});
