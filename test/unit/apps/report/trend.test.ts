import { expect, test } from 'vitest';
import { drillTrend } from '../../../../apps/cli/screen/drill-trend.ts';
import { html, markdown } from '../../../../apps/report/index.ts';
import { reportOf } from '../../../../apps/report/model/report.ts';
import { drillsShown } from '../../../../apps/report/model/trend.ts';
import { evacuated, second, tellDrill } from '../../../fixtures/drill.ts';
import { histories } from '../../../fixtures/histories.ts';
import { assertOurs } from './tags.ts';

const plain = new Proxy({} as never, { get: () => (text: string) => text });
/** Each later than the last, and the fourth never back. */
const told = [60, 75, 90, 100, 130].map((s, n) =>
  tellDrill({
    ...evacuated,
    runId: `run-${n}`,
    alarm: s * second,
    moved: (s + 40) * second,
    ...(n === 3 && { out: [0, 30] }),
    ...(n === 2 && { requests: (m: number) => (m === 5 ? null : 6000) }),
  }),
);
const now = told[4]!;
const records = told.map(({ record }) => record).reverse();

test('a drill stands at the end of its own runs, each figure with what became of its objective', () => {
  const trend = reportOf(now, { records }).trend!;
  expect(trend.runs.map(({ runId }) => runId)).toEqual(['run-0', 'run-1', 'run-2', 'run-3', 'run-4']);
  expect(trend.rows.find(({ name }) => name === 'detect')).toMatchObject({
    of: 5,
    p50: '1 min 30 s',
    worst: '2 min 10 s',
    objective: 'at most 2 min',
    came: '4 met, 1 missed',
    tone: 'bad',
    direction: expect.stringMatching(/^longer by 15 s from run to run/),
  });
  expect(trend.rows.find(({ name }) => name === 'successRate')).toMatchObject({ of: 4, unknown: 1 });
  const { marks, objective, unit } = trend.charts.find(({ name }) => name === 'detect')!;
  expect([unit, marks.map(({ kind }) => kind)]).toEqual(['minutes', ['met', 'met', 'met', 'met', 'missed']]);
  expect(marks.map(({ y }) => y > objective!.y)).toEqual([false, false, false, false, true]);
  const recover = trend.charts.find(({ name }) => name === 'recover')!;
  expect(recover.marks.map(({ kind, y }) => [kind, kind === 'never' ? y : undefined])[3]).toEqual(['never', 1]);
  expect(recover.marks[0]!.least).toBeLessThan(recover.marks[0]!.y);
  expect(trend.charts.find(({ name }) => name === 'successRate')!.marks[2]!.kind).toBe('unknown');
  expect(trend.charts.some(({ name }) => name === 'recoveryPoint')).toBe(false);
});

test('with no other drill there is nothing to set it beside, and of many the newest are shown', () => {
  expect(reportOf(now, { records: [now.record] }).trend).toBeUndefined();
  expect(reportOf(histories.held!, { records }).trend).toBeUndefined();
  const strangers = records.map((record) => ({ ...record, experiment: 'another' }));
  expect(reportOf(now, { records: strangers }).trend).toBeUndefined();
  const many = Array.from({ length: 30 }, (_, n) => ({ ...records[1]!, runId: `old-${n}` }));
  const { runs } = reportOf(now, { records: many }).trend!;
  expect([runs.length, runs[0]!.runId, runs.at(-1)!.runId]).toEqual([drillsShown, 'old-18', 'run-4']);
});

test('the page tells each picture in words, and the other faces the same figures', () => {
  const page = html(now, { records });
  assertOurs(page);
  expect(/<desc id="trend-detect-text">([^<]+)/.exec(page)?.[1]).toBe(
    '5 runs, oldest first: 1 min, 1 min 15 s, 1 min 30 s, 1 min 40 s, 2 min 10 s. The objective is at most 2 min: 4 met it, 1 missed it, of 0 it cannot be told.',
  );
  expect(page).toContain('run 4 of 5, run-3: not within');
  expect(html(now)).not.toContain('id="trend"');
  expect(markdown(now, { records })).toContain(
    '| Time to detect | 5 | 1 min 30 s | 2 min 10 s | 2 min 10 s | at most 2 min | 4 met, 1 missed |',
  );
  const lines = drillTrend(now.record, records, ' --aws', plain, 100).join('\n');
  expect(lines).toMatch(/over 5 runs +p50/);
  expect(lines).toContain('Time to detect: longer by 15 s');
  expect(lines).toContain('squall trend leave-frankfurt --aws');
  expect(drillTrend(now.record, [], '', plain, 100)).toEqual([]);
});
