/** Whole runs that wait for approvals, on the embedded platform. */
import { beforeEach, expect, test } from 'vitest';
import { openHistory } from '../../adapters/simulated/history.ts';
import { openPlatform } from '../../apps/local/directory.ts';
import { approveLocally, openArchive, reapLocally, requestStop, startLocalRun } from '../../apps/local/platform.ts';
import { canonical } from '../../apps/report/canonical.ts';
import type { JournalEntry } from '../../core/history/journal.ts';
import { drill, quickly } from './drills.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const folder = temporaryDirectory();
let directory: string;
beforeEach(() => {
  directory = folder.path();
});

const { experiment, world } = drill('instance-termination');
const guarded = (count: number) => {
  const guardrails = { ...experiment.guardrails, approval: { count, in: ['staging'] } };
  return { ...quickly, world, experiment: { ...experiment, guardrails }, startedBy: 'ada' };
};
const people = { playedBy: 'ada', people: true };

/** A run that waits for people, once it says so. */
async function waiting(count = 1) {
  const said = Promise.withResolvers<void>();
  const entries: JournalEntry[] = [];
  const onEntry = (entry: JournalEntry) => {
    entries.push(entry);
    if (entry.type === 'waiting-for-approval') said.resolve();
  };
  const run = await startLocalRun({ ...guarded(count), directory, approvers: people, onEntry });
  await said.promise;
  const archive = openArchive(directory);
  const record = (await archive.history(run.runId))!.record;
  archive.close();
  const given = { runId: run.runId, planHash: record.planHash, playedBy: 'ada' };
  return { run, record, entries, approve: (by: string) => approveLocally(directory, { ...given, by }) };
}

test('approved by parts or by people, however long they took, a seed is one history', async () => {
  const simulated = { simulated: ['bob', 'cyd'], playedBy: 'ada' };
  const rehearsed = await (await startLocalRun({ ...guarded(2), directory, approvers: simulated })).finished;
  expect(rehearsed.record.terminal).toMatchObject({ end: 'completed', verdict: 'held' });
  expect(rehearsed.journal.slice(0, 4).map(({ step, type }) => `${step}: ${type}`)).toEqual([
    'Approval: waiting-for-approval',
    'Approval: approved',
    'Approval: approved',
    'Admit: admitted',
  ]);

  const { run, approve } = await waiting(2);
  expect(await approve('ada')).toMatchObject({ approved: false, why: expect.stringContaining('someone else') });
  expect(await approve('dan')).toMatchObject({ approved: true, approvals: 1, missing: 1 });
  expect(await approve('Dan')).toMatchObject({ approved: false });
  expect(await approve('eve')).toMatchObject({ approved: true, approvals: 2, missing: 0 });
  const watched = await run.finished;
  expect(watched.record.approvals).toMatchObject([
    { by: 'dan', proof: 'simulated', playedBy: 'ada' },
    { by: 'eve', proof: 'simulated', playedBy: 'ada' },
  ]);
  expect(canonical(watched)).toBe(canonical(rehearsed));
  expect(await approve('fay')).toMatchObject({ approved: false, why: expect.stringContaining('is concluded') });
});

test('approved after the kill switch was raised: refused', async () => {
  const { run, approve } = await waiting();
  const platform = openPlatform(directory)!;
  const { switches } = openHistory(platform.database, run.runId);
  await switches.raise({ scope: 'service:checkout', by: 'bob', reason: 'incident 12', at: 1 });
  platform.close();
  expect(await approve('bob')).toMatchObject({ approved: true });
  const { record, ledger } = await run.finished;
  expect(record.terminal?.reason).toMatch(/^not injecting: kill-switch: .*incident 12/);
  expect(ledger).toEqual([]);
});

test('stopped while it waits: aborted, and no approval comes too late to matter', async () => {
  const { run, record, approve } = await waiting();
  expect(requestStop(directory, run.runId, 'bob', 'not today')).toBe('asked');
  const { record: ended, ledger } = await run.finished;
  expect(ended.terminal).toMatchObject({ end: 'aborted', recovery: 'none', cause: { kind: 'person' } });
  expect(ledger).toEqual([]);
  expect(record.lease).toBeUndefined();
  expect(await approve('cyd')).toMatchObject({ approved: false });
});

test('left while it waits, nobody can approve it, and reaping ends it', async () => {
  const { run, approve } = await waiting();
  await run.detach();
  expect(await approve('bob')).toMatchObject({ approved: false, why: expect.stringContaining('nobody runs') });
  const [reaped] = await reapLocally({ directory });
  expect(reaped?.record.terminal).toMatchObject({ end: 'aborted', recovery: 'none', cause: { kind: 'crashed' } });
  expect(reaped?.ledger).toEqual([]);
});
