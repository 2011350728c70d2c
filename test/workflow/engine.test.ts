/** The committed state machines, executed with scripted steps on the virtual clock. */
import { expect, test } from 'vitest';
import { type ExecutionStatus, simulatedExecutions } from '../../adapters/simulated/executions.ts';
import { VirtualClock } from '../../apps/local/clock.ts';
import { createEngine, type Invoke } from '../../apps/local/engine.ts';
import type { StepReference } from '../../core/lifecycle/reference.ts';
import { stillWorld } from './still-world.ts';

interface Call {
  readonly at: number;
  readonly step: string;
  readonly input: unknown;
}

function platform(step: (name: string, input: StepReference, at: number) => unknown) {
  const clock = new VirtualClock(stillWorld(0));
  const calls: Call[] = [];
  const statuses: ExecutionStatus[] = [];
  const invoke: Invoke = async (name, input) => {
    calls.push({ at: clock.now(), step: name, input });
    return step(name, input as StepReference, clock.now());
  };
  const executions = simulatedExecutions({
    clock,
    launcher: createEngine({ clock, invoke }),
    ended: (status) => statuses.push(status),
  });
  const drive = async (until: number) => {
    while (clock.now() < until) await clock.step(until);
    await clock.quiet();
  };
  const trace = () => calls.map(({ at, step }) => `${at / 1000} ${step}`);
  return { clock, calls, statuses, executions, drive, trace };
}

const reference = (next: string, waitSeconds = 0, rest: Partial<StepReference> = {}): StepReference => ({
  runId: 'run-1',
  wave: 0,
  visit: 0,
  ...rest,
  next,
  waitSeconds,
});

/** Two waves; the gate and each wave are looked at twice. */
const happy = (name: string, input: StepReference): StepReference => {
  const { wave, visit } = input;
  switch (name) {
    case 'Admit':
      return reference('Arm');
    case 'Arm':
      return reference('VerifyBefore');
    case 'VerifyBefore':
      return visit === 0 ? reference('VerifyBefore', 60, { visit: 1 }) : reference('Inject');
    case 'Inject':
      return reference('Observe', 0, { wave });
    case 'Observe':
      if (visit === 0) return reference('Observe', 30, { wave, visit: 1 });
      return wave === 0 ? reference('Inject', 0, { wave: 1 }) : reference('HandOver', 0, { wave });
    default:
      return reference('Done');
  }
};

test('an experiment walks its states, and waits only before it comes back to one', async () => {
  const { executions, drive, trace, calls, statuses } = platform(happy);
  await executions.start('experiment', 'run-1', { experiment: 'x', seed: 1 });
  await drive(600_000);
  expect(trace()).toEqual([
    '0 Admit',
    '0 Arm',
    '0 VerifyBefore',
    '60 VerifyBefore',
    '60 Inject',
    '60 Observe',
    '90 Observe',
    '90 Inject',
    '90 Observe',
    '120 Observe',
    '120 HandOver',
  ]);
  expect(calls[0]?.input).toEqual({ runId: 'run-1', input: { experiment: 'x', seed: 1 } });
  expect(statuses).toEqual([{ machine: 'experiment', name: 'run-1', how: 'succeeded' }]);
  expect(await executions.look('experiment', 'run-1')).toEqual({ state: 'ended', how: 'succeeded', at: 120_000 });
});

test('Admit sees the execution name again after a wait, and a refusal ends there', async () => {
  const { executions, drive, trace, calls } = platform((_name, input) =>
    'input' in input && (input.input as StepReference).next === 'Admit'
      ? reference('Refused')
      : reference('Admit', 600),
  );
  await executions.start('experiment', 'run-1', {});
  await drive(3_600_000);
  expect(trace()).toEqual(['0 Admit', '600 Admit']);
  expect(calls[1]?.input).toEqual({ runId: 'run-1', input: reference('Admit', 600) });
});

test('a second start of the same name is success and starts nothing', async () => {
  const { executions, drive, trace } = platform(() => reference('Refused'));
  await executions.start('experiment', 'run-1', {});
  await executions.start('experiment', 'run-1', {});
  await drive(1000);
  await executions.start('experiment', 'run-1', {});
  expect(trace()).toEqual(['0 Admit']);
});

