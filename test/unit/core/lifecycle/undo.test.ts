import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../../../core/history/journal.ts';
import { steps } from '../../../../core/lifecycle/steps.ts';
import { armed, begin, injected, runId, type TestWorld } from './world.ts';

const minute = 60_000;
const fis = 'run-1/1/fis';
const raise = (world: TestWorld) =>
  world.ports.runs.raiseEpoch(runId, { kind: 'person', detail: 'ada', at: world.now });
const claim = (world: TestWorld) => world.ports.runs.claimRecovery(runId, 1, world.now);
const undo = (world: TestWorld, visit = 0, waitSeconds = 0) =>
  steps.Undo(world.reference({ visit, waitSeconds }), world.ports);
const ledger = (world: TestWorld) => world.ports.ledger.list(runId);
const died = () => Object.assign(new Error('the function died'), { name: 'Died' });

test('active faults are stopped, newest first, and it comes back until they are seen to be over', async () => {
  const world = await injected();
  await steps.Inject(world.reference({ wave: 2 }), world.ports);
  await raise(world);
  world.log.length = 0;
  expect(await undo(world)).toMatchObject({ next: 'Undo', visit: 1, waitSeconds: 10 });
  expect(world.log).toEqual(['stop run-1/2/fis', 'stop run-1/1/squall/tag', 'stop run-1/1/fis']);
  expect(await undo(world, 1)).toMatchObject({ next: 'Undo', visit: 2, waitSeconds: 20 });
  expect(await undo(world, 2, 20)).toMatchObject({ next: 'VerifyAfter', visit: 0, wave: 1 });
  const undoing = (await world.journal()).flatMap((entry) => (entry.type === 'undoing' ? [entry.entryId] : []));
  expect(undoing.slice(0, 4)).toEqual(['2/again', '1/tag', '1/slow', '1/stop']);
});

test('what a call in flight has changed again, after it was undone, is undone again before anybody goes on', async () => {
  const world = await injected();
  const tag = 'run-1/1/squall/tag';
  await raise(world);
  await undo(world);
  expect(await undo(world, 1)).toMatchObject({ next: 'Undo', waitSeconds: 20 });
  // No token keeps it from being started twice, as FIS's would.
  world.faults.byToken.set(tag, { ...world.faults.byToken.get(tag)!, state: 'running' });
  world.log.length = 0;
  expect(await undo(world, 2, 20)).toMatchObject({ next: 'Undo' });
  expect(world.log).toContain(`stop ${tag}`);
  expect(await undo(world, 3, 10)).toMatchObject({ next: 'VerifyAfter' });
});

test('one that is undone, and looked at once more, is not given up for being late', async () => {
  const world = await injected();
  await raise(world);
  await claim(world);
  await undo(world);
  world.now += 60 * minute;
  expect(await undo(world, 1)).toMatchObject({ next: 'Undo' });
  expect((await ledger(world)).find(({ stepId }) => stepId === 'tag')?.proof).toBeUndefined();
});

test('it raises the epoch itself, should nobody have done so', async () => {
  const world = await injected();
  await undo(world);
  const cause = { kind: 'crashed', detail: 'recovery began before anyone said why', at: begin };
  expect(await world.record()).toMatchObject({ phase: 'recovering', epoch: 2, cause });
});

test('it tells what it did to each fault, what it saw of them, and what was proved', async () => {
  const world = await injected();
  await raise(world);
  const [how, tag] = ['stopping: starts the instances', 'stopping: takes the tag off'];
  const said = (entryId: string, text: string) => ({ type: 'undoing', entryId, how: text });
  const told = async (visit: number) =>
    (await world.journal())
      .filter((entry) => entry.step === 'Undo' && entry.wave === 1 && entry.visit === visit)
      .map(({ runId: _run, step: _step, wave: _wave, visit: _visit, at: _at, n, ...event }) => [n, event]);
  await undo(world);
  expect(await told(0)).toEqual([
    [0, said('1/tag', tag)],
    [1, said('1/slow', how)],
    [2, said('1/stop', how)],
    [3, { type: 'observed', state: 'running', alarms: {} }],
  ]);
  const [{ proof: _, ...stop }] = (await ledger(world)) as never as [Record<string, unknown>];
  const proof = { result: 'restored', findings: [{ id: 'x', result: 'restored', detail: 'as it was' }] } as const;
  await world.ports.ledger.undone(runId, String(stop.id), proof, world.now);
  await undo(world, 1);
  expect(await told(1)).toEqual([
    [0, said('1/tag', 'stopped: takes the tag off')],
    [1, said('1/slow', 'stopped: starts the instances')],
    [2, { type: 'observed', state: 'stopped', alarms: {} }],
    [3, { type: 'undone', entryId: '1/stop', proof }],
  ]);
});

