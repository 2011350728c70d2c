import { expect, test } from 'vitest';
import { steps } from '../../../../core/lifecycle/steps.ts';
import { begin, proposal, proposed, runId } from './world.ts';

const minute = 60_000;
const lease = { from: begin, until: begin + 29 * minute };

test('the reaper is armed before the locks are taken, four minutes before the lease ends', async () => {
  const world = await proposed();
  const arm = world.ports.runs.arm;
  world.ports.runs.arm = async (...args) => {
    world.log.push('runs.arm');
    return arm(...args);
  };
  expect(await steps.Arm(world.reference({ wave: 0 }), world.ports)).toMatchObject({ next: 'VerifyBefore', wave: 0 });
  expect(world.log).toEqual(['deadline.arm', 'runs.arm']);
  expect(world.deadlines.get(runId)).toBe(lease.until - 4 * minute);
  expect(await world.record()).toMatchObject({ phase: 'injecting', epoch: 1, lease });
  expect(await world.journal()).toMatchObject([
    { type: 'armed', leaseUntil: lease.until, reaperAt: lease.until - 4 * minute },
  ]);
  expect(world.notices).toMatchObject([{ kind: 'started' }]);
});

test('retried later, the lease that stands stays, and the reaper with it', async () => {
  const world = await proposed();
  await steps.Arm(world.reference({ wave: 0 }), world.ports);
  const journal = await world.journal();
  world.now += 3 * minute;
  const { arm } = world.ports.deadline;
  world.ports.deadline.arm = async (id, at) => {
    // Not even for a moment is the reaper later than the lease that stands allows.
    expect(at).toBeLessThanOrEqual(lease.until - 4 * minute);
    return arm(id, at);
  };
  expect(await steps.Arm(world.reference({ wave: 0 }), world.ports)).toMatchObject({ next: 'VerifyBefore' });
  expect((await world.record()).lease).toEqual(lease);
  expect(world.deadlines.get(runId)).toBe(lease.until - 4 * minute);
  expect(await world.journal()).toEqual(journal);
});

test('a duplicate that armed in between sets the lease, and the reaper follows it', async () => {
  const world = await proposed();
  const { arm } = world.ports.runs;
  const theirs = { from: begin - minute, until: lease.until - minute };
  world.ports.runs.arm = async (id, _mine, locks) => arm(id, theirs, locks);
  await steps.Arm(world.reference({ wave: 0 }), world.ports);
  expect(world.deadlines.get(runId)).toBe(theirs.until - 4 * minute);
});

test('an overlap refuses in one sentence, and disarms the reaper', async () => {
  const world = await proposed();
  await world.history.runs.propose({ ...proposal(), runId: 'run-0' });
  await steps.Arm({ ...world.reference({ wave: 0 }), runId: 'run-0' }, world.ports);
  world.log.length = 0;
  expect(await steps.Arm(world.reference({ wave: 0 }), world.ports)).toMatchObject({ next: 'Refused' });
  expect(world.log).toEqual(['deadline.arm', 'deadline.disarm']);
  const { terminal } = await world.record();
  expect(terminal).toMatchObject({ end: 'refused', recovery: 'none' });
  expect(terminal?.reason).toMatch(/^not injecting: overlap: .*run-0/);
  expect(await world.lines()).toEqual(['Arm: refused', 'Conclude: concluded']);
  expect(await world.history.runs.load('run-0')).toMatchObject({ phase: 'injecting' });
});

test('a run that someone ended while it was proposed is handed over, not refused', async () => {
  const world = await proposed();
  const { arm } = world.ports.runs;
  world.ports.runs.arm = async (...args) => {
    await world.ports.runs.raiseEpoch(runId, { kind: 'person', detail: 'ada', at: begin });
    return arm(...args);
  };
  expect(await steps.Arm(world.reference({ wave: 0 }), world.ports)).toMatchObject({ next: 'HandOver' });
  expect((await world.record()).terminal).toBeUndefined();
  expect(await steps.Arm(world.reference({ wave: 0 }), world.ports)).toMatchObject({ next: 'HandOver' });
});

test('a concluded run is not armed again', async () => {
  const world = await proposed();
  const terminal = { runId, at: begin, end: 'aborted', verdict: 'inconclusive', recovery: 'none', reason: '' } as const;
  await world.ports.runs.conclude(runId, terminal);
  expect(await steps.Arm(world.reference({ wave: 0 }), world.ports)).toMatchObject({ next: 'Refused' });
  expect(world.log).toEqual([]);
});

test('refused while a call beside it takes the locks that were just given back: the run goes on, with its reaper', async () => {
  const world = await proposed();
  await world.history.runs.propose({ ...proposal(), runId: 'run-0' });
  await steps.Arm({ ...world.reference({ wave: 0 }), runId: 'run-0' }, world.ports);
  const { refuse } = world.ports.runs;
  world.ports.runs.refuse = async (...args) => {
    world.ports.runs.refuse = refuse;
    await world.history.runs.conclude('run-0', { ...args[1], runId: 'run-0' });
    await steps.Arm(world.reference({ wave: 0 }), world.ports);
    return refuse(...args);
  };
  expect(await steps.Arm(world.reference({ wave: 0 }), world.ports)).toMatchObject({ next: 'VerifyBefore' });
  expect(await world.record()).toMatchObject({ phase: 'injecting', lease });
  expect((await world.record()).terminal).toBeUndefined();
  expect(world.deadlines.get(runId)).toBe(lease.until - 4 * minute);
  expect((await world.journal()).map(({ type }) => type)).toEqual(['armed']);
});