test('a step that throws is handed over with its reference and the error', async () => {
  const { executions, drive, calls, trace } = platform((name, input) => {
    if (name === 'Inject') throw Object.assign(new Error('no such fleet'), { name: 'BrokenWorld' });
    return happy(name, input);
  });
  await executions.start('experiment', 'run-1', {});
  await drive(600_000);
  expect(trace().slice(-2)).toEqual(['60 Inject', '60 HandOver']);
  expect(calls.at(-1)?.input).toEqual({
    ...reference('Inject'),
    error: { Error: 'BrokenWorld', Cause: 'no such fleet' },
  });
});

test('a transient error is tried again, with no pause and the same input', async () => {
  let failures = 0;
  const { executions, drive, calls } = platform((name, input) => {
    if (name === 'Arm' && failures++ < 3) throw Object.assign(new Error('slow down'), { name: 'Throttled' });
    return happy(name, input);
  });
  await executions.start('experiment', 'run-1', {});
  await drive(1000);
  const arms = calls.filter(({ step }) => step === 'Arm');
  expect(arms).toHaveLength(4);
  expect(new Set(arms.map(({ input }) => JSON.stringify(input))).size).toBe(1);
});

test('stopped in the middle of a wait, it runs no further state, and its sleeper is not woken', async () => {
  const { clock, executions, drive, trace, statuses } = platform(happy);
  await executions.start('experiment', 'run-1', {});
  clock.schedule(30_000, () => void clock.during(() => executions.stop('experiment', 'run-1', 'enough')));
  await drive(600_000);
  expect(trace()).toEqual(['0 Admit', '0 Arm', '0 VerifyBefore']);
  expect(statuses).toEqual([{ machine: 'experiment', name: 'run-1', how: 'aborted' }]);
  expect(await executions.look('experiment', 'run-1')).toMatchObject({ how: 'aborted', at: 30_000 });
  expect(clock.busy).toBe(0);
  await executions.stop('experiment', 'run-1', 'again');
  expect(statuses).toHaveLength(1);
});

test('stopped while a step is in flight, the step ends, is not retried, and the clock waits for it', async () => {
  const running = platform(async (name, input) => {
    if (name !== 'Inject') return happy(name, input);
    await running.executions.stop('experiment', 'run-1', 'enough');
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
    throw Object.assign(new Error('late'), { name: 'Throttled' });
  });
  await running.executions.start('experiment', 'run-1', {});
  await running.drive(600_000);
  expect(running.trace().slice(-1)).toEqual(['60 Inject']);
  expect(running.statuses).toMatchObject([{ how: 'aborted' }]);
});

test('an execution that outlives its machine is timed out by the virtual clock', async () => {
  const { executions, drive, statuses } = platform((_name, input) => ({
    ...reference('Undo', 1800),
    wave: input.wave,
  }));
  await executions.start('recovery', 'run-1-r1', reference('Undo'));
  await drive(24 * 3_600_000);
  expect(statuses).toEqual([{ machine: 'recovery', name: 'run-1-r1', how: 'timed-out' }]);
  expect(await executions.look('recovery', 'run-1-r1')).toMatchObject({ at: 12 * 3_600_000 });
});

test('two executions interleave by (time, sequence), the same way each time', async () => {
  const once = async () => {
    const { executions, drive, calls } = platform((name, input, at) => {
      const { runId, visit } = input;
      if (name !== 'Undo') return { ...reference('Done'), runId };
      return at < 300_000
        ? { ...reference('Undo', runId === 'a' ? 20 : 30, { visit: visit + 1 }), runId }
        : { ...reference('Done'), runId };
    });
    await executions.start('recovery', 'a-r1', { ...reference('Undo'), runId: 'a' });
    await executions.start('recovery', 'b-r1', { ...reference('Undo'), runId: 'b' });
    await drive(600_000);
    return calls.map(({ at, input }) => `${at / 1000}${(input as StepReference).runId}`);
  };
  const first = await once();
  expect(await once()).toEqual(first);
  expect(first.slice(0, 9)).toEqual(['0a', '0b', '20a', '30b', '40a', '60b', '60a', '80a', '90b']);
});

test('a wait that is not a whole number of seconds fails the execution, as in AWS', async () => {
  const { executions, drive, statuses } = platform(() => reference('Admit', 0.5));
  await executions.start('experiment', 'run-1', {});
  await drive(1000);
  expect(statuses).toMatchObject([{ how: 'failed', error: { name: 'States.Runtime' } }]);
});
