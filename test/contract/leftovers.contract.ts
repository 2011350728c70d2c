/** What every `Leftovers` adapter keeps, with the `Runs` that write them. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Leftover } from '../../core/history/leftover.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { causeOf, lease, leftoverOf, recordOf, start, terminalOf } from './records.ts';

export type LeftoversSubject = Pick<Ports, 'runs' | 'leftovers'>;

const ada = { by: 'ada', at: start + 500_000, reason: 'replaced by hand' };
const seen = { at: start + 400_000, how: 'it looks as before' };

export function leftoversContract(name: string, make: () => Promise<LeftoversSubject>): void {
  describe(`${name} keeps the contract of Leftovers`, () => {
    let subject: LeftoversSubject;
    const concluded = async (runId: string, left: readonly Leftover[], attempt?: number) => {
      await subject.runs.propose(recordOf(runId));
      await subject.runs.arm(runId, lease, []);
      await subject.runs.raiseEpoch(runId, causeOf());
      return subject.runs.conclude(runId, terminalOf(runId, { recovery: 'drifted' }), left, attempt);
    };
    beforeEach(async () => {
      subject = await make();
    });

    test('what is concluded with is open, oldest first, and of its run in order', async () => {
      expect(await subject.leftovers.open()).toEqual([]);
      const younger = leftoverOf('run-1', '1/power', { since: start + 2 });
      const [one, two] = [leftoverOf('run-2', '2/zone'), leftoverOf('run-2', '1/power')];
      expect(await concluded('run-1', [younger])).toBe(true);
      expect(await concluded('run-2', [one, two])).toBe(true);
      expect(await concluded('run-3', [])).toBe(true);
      expect(await subject.leftovers.open()).toEqual([one, two, younger]);
      expect(await subject.leftovers.of('run-2')).toEqual([one, two]);
      expect(await subject.leftovers.of('run-3')).toEqual([]);
      expect(await subject.leftovers.of('nobody')).toEqual([]);
    });

    test('a later conclusion adds nothing: what is left stands with the terminal record', async () => {
      await concluded('run-1', [leftoverOf('run-1')]);
      expect(await concluded('run-1', [leftoverOf('run-1', '2/zone')])).toBe(false);
      expect(await subject.leftovers.of('run-1')).toEqual([leftoverOf('run-1')]);
      await concluded('run-2', []);
      expect(await concluded('run-2', [leftoverOf('run-2')])).toBe(false);
      expect(await subject.leftovers.open()).toEqual([leftoverOf('run-1')]);
    });

    test('an attempt that another has superseded concludes nothing, keeps the locks, and leaves nothing', async () => {
      const lock = { key: 'target/arn:i-1', mode: 'exclusive' } as const;
      await subject.runs.propose(recordOf('run-1'));
      await subject.runs.arm('run-1', lease, [lock]);
      await subject.runs.raiseEpoch('run-1', causeOf());
      for (const attempt of [1, 2]) await subject.runs.claimRecovery('run-1', attempt, start);
      const terminal = terminalOf('run-1');
      expect(await subject.runs.conclude('run-1', terminal, [leftoverOf('run-1')], 1)).toBe(false);
      expect((await subject.runs.load('run-1'))?.terminal).toBeUndefined();
      expect(await subject.leftovers.open()).toEqual([]);
      await subject.runs.propose(recordOf('run-2'));
      expect(await subject.runs.arm('run-2', lease, [lock])).toMatchObject({ armed: false });
      expect(await subject.runs.conclude('run-1', terminal, [leftoverOf('run-1')], 2)).toBe(true);
      expect(await subject.runs.arm('run-2', lease, [lock])).toEqual({ armed: true });
      expect(await subject.leftovers.open()).toEqual([leftoverOf('run-1')]);
    });

    test('acknowledged, all of the run are resolved by whoever was first; nobody else’s are', async () => {
      await concluded('run-1', [leftoverOf('run-1'), leftoverOf('run-1', '2/zone')]);
      await concluded('run-2', [leftoverOf('run-2')]);
      const resolved = [leftoverOf('run-1'), leftoverOf('run-1', '2/zone')].map((left) => ({
        ...left,
        acknowledged: ada,
      }));
      expect(await subject.leftovers.acknowledge('run-1', ada)).toEqual(resolved);
      expect(await subject.leftovers.acknowledge('run-1', { ...ada, by: 'bob', at: ada.at + 9 })).toEqual(resolved);
      expect(await subject.leftovers.of('run-1')).toEqual(resolved);
      expect(await subject.leftovers.open()).toEqual([leftoverOf('run-2')]);
      expect(await subject.leftovers.acknowledge('nobody', ada)).toEqual([]);
    });

    test('restored once, and never after someone has acknowledged it', async () => {
      const [one, two] = [leftoverOf('run-1'), leftoverOf('run-1', '2/zone')];
      await concluded('run-1', [one, two]);
      expect(await subject.leftovers.restored('run-1', '1/power', seen)).toBe(true);
      expect(await subject.leftovers.restored('run-1', '1/power', { ...seen, how: 'again' })).toBe(false);
      expect(await subject.leftovers.open()).toEqual([two]);
      const after = [
        { ...one, restored: seen },
        { ...two, acknowledged: ada },
      ];
      expect(await subject.leftovers.acknowledge('run-1', ada)).toEqual(after);
      expect(await subject.leftovers.restored('run-1', '2/zone', seen)).toBe(false);
      expect(await subject.leftovers.restored('run-1', '3/none', seen)).toBe(false);
      expect(await subject.leftovers.restored('nobody', '1/power', seen)).toBe(false);
      expect(await subject.leftovers.of('run-1')).toEqual(after);
      expect(await subject.leftovers.open()).toEqual([]);
    });

    test('of several callers at once one resolves it', async () => {
      await concluded('run-1', [leftoverOf('run-1')]);
      const hows = ['one', 'two', 'three'].map((how) =>
        subject.leftovers.restored('run-1', '1/power', { ...seen, how }),
      );
      expect((await Promise.all(hows)).filter(Boolean)).toHaveLength(1);
    });

    test('those resolved of late are listed for whoever asks since when', async () => {
      await concluded('run-1', [leftoverOf('run-1'), leftoverOf('run-1', '2/zone')]);
      await subject.leftovers.restored('run-1', '1/power', seen);
      await subject.leftovers.acknowledge('run-1', ada);
      const listed = async (since?: number) =>
        (await subject.leftovers.open(since)).map(({ entryId }) => entryId).sort();
      expect(await listed()).toEqual([]);
      expect(await listed(ada.at + 1)).toEqual([]);
      expect(await listed(ada.at)).toEqual(['2/zone']);
      expect(await listed(seen.at)).toEqual(['1/power', '2/zone']);
    });
  });
}
