import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../../core/history/ledger.ts';
import { type Undoing, undoEntry } from '../../../../core/lifecycle/undo-entry.ts';
import type { FaultObservation, FaultReference, FaultState } from '../../../../core/ports/faults.ts';
import type { Ports } from '../../../../core/ports/ports.ts';

const fault = { runId: 'run-1', wave: 1, provider: 'fis', token: 'run-1/1/fis' } as const;
const now = 1_000_000;
const bySystem = { by: 'provider', how: 'FIS starts them' } as const;
const byUs = { by: 'us', how: 'we start them' } as const;
const byNobody = { by: 'nobody', reason: 'gone for good' } as const;

const entry = (id: string, over: Partial<LedgerEntry> = {}): LedgerEntry => ({
  runId: 'run-1',
  id,
  wave: 1,
  stepId: id,
  action: 'aws:ec2:stop-instances',
  fault,
  targets: [`${id}-x`, `${id}-y`],
  before: [],
  undo: bySystem,
  intendedAt: 0,
  state: 'intended',
  ...over,
});
const confirmed = (id: string, over: Partial<LedgerEntry> = {}) => entry(id, { state: 'confirmed', ...over });

interface Asked {
  readonly seen: Partial<FaultObservation> & { readonly state: FaultState };
  readonly entries: readonly LedgerEntry[];
  readonly final?: boolean;
  readonly cause?: string;
  /** As the ledger knows the fault. */
  readonly known?: string;
  readonly failing?: unknown;
  readonly journal?: readonly object[];
  /** What a stop or an undo tells. */
  readonly receipt?: string;
}

/** What came of it, and every call that changed something, in order. */
async function undone({ seen, entries, final = false, cause, known, failing, journal = [], receipt }: Asked) {
  const calls: (readonly unknown[])[] = [];
  const note =
    (name: string) =>
    async (...args: readonly unknown[]) =>
      void calls.push([name, ...args]);
  let asked: string | undefined;
  const observation = { actions: [], ...seen };
  const ports = {
    faults: {
      observe: async (of: FaultReference) => {
        asked = of.externalId;
        if (failing !== undefined) throw failing;
        return observation;
      },
      stop: async (of: typeof fault, why: string) => {
        calls.push(['stop', of.token, why]);
        return receipt;
      },
      undo: async ({ id }: LedgerEntry) => {
        calls.push(['undo', id]);
        return receipt;
      },
    },
    ledger: { confirm: note('confirm'), undone: note('undone') },
  } as unknown as Ports;
  const record = { ...(cause !== undefined && { cause: { kind: 'person', detail: cause, at: 0 } }) };
  const reference = { ...fault, ...(known !== undefined && { externalId: known }) };
  const undoing = { fault: reference, entries, record, journal, final, now } as unknown as Undoing;
  const { observation: told, ...outcome } = await undoEntry(undoing, ports);
  if (told !== undefined) expect(told).toBe(observation);
  return { ...outcome, calls, observed: told !== undefined, ...(journal.length > 0 && { asked }) };
}
const said = (entryId: string, how: string) => ({ type: 'undoing', entryId, how });

describe('nothing is found, and no call was ever answered', () => {
  const entries = [entry('b'), entry('a')];

  it('is looked for again while the call may still land', async () => {
    expect(await undone({ seen: { state: 'absent' }, entries })).toEqual({
      events: ['b', 'a'].map((id) => ({ ...said(id, 'nothing is found under its token; looking again'), waits: true })),
      open: true,
      why: 'the call that it announced may still land',
      observed: true,
      calls: [],
    });
  });

  it('was never injected once it cannot land any more: every target is as it was', async () => {
    const proof = (id: string) => ({
      result: 'restored',
      findings: [`${id}-x`, `${id}-y`].map((target) => ({
        id: target,
        result: 'restored',
        detail: 'never injected: nothing stands under its token',
      })),
    });
    expect(await undone({ seen: { state: 'absent' }, entries, final: true })).toEqual({
      events: [],
      open: false,
      why: 'never injected',
      observed: true,
      calls: [
        ['undone', 'run-1', 'b', proof('b'), now],
        ['undone', 'run-1', 'a', proof('a'), now],
      ],
    });
  });
});

it.each([false, true])(
  'absent after it was answered, it is over, and what is ours is put right (final: %s)',
  async (final) => {
    const entries = [confirmed('b', { undo: byUs }), entry('a', { undo: byUs })];
    expect(await undone({ seen: { state: 'absent' }, entries, final })).toEqual({
      events: [said('b', 'absent: we start them'), said('a', 'absent: we start them')],
      open: false,
      why: '',
      observed: true,
      calls: [
        ['undo', 'b'],
        ['undo', 'a'],
      ],
    });
  },
);

