/** Whole runs on the embedded platform. */
import { beforeEach, expect, test } from 'vitest';
import { openArchive, reapLocally, requestStop, startLocalRun } from '../../apps/local/platform.ts';
import type { JournalEntry } from '../../core/history/journal.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import { drill, quickly } from './drills.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const folder = temporaryDirectory();
let directory: string;
beforeEach(() => {
  directory = folder.path();
});

const zoneDrill = drill('az-power-interruption');

/** Nothing but the run's own name may differ between two runs of one seed. */
const nameless = ({ record, journal, ledger }: RunHistory) =>
  JSON.stringify({ record, journal, ledger }).replaceAll(record.runId, 'RUN');

test('the zone drill holds, its faults are undone, and it ends in one terminal record', async () => {
  const entries: JournalEntry[] = [];
  const run = await startLocalRun({ ...quickly, ...zoneDrill, directory, onEntry: (entry) => entries.push(entry) });
  const history = await run.finished;
  expect(history.record.terminal).toMatchObject({ end: 'completed', verdict: 'held', recovery: 'restored' });
  expect(history.journal.filter(({ type }) => type === 'concluded')).toHaveLength(1);
  expect(entries).toEqual(history.journal);

  const archive = openArchive(directory);
  expect(archive.list().map(({ runId }) => runId)).toEqual([run.runId]);
  expect(await archive.history(run.runId)).toEqual(history);
  expect(await archive.activeFaults(run.runId)).toEqual([]);
  archive.close();
});

test('stopped before it is even written down, it is stopped all the same', async () => {
  const run = await startLocalRun({ ...quickly, ...zoneDrill, directory });
  await run.stop('a test', 'at once');
  const { record } = await run.finished;
  expect(record.terminal).toMatchObject({ end: 'aborted', recovery: 'restored', cause: { kind: 'person' } });
});

test('one seed is one history, at any speed; another seed is another', async () => {
  const at = async (seed: number, speed: number | 'max') =>
    nameless(await (await startLocalRun({ ...quickly, ...zoneDrill, seed, speed, directory })).finished);
  const first = await at(7, 'max');
  expect(await at(7, 'max')).toBe(first);
  expect(await at(7, 6000)).toBe(first);
  expect(await at(8, 'max')).not.toBe(first);
});

test('a fleet without spare capacity does not hold, and is restored all the same', async () => {
  const run = await startLocalRun({ ...quickly, ...drill('az-power-interruption-underprovisioned'), directory });
  const { terminal } = (await run.finished).record;
  expect(terminal?.verdict).toBe('refuted');
  expect(terminal?.recovery).toBe('restored');
});

test('a plan that is not the plan any more is refused, with nothing executed after', async () => {
  const run = await startLocalRun({ ...quickly, ...zoneDrill, directory, planHash: '0'.repeat(64) });
  const { record, ledger } = await run.finished;
  expect(record.terminal).toMatchObject({ end: 'refused', recovery: 'none' });
  expect(ledger).toEqual([]);
});

test('a directory has one owner; another process can ask it to stop, and cannot start', async () => {
  const other: { answer?: string; busy?: Promise<unknown>; late?: string } = {};
  const run = await startLocalRun({
    ...quickly,
    ...zoneDrill,
    directory,
    onEntry: ({ type, runId }) => {
      if (type !== 'injected') return;
      other.busy = startLocalRun({ ...quickly, ...zoneDrill, directory }).catch((error: Error) => error.name);
      other.answer = requestStop(directory, runId, 'ada', 'seen enough');
    },
  });
  const { record } = await run.finished;
  expect(await other.busy).toBe('PlatformBusy');
  expect(other.answer).toBe('asked');
  expect(record.terminal).toMatchObject({ end: 'aborted', recovery: 'restored', cause: { kind: 'person' } });
  expect(record.terminal?.cause?.detail).toContain('ada');
  expect(requestStop(directory, record.runId, 'ada', 'again')).toBe('concluded');
  expect(requestStop(directory, 'nobody', 'ada', 'again')).toBe('unknown');
});

test('detached, the faults stay active and the directory is free; reaping puts it right, once', async () => {
  const injected = Promise.withResolvers<void>();
  const run = await startLocalRun({
    ...quickly,
    ...zoneDrill,
    directory,
    onEntry: ({ type }) => type === 'injected' && injected.resolve(),
  });
  await injected.promise;
  await run.detach();
  expect((await run.finished).record.terminal).toBeUndefined();
  const archive = openArchive(directory);
  expect(archive.isOwned()).toBe(false);
  expect(await archive.activeFaults(run.runId)).toHaveLength(1);

  const [reaped, ...others] = await reapLocally({ directory });
  expect(others).toEqual([]);
  expect(reaped?.record.terminal).toMatchObject({ end: 'aborted', recovery: 'restored', cause: { kind: 'crashed' } });
  expect(await archive.activeFaults(run.runId)).toEqual([]);
  archive.close();
  expect(await reapLocally({ directory })).toEqual([]);
});

test('a stop that the owner did not live to take up is still why the run ended', async () => {
  const injected = Promise.withResolvers<void>();
  const onEntry = ({ type }: JournalEntry) => type === 'injected' && injected.resolve();
  const run = await startLocalRun({ ...quickly, ...zoneDrill, directory, onEntry });
  await injected.promise;
  await run.detach();
  expect(requestStop(directory, run.runId, 'ada', 'it is dead')).toBe('unowned');
  const [reaped] = await reapLocally({ directory });
  expect(reaped?.record.terminal?.cause).toMatchObject({ kind: 'person', detail: 'ada stopped it: it is dead' });
});

test('a run may go on in the timeline of the one before', async () => {
  const first = await (await startLocalRun({ ...quickly, ...zoneDrill, directory })).finished;
  const options = { ...quickly, ...zoneDrill, directory, continueTimeline: true };
  const second = await (await startLocalRun(options)).finished;
  expect(second.record.proposedAt).toBeGreaterThanOrEqual(first.record.terminal!.at);
  expect(second.record.terminal).toMatchObject({ verdict: 'held', recovery: 'restored' });
});

test('targets that the world cannot resolve are refused by name', async () => {
  const { experiment, world } = zoneDrill;
  const where = { tags: { Service: 'web' }, filters: { 'Monitoring.State': ['enabled'] } };
  const targets = { ...experiment.targets, web: { type: 'ec2:instance', where } };
  const run = await startLocalRun({ ...quickly, experiment: { ...experiment, targets }, world, directory });
  const { terminal } = (await run.finished).record;
  expect(terminal).toMatchObject({ end: 'refused', reason: expect.stringContaining('Monitoring.State') });
});
