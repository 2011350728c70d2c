import { expect, test } from 'vitest';
import { archivedRuns, timelineOfRun } from '../../../../adapters/simulated/archive.ts';
import { openDatabase } from '../../../../adapters/simulated/database.ts';
import { openHistory } from '../../../../adapters/simulated/history.ts';
import { recordOf, start, terminalOf } from '../../../contract/records.ts';

test('runs of every timeline, newest first by the order of asking, whatever their clocks say', async () => {
  const database = openDatabase(':memory:');
  const [one, two] = [openHistory(database, 'one'), openHistory(database, 'two')];
  await one.runs.propose(recordOf('first', { proposedAt: start + 99 }));
  await two.runs.propose(recordOf('second', { experiment: 'other' }));
  await one.runs.propose(recordOf('third'));
  await one.runs.conclude('first', terminalOf('first'));
  const ids = (filter: Parameters<typeof archivedRuns>[1]) =>
    archivedRuns(database, filter).map(({ timeline, record }) => `${timeline}/${record.runId}`);
  expect(ids({})).toEqual(['one/third', 'two/second', 'one/first']);
  expect(ids({ limit: 1 })).toEqual(['one/third']);
  expect(ids({ unfinished: true })).toEqual(['one/third', 'two/second']);
  expect(ids({ unfinished: false })).toEqual(['one/first']);
  expect(ids({ experiment: 'other' })).toEqual(['two/second']);
  expect(archivedRuns(database, { unfinished: false })[0]?.record).toEqual(await one.runs.load('first'));
  expect(timelineOfRun(database, 'second')).toBe('two');
  expect(timelineOfRun(database, 'nothing')).toBeUndefined();
});
