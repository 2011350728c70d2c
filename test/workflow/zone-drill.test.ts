/** Whole drills in virtual time: steps that stand, steps that wait, movers that come home last. */
import { expect, test } from 'vitest';
import { startLocalRun } from '../../apps/local/platform.ts';
import type { Drill } from '../../core/drill/schema/drill.ts';
import type { JournalEntry } from '../../core/history/journal.ts';
import { quickly } from './drills.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { world, zoneDrill } from './zone-drill.ts';

const directory = temporaryDirectory();
const minute = 60_000;

async function begun(changes: Partial<Drill> = {}, asked: { readonly approvers?: readonly string[] } = {}) {
  const { approvers = ['grace'] } = asked;
  const entries: JournalEntry[] = [];
  const said = new Map<string, PromiseWithResolvers<JournalEntry>>();
  const once = (type: string) => {
    if (!said.has(type)) said.set(type, Promise.withResolvers());
    return said.get(type)!;
  };
  const run = await startLocalRun({
    ...quickly,
    experiment: zoneDrill(changes),
    world,
    directory: directory.path(),
    approvers: { simulated: approvers, playedBy: 'ada' },
    onEntry(entry) {
      entries.push(entry);
      once(
        entry.type === 'awaiting' || entry.type === 'awaited' ? `${entry.type} ${entry.stepId}` : entry.type,
      ).resolve(entry);
    },
  });
  return { run, heard: (what: string) => once(what).promise };
}

const of = <T extends JournalEntry['type']>(journal: readonly JournalEntry[], type: T) =>
  journal.filter((entry): entry is Extract<JournalEntry, { type: T }> => entry.type === type);

test('a zone is lost, noticed, left by decision, and everybody comes home', async () => {
  const { run } = await begun();
  const { record, journal, ledger } = await run.finished;
  expect(record.terminal, record.terminal?.reason).toMatchObject({ end: 'completed', recovery: 'restored' });
  expect(of(journal, 'awaited').map(({ stepId, met }) => [stepId, met])).toEqual([
    ['detect', true],
    ['decide', true],
    ['hold', true],
  ]);
  const [lost, moved] = of(journal, 'injected').map(({ at }) => at);
  const [noticed, decided, held] = of(journal, 'awaited').map(({ since }) => since!);
  expect(noticed! - lost!).toBeLessThan(3 * minute);
  expect(decided).toBeGreaterThanOrEqual(noticed!);
  expect(moved).toBeGreaterThanOrEqual(decided!);
  const holding = of(journal, 'awaiting').find(({ stepId }) => stepId === 'hold')!;
  expect(held).toBe(holding.at + 5 * minute);
  expect(record.cause!.at).toBe(held);
  expect(ledger.map(({ id, proof }) => [id, proof?.result])).toEqual([
    ['1/cut', 'restored'],
    ['4/away', 'restored'],
  ]);
});
