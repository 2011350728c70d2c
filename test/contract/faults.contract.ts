/** What every `Faults` adapter keeps. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../core/history/ledger.ts';
import { type FaultReference, type Faults, type Injection, isActive } from '../../core/ports/faults.ts';
import type { Snapshot } from '../../core/ports/resources.ts';

export interface FaultsSubject {
  /** What is asked before there is a fault is another service's to answer, and is held elsewhere. */
  readonly faults: Omit<Faults, 'mostByTag' | 'permissions'>;
  /** One that the provider starts, and that ends by itself after `bound`. */
  readonly bounded: Injection;
  readonly bound: number;
  /** Stops instances for good: undone by us. Their groups notice no sooner than a minute later. */
  readonly unbounded: Injection;
  /** One that the provider does not start. */
  readonly refused: Injection;
  /** How the targets look now. */
  snapshots(injection: Injection): Promise<readonly Snapshot[]>;
  /** Lets this many milliseconds of the provider's time pass. */
  pass(millis: number): Promise<void>;
}

export function faultsContract(name: string, make: () => Promise<FaultsSubject>): void {
  describe(`${name} keeps the contract of Faults`, () => {
    let subject: FaultsSubject;
    beforeEach(async () => {
      subject = await make();
    });
    const reference = ({ runId, wave, provider, token }: Injection): FaultReference => ({
      runId,
      wave,
      provider,
      token,
    });
    const state = async (injection: Injection) => (await subject.faults.observe(reference(injection))).state;

    test('a fault is found by its token alone, and by what the provider calls it', async () => {
      const { faults, bounded } = subject;
      const { externalId } = await faults.start(bounded);
      const byToken = await faults.observe(reference(bounded));
      expect(isActive(byToken.state)).toBe(true);
      expect(byToken.externalId).toBe(externalId);
      expect(byToken.actions.map(({ stepId }) => stepId).sort()).toEqual(
        bounded.actions.map(({ stepId }) => stepId).sort(),
      );
      expect(await faults.observe({ ...reference(bounded), externalId })).toEqual(byToken);
    });

    test('the same token twice is one fault', async () => {
      const { faults, bounded } = subject;
      const first = await faults.start(bounded);
      expect(await faults.start(bounded)).toEqual(first);
    });

    test('a fault that was never started is absent, and stopping it does nothing', async () => {
      const { faults, bounded } = subject;
      expect(await faults.observe(reference(bounded))).toEqual({ state: 'absent', actions: [] });
      await faults.stop(reference(bounded), 'to be sure');
      expect(await state(bounded)).toBe('absent');
    });

    test('what the provider refuses was not started', async () => {
      const { faults, refused } = subject;
      await expect(faults.start(refused)).rejects.toMatchObject({ name: 'FaultRefused' });
      expect(await state(refused)).toBe('absent');
    });

    test('a bounded fault ends by itself', async () => {
      const { faults, bounded, bound, pass } = subject;
      await faults.start(bounded);
      await pass(bound / 2);
      expect(await state(bounded)).toBe('running');
      await pass(bound / 2 + 60_000);
      expect(await state(bounded)).toBe('completed');
      await faults.stop(reference(bounded), 'too late');
      expect(await state(bounded)).toBe('completed');
    });

    test('stopping ends a fault before its time, once and for all', async () => {
      const { faults, bounded, pass } = subject;
      await faults.start(bounded);
      await pass(1000);
      await faults.stop(reference(bounded), 'enough');
      await faults.stop(reference(bounded), 'enough, again');
      await pass(60_000);
      expect(await faults.observe(reference(bounded))).toMatchObject({ state: 'stopped' });
    });

    test('undo puts right what stopping does not, and a second undo is a no-op', async () => {
      const { faults, unbounded, pass, snapshots } = subject;
      const before = await snapshots(unbounded);
      const entry = entryOf(unbounded, before);
      await faults.start(unbounded);
      await faults.stop(reference(unbounded), 'enough');
      await pass(10_000);
      const down = await snapshots(unbounded);
      expect(down.map((each) => each.state)).not.toEqual(before.map((each) => each.state));
      await faults.undo({ ...entry, undo: { by: 'provider', how: 'not ours' } });
      await pass(10_000);
      expect((await snapshots(unbounded)).map((each) => each.state)).toEqual(down.map((each) => each.state));
      await faults.undo(entry);
      await faults.undo(entry);
      await pass(120_000);
      expect((await snapshots(unbounded)).map((each) => each.state)).toEqual(before.map((each) => each.state));
    });
  });
}

function entryOf(injection: Injection, before: readonly Snapshot[]): LedgerEntry {
  const { runId, wave, provider, token, actions } = injection;
  const [action] = actions;
  return {
    runId,
    id: `${wave}/${action!.stepId}`,
    wave,
    stepId: action!.stepId,
    action: action!.action,
    fault: { runId, wave, provider, token },
    targets: before.map(({ id }) => id),
    before,
    undo: { by: 'us', how: 'start every instance that stands stopped' },
    intendedAt: 0,
    state: 'intended',
  };
}
