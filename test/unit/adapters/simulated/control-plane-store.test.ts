import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { compileWorld } from '../../../../adapters/simulated/compile-world.ts';
import { openControlPlane } from '../../../../adapters/simulated/control-plane-store.ts';
import { openDatabase } from '../../../../adapters/simulated/database.ts';
import { claimOwner } from '../../../../adapters/simulated/owner.ts';
import { world } from '../../../../core/world/schema.ts';
import { createCloud, restoreCloud } from '../../../../simulator/create-cloud.ts';

const shop = world.parse(parse(readFileSync('templates/worlds/shop.yaml', 'utf8')));
const timeline = { id: 't-1', world: shop, seed: 7, createdAt: 5 };
const me = { token: 'mine', host: 'here', pid: process.pid };

/** A cloud of one metric. */
const standing = (now: number, closedFrom: number) =>
  JSON.stringify({ schemaVersion: 1, now, faults: [{ id: 'EXP1' }], metrics: { metrics: [{ total: 3, closedFrom }] } });

function open() {
  const database = openDatabase(':memory:');
  const store = openControlPlane(database);
  store.createTimeline(timeline);
  return { database, store };
}

test('timelines are kept as they were made, oldest first', () => {
  const { store } = open();
  const second = { ...timeline, id: 't-0', traffic: 'closed-form', createdAt: 1 } as const;
  store.createTimeline(second);
  expect(store.timelines()).toEqual([timeline, second]);
  expect(store.timeline('t-0')).toEqual(second);
  expect(store.timeline('nothing')).toBeUndefined();
  expect(() => store.createTimeline(timeline)).toThrow();
});

test('the cloud is kept, each save replacing the last, and only its owner may save it', () => {
  const { database, store } = open();
  expect(store.loadCloud('t-1')).toBeUndefined();
  claimOwner(database, me, 0);
  const save = (now: number) => ({ now, oldest: 0, closed: [], standing: standing(now, 0) });
  store.saveCloud('t-1', save(1), 'mine');
  store.saveCloud('t-1', save(2), 'mine');
  expect(() => store.saveCloud('t-1', save(3), 'stranger')).toThrow(expect.objectContaining({ name: 'OwnershipLost' }));
  expect(store.loadCloud('t-1')).toMatchObject({ schemaVersion: 1, now: 2, faults: [{ id: 'EXP1' }] });
  expect(store.savedAt('t-1')).toBe(2);
});

test('closed metric periods are kept once and belong to every later save, until they are outlived', () => {
  const { database, store } = open();
  claimOwner(database, me, 0);
  const period = (at: number) => ({ metric: 0, at, samples: JSON.stringify({ sum: at }) });
  const save = (now: number, closedFrom: number, closed: readonly number[]) =>
    store.saveCloud(
      't-1',
      { now, oldest: closedFrom, closed: closed.map(period), standing: standing(now, closedFrom) },
      'mine',
    );
  const kept = () =>
    (store.loadCloud('t-1') as unknown as { metrics: { metrics: { closed: unknown }[] } }).metrics.metrics[0]!.closed;
  save(20, 0, [10, 0]);
  save(25, 0, []);
  save(30, 0, [20]);
  expect(kept()).toEqual([0, 10, 20].map((at) => ({ at, set: { sum: at } })));
  save(40, 20, [30]);
  expect(kept()).toEqual([20, 30].map((at) => ({ at, set: { sum: at } })));
  expect(database.get('SELECT count(*) AS n FROM metric_periods')).toEqual({ n: 2 });
});

test('a real cloud, saved again and again by its owner and loaded by the next, is the same to the last bit', () => {
  const { database, store } = open();
  claimOwner(database, me, 0);
  const model = compileWorld({ ...shop, traffic: 'closed-form' });
  let cloud = createCloud({ model, seed: 7 });
  for (const seconds of [0, 10, 30, 61, 61, 200, 600]) {
    cloud.advance(model.startAt + seconds * 1000);
    store.saveCloud('t-1', cloud.save(store.savedAt('t-1')), 'mine');
    expect(store.loadCloud('t-1')).toEqual(cloud.dump());
    if (seconds === 61) cloud = restoreCloud({ model, seed: 7, dump: store.loadCloud('t-1')! });
  }
});

