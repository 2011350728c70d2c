/** Whole drills in virtual time: steps that stand, steps that wait, movers that come home last. */
import { expect, test } from 'vitest';
import { openHistory } from '../../adapters/simulated/history.ts';
import { openPlatform } from '../../apps/local/directory.ts';
import { startLocalRun } from '../../apps/local/platform.ts';
import type { Drill } from '../../core/drill/schema/drill.ts';
import type { JournalEntry } from '../../core/history/journal.ts';
import { quickly } from './drills.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { world, zoneDrill } from './zone-drill.ts';

const folder = temporaryDirectory();
const minute = 60_000;

interface Asked {
  readonly approvers?: readonly string[];
  readonly onEntry?: (entry: JournalEntry) => void;
}

async function begun(changes: Partial<Drill>, { approvers = ['grace'], onEntry = () => {} }: Asked = {}) {
  const directory = folder.path();
  const run = await startLocalRun({
    ...quickly,
    experiment: zoneDrill(changes),
    world,
    directory,
    approvers: { simulated: approvers, playedBy: 'ada' },
    onEntry,
  });
  return { run, directory };
}

const drilled = async (changes: Partial<Drill> = {}, asked?: Asked) => (await begun(changes, asked)).run.finished;

const of = <T extends JournalEntry['type']>(journal: readonly JournalEntry[], type: T) =>
  journal.filter((entry): entry is Extract<JournalEntry, { type: T }> => entry.type === type);

/** Ids of entries in the order in which their undo began. */
const undoneInOrder = (journal: readonly JournalEntry[]) => [
  ...new Set(of(journal, 'undoing').flatMap(({ entryId, waits }) => (waits ? [] : [entryId]))),
];

test('a zone is lost, noticed, left by decision, held, and everybody comes home', async () => {
  const { record, journal, ledger } = await drilled();
  expect(record.terminal, record.terminal?.reason).toMatchObject({
    end: 'completed',
    verdict: 'held',
    recovery: 'restored',
  });
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
  expect(undoneInOrder(journal)).toEqual(['1/cut', '4/away']);
  // Nothing of it ran out on the way.
  const [cut, away] = record.plan.steps.map(({ duration }) => duration);
  expect(record.epochRaisedAt! - lost!).toBeLessThan(cut!);
  expect(away).toBeGreaterThan(15 * minute);
  expect(record.lease!.until - record.lease!.from).toBeGreaterThanOrEqual(cut!);
});

test('a loss that nobody notices in time ends the drill, with nobody moved', async () => {
  const { record, journal, ledger } = await drilled({ detect: { alarms: ['shop-failing'], within: 'PT2M' } });
  expect(record.terminal).toMatchObject({ end: 'aborted', verdict: 'refuted', recovery: 'restored' });
  expect(record.cause).toMatchObject({
    kind: 'deviated',
    detail: 'detect: no alarm was in ALARM within PT2M: shop-failing was OK',
  });
  expect(record.cause!.at).toBe(of(journal, 'awaiting')[0]!.at + 2 * minute);
  expect(ledger.map(({ id }) => id)).toEqual(['1/cut']);
});

test('a decision that nobody gives ends it as well', async () => {
  const { record, ledger } = await drilled({}, { approvers: [] });
  expect(record.terminal).toMatchObject({ end: 'aborted', verdict: 'inconclusive', recovery: 'restored' });
  expect(record.cause?.detail).toBe('decide: 0 of 1 approvals came within PT5M');
  expect(ledger.map(({ id }) => id)).toEqual(['1/cut']);
});

test('stopped while it holds: the loss is taken back, then users come home', async () => {
  const { promise: holding, resolve } = Promise.withResolvers<void>();
  const { run } = await begun(
    {},
    { onEntry: (entry) => entry.type === 'awaiting' && entry.stepId === 'hold' && resolve() },
  );
  await holding;
  await run.stop('ada', 'enough');
  const { record, journal } = await run.finished;
  expect(record.terminal).toMatchObject({ end: 'aborted', recovery: 'restored' });
  expect(record.cause).toMatchObject({ kind: 'person' });
  expect(of(journal, 'awaited').map(({ stepId }) => stepId)).toEqual(['detect', 'decide']);
  expect(undoneInOrder(journal)).toEqual(['1/cut', '4/away']);
});

test('home that is not ready in time: users stay, what has them elsewhere is named and guarded', async () => {
  const { run, directory } = await begun({ failback: { within: 'PT3M', ready: { alarms: ['lost-hosts'] } } });
  const { record, journal, ledger } = await run.finished;
  expect(record.terminal).toMatchObject({ end: 'completed', recovery: 'unknown' });
  expect(record.terminal?.reason).toContain('users stay where they were moved to');
  expect(ledger.map(({ id, proof }) => [id, proof?.result])).toEqual([
    ['1/cut', 'restored'],
    ['4/away', 'unknown'],
  ]);
  expect(undoneInOrder(journal)).toEqual(['1/cut']);
  const platform = openPlatform(directory)!;
  try {
    const history = openHistory(platform.database, run.runId);
    const [left] = await history.leftovers.of(run.runId);
    expect(left).toMatchObject({ entryId: '4/away', found: 'unknown' });
    expect(left?.guards.some(({ key }) => key === `target/${left.targets[0]}`)).toBe(true);
  } finally {
    platform.close();
  }
});
