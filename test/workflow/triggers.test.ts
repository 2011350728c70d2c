/** Every trigger of recovery, each with the others kept out of its way. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Account, openAccount } from '../../apps/local/account.ts';
import { type OwnedPlatform, ownPlatform } from '../../apps/local/directory.ts';
import { drive } from '../../apps/local/drive.ts';
import { historyOf } from '../../apps/local/history-of.ts';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import type { JournalEntry } from '../../core/history/journal.ts';
import type { World } from '../../core/world/schema.ts';
import { drill } from './drills.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const runId = 'run-1';
const folder = temporaryDirectory();
let platform: OwnedPlatform;
beforeEach(() => {
  platform = ownPlatform(folder.path());
});
afterEach(() => platform.close());

/** Begins a run whose entries are told to `onEntry`, with the account at hand. */
async function begin(
  { experiment, world }: { experiment: Experiment; world: World },
  onEntry: (entry: JournalEntry, account: Account) => void,
): Promise<Account> {
  const timeline = { id: runId, world, seed: 7, traffic: 'closed-form', createdAt: 0 } as const;
  platform.store.createTimeline(timeline);
  const account: Account = openAccount(platform, timeline, { onEntry: (entry) => onEntry(entry, account) });
  // Off the beat of alarm evaluations, so that events and the experiment's own looks do not fall on one instant.
  const offBeat = account.clock.now() + 7000;
  while (account.clock.now() < offBeat) await account.clock.step(offBeat);
  await account.storeDefinition({ hash: 'hash', experiment });
  await account.ports.executions.start('experiment', runId, { experiment: 'hash', seed: 7, startedBy: 'a test' });
  return account;
}

async function conclude(account: Account) {
  await drive({ platform, account, runIds: [runId], speed: 'max' });
  return (await historyOf(runId, account.ports))!;
}

const zoneDrill = drill('az-power-interruption');

/** Of what the experiment itself would notice, only the stop alarm is left. */
function alarmAlone(): { experiment: Experiment; world: World } {
  const { experiment, world } = drill('az-power-interruption-underprovisioned');
  const probes = experiment.hypothesis.probes.map((probe) =>
    probe.cloudwatch ? { ...probe, expect: { atLeast: 0 } } : probe,
  );
  const { stopWhen: _, ...guardrails } = experiment.guardrails;
  return { experiment: { ...experiment, hypothesis: { ...experiment.hypothesis, probes }, guardrails }, world };
}

test('an alarm event stops the run before the experiment itself looks again', async () => {
  const account = await begin(alarmAlone(), () => {});
  const { record, journal } = await conclude(account);
  expect(record.terminal).toMatchObject({ end: 'aborted', verdict: 'refuted', cause: { kind: 'alarm' } });
  // Handed over by its own look, the experiment would have ended by itself.
  expect(await account.ports.executions.look('experiment', runId)).toMatchObject({ how: 'aborted' });
  expect(journal.some((entry) => entry.step === 'Observe' && entry.at >= record.cause!.at)).toBe(false);
});

test('an execution that someone stops is recovered from its status event, within seconds', async () => {
  let stoppedAt = Number.NaN;
  const account = await begin(zoneDrill, ({ type, at }, { clock, ports }) => {
    if (type !== 'injected') return;
    stoppedAt = at + 10_000;
    clock.schedule(stoppedAt, () => void clock.during(() => ports.executions.stop('experiment', runId, 'a console')));
  });
  const { record } = await conclude(account);
  expect(record.terminal).toMatchObject({ end: 'aborted', recovery: 'restored', cause: { kind: 'crashed' } });
  expect(record.cause?.detail).toContain('was stopped');
  expect(record.cause!.at - stoppedAt).toBeLessThanOrEqual(5000);
});

test('the deadline recovers a run whatever its experiment does', async () => {
  const account = await begin(zoneDrill, ({ type, at }, { ports }) => {
    if (type === 'injected') void ports.deadline.arm(runId, at + 95_000);
  });
  const { record, journal } = await conclude(account);
  const injected = journal.find(({ type }) => type === 'injected')!;
  expect(record.cause).toMatchObject({ kind: 'deadline', at: injected.at + 95_000 });
  expect(record.terminal).toMatchObject({ end: 'aborted', recovery: 'restored' });
  expect(platform.store.deadlines(runId)).toEqual([]);
});

test('a run whose experiment vanished without a word is found by the sweeper', async () => {
  let at = Number.NaN;
  const first = await begin(zoneDrill, (entry) => {
    if (entry.type === 'injected') at = entry.at;
  });
  while (Number.isNaN(at)) await first.clock.step(first.clock.now() + 1000);
  first.keep();

  // Taken up again by a process that asks nobody for recovery: executions that were running are gone.
  const second = openAccount(platform, platform.store.timeline(runId)!, {});
  const { record } = await conclude(second);
  expect(record.cause).toMatchObject({ kind: 'crashed' });
  expect(record.cause!.at - at).toBeLessThanOrEqual(61_000);
  expect(record.terminal).toMatchObject({ end: 'aborted', recovery: 'restored' });
});

test('an execution that dies before anything is written down is told, not waited for', async () => {
  const account = await begin(zoneDrill, () => {});
  await account.ports.executions.start('experiment', 'run-2', { experiment: 'nobody stored this' });
  const finished = drive({ platform, account, runIds: ['run-2', runId], speed: 'max' });
  await expect(finished).rejects.toMatchObject({ name: 'RunStuck', message: expect.stringContaining('nobody stored') });
});