test('executions by machine and name: started once, ended once, in the order of starting', () => {
  const { store } = open();
  expect(store.startExecution('t-1', 'experiment', 'run', { experiment: 'x' }, 1)).toBe(true);
  expect(store.startExecution('t-1', 'experiment', 'run', { experiment: 'y' }, 2)).toBe(false);
  expect(store.startExecution('t-1', 'recovery', 'run', {}, 3)).toBe(true);
  expect(store.startExecution('t-2', 'experiment', 'run', {}, 4)).toBe(true);
  store.endExecution('t-1', 'experiment', 'run', 'failed', 5);
  store.endExecution('t-1', 'experiment', 'run', 'succeeded', 6);
  expect(store.execution('t-1', 'experiment', 'run')).toEqual({
    machine: 'experiment',
    name: 'run',
    input: { experiment: 'x' },
    startedAt: 1,
    state: { state: 'ended', how: 'failed', at: 5 },
  });
  expect(store.executions('t-1').map(({ machine }) => machine)).toEqual(['experiment', 'recovery']);
  expect(store.execution('t-1', 'recovery', 'nothing')).toBeUndefined();
});

test('what was running when its process died counts as aborted, once', () => {
  const { store } = open();
  store.startExecution('t-1', 'experiment', 'run', {}, 1);
  store.startExecution('t-1', 'recovery', 'run-r1', {}, 2);
  store.startExecution('t-2', 'experiment', 'other', {}, 2);
  store.endExecution('t-1', 'experiment', 'run', 'succeeded', 3);
  expect(store.abandonExecutions('t-1', 9).map(({ name }) => name)).toEqual(['run-r1']);
  expect(store.execution('t-1', 'recovery', 'run-r1')?.state).toEqual({ state: 'ended', how: 'aborted', at: 9 });
  expect(store.execution('t-1', 'experiment', 'run')?.state).toMatchObject({ how: 'succeeded' });
  expect(store.execution('t-2', 'experiment', 'other')?.state).toMatchObject({ state: 'running' });
  expect(store.abandonExecutions('t-1', 10)).toEqual([]);
});

test('deadlines: the soonest first, replaced and taken away by run', () => {
  const { store } = open();
  store.armDeadline('t-1', 'late', 20);
  store.armDeadline('t-1', 'soon', 10);
  store.armDeadline('t-2', 'elsewhere', 1);
  store.armDeadline('t-1', 'late', 5);
  expect(store.deadlines('t-1')).toEqual([
    { runId: 'late', at: 5 },
    { runId: 'soon', at: 10 },
  ]);
  store.disarmDeadline('t-1', 'late');
  store.disarmDeadline('t-1', 'late');
  expect(store.deadlines('t-1')).toEqual([{ runId: 'soon', at: 10 }]);
});

test('a request is taken once, in order, by whoever has its run', () => {
  const { store } = open();
  const ask = (runId: string, at: number) => ({ runId, kind: 'stop', by: 'ada', reason: `at ${at}`, at }) as const;
  store.putRequest(ask('run-2', 1));
  store.putRequest(ask('run-1', 2));
  store.putRequest(ask('run-1', 3));
  expect(store.takeRequests(['run-1', 'run-3'], 9)).toEqual([
    { id: 2, ...ask('run-1', 2) },
    { id: 3, ...ask('run-1', 3) },
  ]);
  expect(store.takeRequests(['run-1'], 9)).toEqual([]);
  expect(store.takeRequests(['run-1', 'run-2'], 9)).toMatchObject([{ runId: 'run-2' }]);
});