test('with nothing left to look at it says nothing, and asks nobody about what is proved', async () => {
  const world = await injected();
  await raise(world);
  const proof = { result: 'restored', findings: [] } as const;
  for (const { id } of await ledger(world)) await world.ports.ledger.undone(runId, id, proof, world.now);
  world.log.length = 0;
  world.ports.faults.observe = async () => {
    throw new Error('nobody asked for this');
  };
  expect(await undo(world)).toMatchObject({ next: 'VerifyAfter' });
  expect(world.log).toEqual([]);
  const types = (await world.journal()).flatMap(({ step, type }) => (step === 'Undo' ? [type] : []));
  expect(types).toEqual(['undone', 'undone', 'undone']);
});

describe('a line that stands already', () => {
  const how = 'stopping: starts the instances';
  const stands = { step: 'Undo', wave: 1, visit: 0, n: 0, type: 'undoing', entryId: '1/stop', how } as const;
  const linesOf = async (before: object) => {
    const world = await injected();
    await raise(world);
    await world.ports.journal.append([{ runId, at: begin, ...stands, ...before } as JournalEntry]);
    await undo(world, 5);
    const after = (await world.journal()).filter(({ visit, step }) => visit === 5 && step === 'Undo');
    return after.flatMap((entry) => (entry.type === 'undoing' && entry.entryId === '1/stop' ? [entry.how] : []));
  };

  test('is not written again by the same attempt', async () => {
    expect(await linesOf({})).toEqual([]);
  });

  test.each<[string, object]>([
    ['of another step', { step: 'VerifyAfter' }],
    ['of another attempt', { wave: 2 }],
    ['about another entry', { entryId: '1/slow' }],
    ['that says something else', { how: 'nothing is found' }],
    ['of another kind', { type: 'undone', proof: { result: 'restored', findings: [] } }],
  ])('%s is no reason to keep silent', async (_, before) => {
    expect(await linesOf(before)).toEqual([how]);
  });
});

test('an attempt that another has superseded leaves everything to it, and so does one of a run that is over', async () => {
  const world = await injected();
  await raise(world);
  for (const attempt of [1, 2]) await world.ports.runs.claimRecovery(runId, attempt, world.now);
  world.log.length = 0;
  expect(await undo(world)).toMatchObject({ next: 'Done', wave: 1 });
  expect(world.log).toEqual([]);
  await steps.Undo(world.reference({ wave: 2 }), world.ports);
  expect(world.log).not.toEqual([]);
  await world.walk('Undo', world.reference({ wave: 2, visit: 1 }));
  expect((await world.record()).terminal).toBeDefined();
  expect(await steps.Undo(world.reference({ wave: 2 }), world.ports)).toMatchObject({ next: 'Done' });
});

test('it is given up the moment that its allowance is over, target by target, in the words of the last look', async () => {
  const allowance = 5 * minute;
  const lookedAt = async (after: number) => {
    const world = await injected();
    world.faults.stuck.add(fis);
    world.faults.byToken.get(fis)!.endsAt = Number.POSITIVE_INFINITY;
    await raise(world);
    await claim(world);
    world.now += after;
    return { world, answer: await undo(world, 3) };
  };
  expect((await lookedAt(allowance - 1)).answer).toMatchObject({ next: 'Undo' });
  const { world } = await lookedAt(allowance);
  const [stop, slow] = await ledger(world);
  const findings = [{ id: stop!.targets[0], result: 'unknown', detail: 'the fault is still running' }];
  for (const entry of [stop, slow])
    expect(entry).toMatchObject({ state: 'undone', proof: { result: 'unknown', findings } });
});

