import { expect, test } from 'vitest';
import { drillResultOf } from '../../../../apps/cli/run/drill-result.ts';
import { resultOf } from '../../../../apps/cli/run/result.ts';
import { drillTable } from '../../../../apps/cli/screen/drill-table.ts';
import { html, junit, markdown } from '../../../../apps/report/index.ts';
import { drillOf } from '../../../../apps/report/model/drill.ts';
import { lostAt, minute, second } from '../../../fixtures/drill.ts';
import { histories } from '../../../fixtures/histories.ts';

const { drilled, late, held } = histories as Record<string, NonNullable<typeof histories.held>>;
const plain = new Proxy({} as never, { get: () => (text: string) => text });

test('each figure stands beside its objective, and one that is not known says why', () => {
  const rows = drillOf(late!)!.rows.map(({ name, measured, objective, outcome }) => [
    name,
    measured,
    objective,
    outcome,
  ]);
  expect(rows).toEqual([
    ['detect', '2 min 50 s', 'at most 2 min', 'missed'],
    ['decide', '1 min', 'at most 1 min', 'met'],
    ['recover', 'between 8 min and 10 min', 'at most 5 min', 'missed'],
    ['recoveryPoint', 'unknown', '–', 'no objective'],
    ['successRate', 'unknown', 'at least 80 %', 'unknown'],
    ['failback', 'at most 39 s', 'at most 10 min', 'met'],
  ]);
  expect(drillOf(late!)!.rows[4]?.note).toBe('requests told nothing of 1 of 19 periods');
  expect(drillOf(held!)).toBeUndefined();
});

test('the time line has each stretch from where it began to where it can have ended, and its objective', () => {
  const { bars, axis } = drillOf(drilled!)!;
  expect(axis.origin).toBe(lostAt);
  expect(
    bars.map(({ label, from, surely, to, by }) => [
      label,
      from - lostAt,
      surely - lostAt,
      to - lostAt,
      by && by - lostAt,
    ]),
  ).toEqual([
    ['Unnoticed', 0, 90 * second, 90 * second, 2 * minute],
    ['Undecided', 90 * second, 130 * second, 130 * second, 150 * second],
    ['Users without service', 0, 3 * minute, 5 * minute, 5 * minute],
    ['Served elsewhere', 5 * minute, 12 * minute + 10 * second, 12 * minute + 10 * second, undefined],
    ['Failback', 731 * second, 731 * second, 770 * second, 1331 * second],
  ]);
});

test('the page draws it with a name and a text, and every face tells it', () => {
  const page = html(late!);
  expect(page).toContain('<section id="drill"');
  expect(/<desc id="drill-text">([^<]+)/.exec(page)?.[1]).toContain(
    'Users without service: between 8 min and 10 min, from 09:40:00, objective at most 5 min: missed',
  );
  expect(markdown(late!)).toContain('| Time to recover | between 8 min and 10 min | at most 5 min | **missed** |');
  expect(drillTable(late!, plain, 100).join('\n')).toMatch(
    /Time to recover +between 8 min and 10 min +at most 5 min +✖ missed/,
  );
  const cases = junit(late!)
    .split('\n')
    .filter((line) => line.includes('.objectives"'));
  expect(cases.map((line) => /name="(\w+)"/.exec(line)?.[1])).toEqual([
    'detect',
    'decide',
    'recover',
    'successRate',
    'failback',
  ]);
  expect(cases[2]).toContain(
    '<failure message="traffic was back between 8 min and 10 min after the loss, and the objective is 5 min"',
  );
  expect(cases[3]).toContain('<skipped');
  expect(html(held!)).not.toContain('id="drill"');
});

test('the result gives milliseconds and ISO 8601 side by side, and no figure for what is not known', () => {
  const { drill } = resultOf(drilled!, 0, []);
  expect(drill).toMatchObject({
    detect: { is: 'measured', ms: 90_000, iso: 'PT1M30S', leastMs: 90_000 },
    decide: { ms: 40_000, by: [{ by: 'bob', at: '2026-03-03T09:42:00.000Z' }] },
    recover: { is: 'measured', ms: 300_000, iso: 'PT5M', leastMs: 180_000, leastIso: 'PT3M' },
    recoveryPoint: { is: 'unknown', why: expect.any(String) },
    failback: { is: 'measured', iso: 'PT39S', leastIso: 'PT0S' },
    users: { requests: 78_000, failures: 12_054, from: '2026-03-03T09:40:00.000Z' },
    moments: { lost: '2026-03-03T09:40:00.000Z', recovered: ['2026-03-03T09:43:00.000Z', '2026-03-03T09:45:00.000Z'] },
  });
  expect(drill?.objectives).toContainEqual({
    name: 'recover',
    objective: { ms: 300_000, iso: 'PT5M' },
    came: 'met',
    why: expect.any(String),
  });
  expect(drillResultOf(late!.record.terminal!.drill!).recoveryPoint).not.toHaveProperty('ms');
  expect(resultOf(held!, 0, [])).not.toHaveProperty('drill');
});
