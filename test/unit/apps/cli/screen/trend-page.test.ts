import { expect, test } from 'vitest';
import { trendPage, trendResultOf } from '../../../../../apps/cli/screen/trend-page.ts';
import { trendOf } from '../../../../../core/drill/trend.ts';
import { evacuated, minute, second, tellDrill } from '../../../../fixtures/drill.ts';

const plain = new Proxy({} as never, { get: () => (text: string) => text });
const records = [60, 70, 80, 90, 100]
  .map(
    (s, n) =>
      tellDrill({ ...evacuated, runId: `run-${n}`, alarm: s * second, ...(n === 4 && { out: [0, 30] }) }).record,
  )
  .reverse();
const trend = trendOf(records);

test('a line a figure, and in words where it goes', () => {
  const page = trendPage('leave-frankfurt', trend, plain, 100).join('\n');
  expect(page).toContain('leave-frankfurt: 5 drills, 2026-03-03 09:35:00 UTC\n');
  expect(page).toMatch(/Time to detect +5 +1 min 20 s +1 min 40 s +1 min 40 s +at most 2 min +5 met +0\n/);
  expect(page).toMatch(/Time to recover +5 +5 min +never +never +at most 5 min +4 met, 1 missed +0\n/);
  expect(page).toMatch(/Recovery point +0 +– +– +– +– +– +5\n/);
  expect(page).toContain('Time to detect: longer by 10 s from run to run (95 %: 10 s to 10 s; p = 0.017)');
  expect(page).toContain(
    'Time to recover: 4 runs in which it came about, of at least 5 that it takes to say where it goes',
  );
});

test('for programs: milliseconds, and a word for what never came about', () => {
  const { figures, runs } = trendResultOf('leave-frankfurt', trend);
  const recover = JSON.parse(JSON.stringify(figures.find(({ name }) => name === 'recover')));
  expect(recover).toMatchObject({
    unit: 'milliseconds',
    p50: 5 * minute,
    worst: 'never',
    met: 4,
    missed: 1,
    objective: 5 * minute,
  });
  expect(runs[3]).toEqual({ runId: 'run-3', at: '2026-03-03T09:35:00.000Z', verdict: 'held' });
});

test('of too few runs it is said once that they are', () => {
  const page = trendPage('leave-frankfurt', trendOf(records.slice(0, 2)), plain, 100);
  expect(page.at(-1)).toBe('It takes at least 5 runs to say where a figure goes.');
  expect(page.filter((line) => /^Time to/.test(line) && line.includes(':'))).toEqual([]);
});