test.each([
  ['a first look, however long it was waited for', 0, 60, 'Undo'],
  ['a second short of the time', 3, 9, 'Undo'],
  ['all of it in the last pause', 1, 30, 'VerifyAfter'],
  ['all of it in several', 3, 10, 'VerifyAfter'],
  ['all of it before the last pause', 4, 0, 'VerifyAfter'],
])('the second look is final after a whole function timeout: %s', async (_, visit, waitSeconds, next) => {
  const world = await armed();
  world.faults.failing = { provider: 'fis', error: died() };
  await expect(steps.Inject(world.reference(), world.ports)).rejects.toMatchObject({ name: 'Died' });
  await raise(world);
  expect((await steps.Undo(world.reference({ visit, waitSeconds }), world.ports)).next).toBe(next);
});

test('it comes back soon while anything runs or nobody answers, and after a function timeout where a call may land', async () => {
  const unanswered = await injected();
  await raise(unanswered);
  unanswered.ports.faults.observe = async () => {
    throw new Error('slow down');
  };
  expect(await undo(unanswered)).toMatchObject({ next: 'Undo', waitSeconds: 10 });
  const mixed = await armed();
  mixed.faults.failing = { provider: 'squall', error: died() };
  await expect(steps.Inject(mixed.reference(), mixed.ports)).rejects.toMatchObject({ name: 'Died' });
  await raise(mixed);
  expect(await undo(mixed)).toMatchObject({ next: 'Undo', waitSeconds: 10 });
});

test('what stopping does not put right is undone by us, once the fault is over', async () => {
  const world = await injected();
  await raise(world);
  await undo(world);
  expect(world.faults.undone).toEqual([]);
  await undo(world, 1);
  expect(world.faults.undone).toEqual(['1/tag']);
});

test('the caller died after the call and before its answer was written: found by the token, and stopped', async () => {
  const world = await armed();
  world.faults.failing = { provider: 'fis', error: died(), after: true };
  await expect(steps.Inject(world.reference(), world.ports)).rejects.toMatchObject({ name: 'Died' });
  expect(await ledger(world)).toMatchObject([{ state: 'intended' }, { state: 'intended' }]);
  await raise(world);
  await undo(world);
  expect(world.faults.byToken.get(fis)?.state).toBe('stopped');
  const [entry] = await ledger(world);
  expect(entry).toMatchObject({ state: 'confirmed', fault: { externalId: 'EXP1' } });
});

test('the caller died before the call: looked for twice, a function timeout apart, and marked as never injected', async () => {
  const world = await armed();
  world.faults.failing = { provider: 'fis', error: died() };
  await expect(steps.Inject(world.reference(), world.ports)).rejects.toMatchObject({ name: 'Died' });
  await raise(world);
  const again = await undo(world);
  expect(again).toMatchObject({ next: 'Undo', waitSeconds: 30 });
  expect(await ledger(world)).toMatchObject([{ state: 'intended' }, { state: 'intended' }]);
  world.now += 30_000;
  expect(await steps.Undo(again, world.ports)).toMatchObject({ next: 'VerifyAfter' });
  expect(await ledger(world)).toMatchObject([
    {
      state: 'undone',
      proof: { result: 'restored', findings: [{ detail: expect.stringContaining('never injected') }] },
    },
    { state: 'undone' },
  ]);
});

test('a clock that is two minutes ahead of the one that told the epoch does not stand for the waiting', async () => {
  const world = await armed();
  world.faults.failing = { provider: 'fis', error: died() };
  await expect(steps.Inject(world.reference(), world.ports)).rejects.toMatchObject({ name: 'Died' });
  await raise(world);
  world.now += 120_000;
  expect(await undo(world)).toMatchObject({ next: 'Undo', waitSeconds: 30 });
  expect(await ledger(world)).toMatchObject([{ state: 'intended' }, { state: 'intended' }]);
});

