/** What every `Journal` adapter keeps. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Journal } from '../../core/ports/journal.ts';
import { lineOf } from './records.ts';

export function journalContract(name: string, make: () => Promise<Journal>): void {
  describe(`${name} keeps the contract of Journal`, () => {
    let journal: Journal;
    beforeEach(async () => {
      journal = await make();
    });

    test('entries are read as they were written, in that order', async () => {
      await journal.append([lineOf('run-1', 1), lineOf('run-1', 0)]);
      await journal.append([]);
      await journal.append([{ ...lineOf('run-1', 0), visit: 1 }]);
      expect(await journal.read('run-1')).toEqual([
        lineOf('run-1', 1),
        lineOf('run-1', 0),
        { ...lineOf('run-1', 0), visit: 1 },
      ]);
      expect(await journal.read('run-2')).toEqual([]);
    });

    test('a key that stands is left as it is, in a call of its own and among new ones', async () => {
      await journal.append([lineOf('run-1', 0)]);
      await journal.append([lineOf('run-1', 0, 'another'), lineOf('run-1', 1), lineOf('run-1', 1, 'twice')]);
      expect(await journal.read('run-1')).toEqual([lineOf('run-1', 0), lineOf('run-1', 1)]);
    });

    test.each([
      ['step', { step: 'Undo' }],
      ['wave', { wave: 2 }],
      ['visit', { visit: 1 }],
      ['n', { n: 1 }],
      ['run', { runId: 'run-2' }],
    ])('another %s is another key', async (_part, other) => {
      await journal.append([lineOf('run-1', 0), { ...lineOf('run-1', 0), ...other }]);
      expect([...(await journal.read('run-1')), ...(await journal.read('run-2'))]).toHaveLength(2);
    });

    test('two writers of the same keys leave one set of entries', async () => {
      const entries = [0, 1, 2].map((n) => lineOf('run-1', n));
      await Promise.all([journal.append(entries), journal.append(entries), journal.append(entries)]);
      expect(await journal.read('run-1')).toEqual(entries);
    });
  });
}
