import { expect, test } from 'vitest';
import { heardJournal } from '../../../../apps/local/heard-journal.ts';
import type { JournalEntry } from '../../../../core/history/journal.ts';

const entry = (n: number): JournalEntry => ({
  runId: 'run-1',
  at: 1,
  step: 'Observe',
  wave: 0,
  visit: 0,
  n,
  type: 'settled',
  why: String(n),
});

test('an entry is told once it is written, and not again when a retried step writes it again', async () => {
  const order: string[] = [];
  const journal = heardJournal(
    { append: async (entries) => void order.push(`wrote ${entries.length}`), read: async () => [] },
    ({ n }) => order.push(`heard ${n}`),
  );
  await journal.append([entry(0), entry(1)]);
  await journal.append([entry(1), entry(2)]);
  expect(order).toEqual(['wrote 2', 'heard 0', 'heard 1', 'wrote 2', 'heard 2']);
});

test('what could not be written is not told', async () => {
  const heard: number[] = [];
  const failing = { append: () => Promise.reject(new Error('disk full')), read: async () => [] };
  const journal = heardJournal(failing, ({ n }) => heard.push(n));
  await expect(journal.append([entry(0)])).rejects.toThrow('disk full');
  expect(heard).toEqual([]);
});