test('a call in flight when the epoch rose lands after the first look: the second finds and stops it', async () => {
  const world = await armed();
  let land: (() => void) | undefined;
  const { start } = world.faults;
  world.faults.start = (injection) =>
    new Promise((resolve) => {
      land = () => resolve(start(injection));
    });
  const inFlight = steps.Inject(world.reference(), world.ports);
  while (!land) await new Promise((resolve) => setImmediate(resolve));
  await raise(world);
  expect(await undo(world)).toMatchObject({ next: 'Undo', waitSeconds: 30 });
  world.now += 20_000;
  land();
  // It began in the right epoch, and lands; what follows it is fenced.
  expect(await inFlight).toMatchObject({ next: 'HandOver' });
  expect(world.faults.byToken.get(fis)?.state).toBe('running');
  world.now += 10_000;
  expect(await undo(world, 1)).toMatchObject({ next: 'Undo' });
  expect(await undo(world, 2)).toMatchObject({ next: 'VerifyAfter' });
  expect(world.faults.byToken.get(fis)?.state).toBe('stopped');
});

test('a fault that does not end is given up after its allowance, as unknown and not before', async () => {
  const world = await injected();
  world.faults.stuck.add(fis);
  world.faults.byToken.get(fis)!.endsAt = Number.POSITIVE_INFINITY;
  await raise(world);
  await claim(world);
  const over = await world.walk('Undo', world.reference(), 'VerifyAfter');
  expect(over.next).toBe('VerifyAfter');
  expect(world.now - begin).toBeGreaterThanOrEqual(5 * minute);
  expect(world.now - begin).toBeLessThan(6 * minute);
  const entries = await ledger(world);
  expect(entries.map(({ proof }) => proof?.result)).toEqual(['unknown', 'unknown', undefined]);
  await world.walk('VerifyAfter', over);
  expect((await world.record()).terminal).toMatchObject({ recovery: 'unknown' });
  expect(world.notices.map(({ kind }) => kind)).toContain('recovery-unconfirmed');
});

test('a provider that cannot be asked does not hold up the others, and is tried again', async () => {
  const world = await injected();
  await raise(world);
  const { observe } = world.faults;
  let down = true;
  world.ports.faults.observe = async (fault) => {
    if (down && fault.provider === 'fis') throw Object.assign(new Error('slow down'), { name: 'Throttled' });
    return observe(fault);
  };
  expect(await undo(world)).toMatchObject({ next: 'Undo' });
  expect(world.faults.byToken.get('run-1/1/squall/tag')?.state).toBe('stopped');
  expect(world.faults.byToken.get(fis)?.state).toBe('running');
  down = false;
  await world.walk('Undo', world.reference({ visit: 1 }), 'VerifyAfter');
  expect(world.faults.byToken.get(fis)?.state).toBe('stopped');
});

test('with an empty ledger there is nothing to wait for', async () => {
  const world = await armed();
  await raise(world);
  expect(await undo(world)).toMatchObject({ next: 'VerifyAfter', waitSeconds: 0 });
});

test('a second undo is a no-op, by the same attempt and by another', async () => {
  const world = await injected();
  await raise(world);
  await world.walk('Undo', world.reference());
  const [record, entries, journal] = [await world.record(), await ledger(world), await world.journal()];
  world.log.length = 0;
  for (const wave of [1, 2])
    expect(await steps.Undo(world.reference({ wave }), world.ports)).toMatchObject({ next: 'Done' });
  expect([await world.record(), await ledger(world), await world.journal()]).toEqual([record, entries, journal]);
  expect(world.log).toEqual([]);
});

test('an unknown run fails by name', async () => {
  const world = await injected();
  const nobody = { ...world.reference(), runId: 'nobody' };
  for (const step of ['Undo', 'VerifyAfter', 'Conclude', 'HandOver', 'Inject'] as const)
    await expect(steps[step](nobody, world.ports)).rejects.toMatchObject({
      name: 'UnknownRun',
      message: 'run nobody is unknown',
    });
});