describe('it is found, and its answer was lost', () => {
  const found = { state: 'completed', externalId: 'EXP1' } as const;

  it('is confirmed for those alone that had no answer', async () => {
    const entries = [entry('b'), confirmed('a'), entry('c')];
    expect((await undone({ seen: found, entries })).calls).toEqual([
      ['confirm', 'run-1', 'b', 'EXP1', now],
      ['confirm', 'run-1', 'c', 'EXP1', now],
    ]);
  });

  it('goes by what the provider calls it now, else by what the ledger knows, else by nothing', async () => {
    const entries = [entry('a')];
    const nameless = { state: 'completed' } as const;
    expect((await undone({ seen: found, entries, known: 'OLD' })).calls).toEqual([
      ['confirm', 'run-1', 'a', 'EXP1', now],
    ]);
    expect((await undone({ seen: nameless, entries, known: 'OLD' })).calls).toEqual([
      ['confirm', 'run-1', 'a', 'OLD', now],
    ]);
    expect((await undone({ seen: nameless, entries })).calls).toEqual([]);
  });
});

describe('it is still active', () => {
  it.each(['pending', 'running'] as const)(
    '%s: it is stopped for the run’s own cause, and nothing is undone yet',
    async (state) => {
      const entries = [confirmed('b', { undo: byUs }), confirmed('a')];
      expect(await undone({ seen: { state }, entries, cause: 'ada asked' })).toEqual({
        events: [said('b', 'stopping: we start them'), said('a', 'stopping: FIS starts them')],
        open: true,
        why: `the fault is still ${state}`,
        observed: true,
        calls: [['stop', fault.token, 'ada asked']],
      });
    },
  );

  it('says recovery where the run has no cause yet', async () => {
    expect((await undone({ seen: { state: 'running' }, entries: [confirmed('a')] })).calls).toEqual([
      ['stop', fault.token, 'recovery'],
    ]);
  });

  it('is not stopped a second time', async () => {
    expect(await undone({ seen: { state: 'stopping' }, entries: [confirmed('a')] })).toMatchObject({
      open: true,
      why: 'the fault is still stopping',
      calls: [],
    });
  });
});

it.each(['completed', 'stopped', 'failed'] as const)(
  '%s: what stopping does not put right is undone by us, and by nobody else',
  async (state) => {
    const entries = [confirmed('c', { undo: byNobody }), confirmed('b', { undo: byUs }), confirmed('a')];
    expect(await undone({ seen: { state }, entries })).toEqual({
      events: [
        said('c', `${state}: cannot be undone, as declared: gone for good`),
        said('b', `${state}: we start them`),
        said('a', `${state}: FIS starts them`),
      ],
      open: false,
      why: '',
      observed: true,
      calls: [['undo', 'b']],
    });
  },
);

it.each([
  [Object.assign(new Error('slow down'), { name: 'Throttled' }), 'Throttled: slow down'],
  ['a word', 'a word'],
])('a provider that cannot be asked (%s) leaves it open for the next look, and says why', async (failing, why) => {
  const entries = [confirmed('b'), entry('a')];
  expect(await undone({ seen: { state: 'running' }, entries, failing })).toEqual({
    events: ['b', 'a'].map((id) => said(id, `could not be undone yet: ${why}`)),
    open: true,
    why,
    observed: false,
    calls: [],
  });
});

describe('what is asked for and not carried out everywhere yet', () => {
  const entries = [confirmed('a', { undo: byUs })];

  it('is written down with its receipt, whether it was stopped or put back, and looked at again', async () => {
    const stopping = await undone({ seen: { state: 'running' }, entries, receipt: 'token#C2' });
    expect(stopping).toMatchObject({ open: true, events: [{ how: 'stopping: we start them', receipt: 'token#C2' }] });
    const over = await undone({ seen: { state: 'completed' }, entries, receipt: 'token#C2' });
    expect(over).toMatchObject({ open: true, events: [{ how: 'completed: we start them', receipt: 'token#C2' }] });
    expect(over.why).toBe('it is not carried out everywhere yet');
  });

  it('is looked for by the newest receipt of its own', async () => {
    const line = (entryId: string, receipt?: string) => ({ ...said(entryId, 'x'), ...(receipt && { receipt }) });
    const journal = [line('a', 'token#C1'), line('a', 'token#C2'), line('a'), line('b', 'token#C3')];
    const { asked, open } = await undone({ seen: { state: 'stopped' }, entries, journal, known: 'token#C0' });
    expect([asked, open]).toEqual(['token#C2', false]);
  });
});
