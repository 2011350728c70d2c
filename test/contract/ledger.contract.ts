/** What every `Ledger` adapter keeps. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Runs } from '../../core/ports/runs.ts';
import { causeOf, entryOf, lease, recordOf, restored, start, unknown } from './records.ts';

export function ledgerContract(name: string, make: () => Promise<{ runs: Runs; ledger: Ledger }>): void {
  describe(`${name} keeps the contract of Ledger`, () => {
    let runs: Runs;
    let ledger: Ledger;
    beforeEach(async () => {
      ({ runs, ledger } = await make());
      await runs.propose(recordOf('run-1'));
      await runs.arm('run-1', lease, []);
    });

    test('an intent stands as it was written first', async () => {
      expect(await ledger.intend(entryOf('run-1'), 1)).toBe(true);
      expect(await ledger.intend(entryOf('run-1', '1/power', { targets: ['arn:i-9'] }), 1)).toBe(true);
      expect(await ledger.list('run-1')).toEqual([entryOf('run-1')]);
    });

    test('the fence: no intent of another epoch, of a run that is not injecting, or after the epoch rose', async () => {
      expect(await ledger.intend(entryOf('run-1'), 0)).toBe(false);
      expect(await ledger.intend(entryOf('run-1'), 2)).toBe(false);
      expect(await ledger.intend(entryOf('nobody'), 1)).toBe(false);
      await runs.propose(recordOf('run-2'));
      expect(await ledger.intend(entryOf('run-2'), 0)).toBe(false);
      await ledger.intend(entryOf('run-1'), 1);
      await runs.raiseEpoch('run-1', causeOf());
      expect(await ledger.intend(entryOf('run-1', '1/other'), 1)).toBe(false);
      expect(await ledger.intend(entryOf('run-1', '1/other'), 2)).toBe(false);
      // One that stands already is answered by the fence as well.
      expect(await ledger.intend(entryOf('run-1'), 1)).toBe(false);
      expect(await ledger.list('run-1')).toHaveLength(1);
      expect(await ledger.list('run-2')).toEqual([]);
    });

    test('confirmed once, with the id that the provider gave first', async () => {
      await ledger.intend(entryOf('run-1'), 1);
      await ledger.confirm('run-1', '1/power', 'EXP1', start + 1);
      await ledger.confirm('run-1', '1/power', 'EXP2', start + 2);
      const [entry] = await ledger.list('run-1');
      expect(entry).toMatchObject({ state: 'confirmed', confirmedAt: start + 1, fault: { externalId: 'EXP1' } });
      expect(entry?.fault.token).toBe('run-1/1/fis');
      await ledger.confirm('run-1', '1/nothing', 'EXP3', start);
      expect(await ledger.list('run-1')).toHaveLength(1);
    });

    test('the first proof stays, also after the epoch rose', async () => {
      await ledger.intend(entryOf('run-1'), 1);
      await runs.raiseEpoch('run-1', causeOf());
      await ledger.undone('run-1', '1/power', restored, start + 3);
      await ledger.undone('run-1', '1/power', unknown, start + 4);
      expect(await ledger.list('run-1')).toEqual([
        { ...entryOf('run-1'), state: 'undone', undoneAt: start + 3, proof: restored },
      ]);
    });

    test('a confirmation that comes after the proof is noted, and the entry stays undone', async () => {
      await ledger.intend(entryOf('run-1'), 1);
      await ledger.undone('run-1', '1/power', restored, start + 3);
      await ledger.confirm('run-1', '1/power', 'EXP1', start + 4);
      expect(await ledger.list('run-1')).toMatchObject([{ state: 'undone', fault: { externalId: 'EXP1' } }]);
    });

    test('entries are listed in the order of intent, each run its own', async () => {
      await runs.propose(recordOf('run-2'));
      await runs.arm('run-2', lease, []);
      for (const id of ['1/z', '1/a', '2/m']) await ledger.intend(entryOf('run-1', id), 1);
      await ledger.intend(entryOf('run-2', '1/a'), 1);
      await ledger.confirm('run-1', '1/a', 'EXP', start);
      expect((await ledger.list('run-1')).map(({ id }) => id)).toEqual(['1/z', '1/a', '2/m']);
      expect(await ledger.list('run-2')).toMatchObject([{ state: 'intended' }]);
    });
  });
}
