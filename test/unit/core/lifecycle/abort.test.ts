import { describe, expect, test } from 'vitest';
import { abort, stopAcknowledged } from '../../../../core/lifecycle/abort.ts';
import { steps } from '../../../../core/lifecycle/steps.ts';
import { begin, injected, proposed, runId, type TestWorld } from './world.ts';

const person = (world: TestWorld) => ({ kind: 'person', detail: 'ada pressed stop', at: world.now }) as const;
const stop = (world: TestWorld) => abort(runId, person(world), world.ports);

/** What of the abort had happened when each of its calls was made. */
function watched(world: TestWorld): string[] {
  const seen: string[] = [];
  const { raiseEpoch } = world.ports.runs;
  const { stop: stopFault } = world.ports.faults;
  const { start, stop: kill } = world.ports.executions;
  world.ports.runs.raiseEpoch = async (...args) => {
    seen.push('epoch');
    return raiseEpoch(...args);
  };
  world.ports.executions.start = async (...args) => {
    seen.push('recovery');
    return start(...args);
  };
  world.ports.faults.stop = async (...args) => {
    seen.push('faults');
    return stopFault(...args);
  };
  world.ports.executions.stop = async (...args) => {
    seen.push('execution');
    return kill(...args);
  };
  return seen;
}

/** Each thing once, in the order of its first happening. */
const order = (seen: readonly string[]) => [...new Set(seen)];

test('in this order: epoch, recovery, faults, execution', async () => {
  const world = await injected();
  const seen = watched(world);
  await stop(world);
  expect(order(seen)).toEqual(['epoch', 'recovery', 'faults', 'execution']);
  expect(world.executions.get(runId)).toMatchObject({ how: 'aborted' });
  for (const { state } of world.faults.byToken.values()) expect(state).toBe('stopped');
});

describe('what fails does not keep the rest from being tried', () => {
  test.each(['recovery', 'faults', 'execution'] as const)('%s', async (failing) => {
    const world = await injected();
    const broken = async () => {
      throw new Error(`${failing} failed`);
    };
    if (failing === 'recovery') world.ports.executions.start = broken;
    if (failing === 'faults') world.ports.faults.stop = broken;
    if (failing === 'execution') world.ports.executions.stop = broken;
    const seen = watched(world);
    await expect(stop(world)).rejects.toMatchObject({
      name: 'AbortIncomplete',
      errors: expect.arrayContaining([expect.objectContaining({ message: `${failing} failed` })]),
    });
    expect(order(seen)).toEqual(['epoch', 'recovery', 'faults', 'execution']);
    expect(await world.record()).toMatchObject({ phase: 'recovering' });
  });

  test('one fault that cannot be stopped does not keep the others running', async () => {
    const world = await injected();
    const { stop: stopFault } = world.faults;
    world.ports.faults.stop = async (fault, reason) => {
      if (fault.provider === 'squall') throw new Error('throttled');
      return stopFault(fault, reason);
    };
    await expect(stop(world)).rejects.toMatchObject({ name: 'AbortIncomplete' });
    expect(world.faults.byToken.get('run-1/1/fis')?.state).toBe('stopped');
  });

  test('but without the epoch nothing else is done: it would only be undone by the next injection', async () => {
    const world = await injected();
    world.ports.runs.raiseEpoch = async () => {
      throw new Error('no database');
    };
    await expect(stop(world)).rejects.toThrow('no database');
    expect(world.log).toEqual([]);
  });
});

test('it is acknowledged after one function timeout, by a look that finds nothing', async () => {
  const world = await injected();
  expect(await stop(world)).toEqual({ known: true, acknowledged: false, lookAgainAt: begin + 30_000 });
  world.now = begin + 29_999;
  expect(await stopAcknowledged(runId, world.ports)).toMatchObject({ acknowledged: false });
  world.now = begin + 30_000;
  expect(await stopAcknowledged(runId, world.ports)).toEqual({ known: true, acknowledged: true });
});

test('it is not acknowledged while anything is active', async () => {
  const world = await injected();
  world.faults.stuck.add('run-1/1/fis');
  await stop(world);
  world.now += 60_000;
  expect(await stopAcknowledged(runId, world.ports)).toMatchObject({
    acknowledged: false,
    lookAgainAt: world.now + 30_000,
  });
});

test('with nothing ever intended it is acknowledged at once, and nothing can be injected any more', async () => {
  const world = await proposed();
  expect(await stop(world)).toEqual({ known: true, acknowledged: true });
  expect(await steps.Inject(world.reference(), world.ports)).toMatchObject({ next: 'HandOver' });
  expect(world.faults.byToken.size).toBe(0);
});

test('idempotent, in any state, and for a run that nobody knows', async () => {
  const world = await injected();
  for (let i = 0; i < 10; i++) await stop(world);
  expect((await world.record()).epoch).toBe(2);
  await world.walk('Undo', world.reference());
  const [record, journal] = [await world.record(), await world.journal()];
  expect(record.terminal).toMatchObject({ end: 'aborted', recovery: 'restored', cause: { kind: 'person' } });
  expect(await stop(world)).toEqual({ known: true, acknowledged: true });
  expect([await world.record(), await world.journal()]).toEqual([record, journal]);
  expect(await abort('nobody', person(world), world.ports)).toEqual({ known: false });
});

test('it works with the workflow gone', async () => {
  const world = await injected();
  world.executions.clear();
  await stop(world);
  await world.walk('Undo', world.reference());
  expect((await world.record()).terminal).toMatchObject({ end: 'aborted', recovery: 'restored' });
});
