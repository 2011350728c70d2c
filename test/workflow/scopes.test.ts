/** Everything of a scope stopped on the embedded platform, whoever drives it, and let in again. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { openAccount } from '../../apps/local/account.ts';
import { ownPlatform } from '../../apps/local/directory.ts';
import { drive } from '../../apps/local/drive.ts';
import { openArchive, openSwitches, reapLocally, startLocalRun, stopScopeLocally } from '../../apps/local/platform.ts';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import type { JournalEntry } from '../../core/history/journal.ts';
import { stopScope } from '../../core/lifecycle/stop-scope.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import type { Scope, Switch } from '../../core/ports/switches.ts';
import { drill, quickly } from './drills.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const folder = temporaryDirectory();
let directory: string;
beforeEach(() => {
  directory = folder.path();
});

const zoneDrill = drill('az-power-interruption');
const { experiment, world } = zoneDrill;
const { owner, service } = experiment.metadata;
const by = (scope: Scope, reason = 'incident 12'): Switch => ({ scope, by: 'ada', reason, at: Date.now() });

async function resumed(scope: Scope): Promise<boolean> {
  const switches = openSwitches(directory);
  try {
    return await switches.lower({ scope, by: 'bob', reason: 'it is over', at: Date.now() });
  } finally {
    switches.close();
  }
}

const stopAt = (type: JournalEntry['type'], scope: Scope) => {
  let stopped: readonly string[] | undefined;
  const onEntry = (entry: JournalEntry) => {
    if (entry.type === type) stopped ??= stopScopeLocally(directory, by(scope));
  };
  return { onEntry, runs: () => stopped };
};

describe.each(['admitted', 'armed', 'gate', 'intended', 'injected', 'handed-over'] as const)(
  'stopped from outside once it is %s',
  (type) => {
    test('it is aborted and restored; the next is refused until its scope is resumed', async () => {
      const scope: Scope = type === 'armed' ? `service:${service}` : type === 'gate' ? 'all' : `owner:${owner}`;
      const stop = stopAt(type, scope);
      const run = await startLocalRun({ ...quickly, ...zoneDrill, directory, onEntry: stop.onEntry });
      const { record } = await run.finished;
      expect(stop.runs()).toEqual([run.runId]);
      // Once it has handed over, its own end is the first cause.
      const end = type === 'handed-over' ? 'completed' : type === 'admitted' ? /aborted|refused/ : 'aborted';
      expect(record.terminal?.end).toMatch(end);
      expect(record.terminal?.recovery).toMatch(/restored|none/);
      expect(record.terminal?.reason).toMatch(type === 'handed-over' ? /./ : /incident 12/);
      const archive = openArchive(directory);
      expect(await archive.activeFaults(run.runId)).toEqual([]);
      archive.close();

      const refused = await (await startLocalRun({ ...quickly, ...zoneDrill, directory })).finished;
      expect(refused.record.terminal?.reason).toMatch(
        /^not injecting: kill-switch: ada .*incident 12.*squall resume --/,
      );
      expect(await resumed(scope)).toBe(true);
      const let_in = await (await startLocalRun({ ...quickly, ...zoneDrill, directory })).finished;
      expect(let_in.record.terminal).toMatchObject({ end: 'completed' });
    });
  },
);

test('two runs of an owner and one of another in one account: the two are stopped, one while it waits for approval', async () => {
  const platform = ownPlatform(directory);
  try {
    const timeline = { id: randomUUID(), world, seed: 7, createdAt: Date.now() };
    platform.store.createTimeline(timeline);
    let injected = false;
    const onEntry = ({ type }: JournalEntry) => {
      injected ||= type === 'injected';
    };
    const account = openAccount(platform, timeline, { onEntry });
    const waiting: Experiment = {
      ...experiment,
      guardrails: { ...experiment.guardrails, approval: { count: 1, in: [experiment.environment] } },
    };
    const others: Experiment = { ...waiting, metadata: { ...waiting.metadata, owner: 'search', name: 'others-drill' } };
    const runs = { 'run-a': experiment, 'run-b': waiting, 'run-c': others };
    for (const [runId, definition] of Object.entries(runs)) {
      const hash = definitionHash(definition);
      await account.storeDefinition({ hash, experiment: definition });
      await account.ports.executions.start('experiment', runId, {
        experiment: hash,
        parameters: {},
        seed: 7,
        startedBy: 'eve',
      });
    }
    while (!injected) await account.clock.step(account.clock.now() + 1000);
    const stopped = await account.clock.during(() => stopScope(by(`owner:${owner}`), account.ports));
    expect(stopped.map(({ runId, phase }) => `${runId} ${phase}`).sort()).toEqual([
      'run-a injecting',
      'run-b proposed',
    ]);
    await drive({
      platform,
      account,
      runIds: ['run-a', 'run-b'],
      speed: 'max',
      detached: () => account.running() === 1,
    });
    const ends = await Promise.all(Object.keys(runs).map((runId) => account.ports.runs.load(runId)));
    expect(ends.map((record) => record?.terminal?.end ?? record?.phase)).toEqual(['aborted', 'aborted', 'proposed']);
    expect(ends[0]?.terminal).toMatchObject({ recovery: 'restored', cause: { kind: 'person' } });
    expect(account.cloud.experiments().filter(({ status }) => status === 'running')).toEqual([]);
    expect((await account.ports.switches.audit()).map(({ action, by: who }) => `${who} ${action}`)).toEqual([
      'ada raised',
    ]);
  } finally {
    platform.close();
  }
});

test('with nobody driving: the switch stands, what was left is taken over, and the first cause is the person', async () => {
  const stopped = Promise.withResolvers<void>();
  const run = await startLocalRun({
    ...quickly,
    ...zoneDrill,
    directory,
    onEntry: ({ type }) => type === 'injected' && stopped.resolve(),
  });
  await stopped.promise;
  await run.detach();
  expect(stopScopeLocally(directory, by('all'))).toEqual([run.runId]);
  const [reaped] = await reapLocally({ directory });
  expect(reaped?.record.terminal).toMatchObject({
    end: 'aborted',
    recovery: 'restored',
    cause: { kind: 'person', detail: 'ada stopped it: incident 12 (with all runs)' },
  });
});

test('a directory in which nothing was run yet can be held back; others are not touched', async () => {
  expect(stopScopeLocally(directory, by('owner:search'))).toEqual([]);
  const run = await startLocalRun({ ...quickly, ...zoneDrill, directory });
  expect((await run.finished).record.terminal).toMatchObject({ end: 'completed' });
  expect(await resumed('owner:search')).toBe(true);
  expect(await resumed('owner:search')).toBe(false);
  const switches = openSwitches(directory);
  expect((await switches.audit()).map(({ action, by: who, reason }) => `${who} ${action}: ${reason}`)).toEqual([
    'bob lowered: it is over',
    'ada raised: incident 12',
  ]);
  switches.close();
});
