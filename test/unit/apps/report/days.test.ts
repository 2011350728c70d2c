import { expect, test } from 'vitest';
import { daysReports } from '../../../../apps/report/days/index.ts';
import { daysReportOf } from '../../../../apps/report/days/model.ts';
import { stretchWith } from '../../../fixtures/monkey-days.ts';
import { attacks } from './hostile.ts';
import { assertOurs } from './tags.ts';

const drawn = (ending: string, text?: string) => daysReports[ending]!(daysReportOf(stretchWith(text)));

test('each kill with its verdict and how long its group took, each refusal with its rule, all of it counted', () => {
  const text = drawn('.md');
  expect(text).toContain('# Chaos Monkey: 2026-11-22 to 2026-11-23\n');
  expect(text).toContain('1 workday, 1 other. 2 kills: 1 held, 1 refuted, 0 inconclusive.');
  expect(text).toContain('half of them within 3 min, 95 % within 15 min 30 s, all within 15 min 30 s.');
  const rows = text.split('\n').filter((line) => line.startsWith('| 2026-11-23'));
  expect(rows.map((row) => row.split(' | ').slice(1, 5).join(' | '))).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^web-\d \| i-web-\d-\d \| held \| 3 min$/),
      expect.stringMatching(/^web-\d \| i-web-\d-\d \| refuted \| 15 min 30 s$/),
      expect.stringMatching(/^web-\d \| incident \| alarm page is in ALARM/),
      expect.stringMatching(/^web-\d \| daily-cap \| 4 may be hit/),
    ]),
  );
  expect(text).toMatch(/\| daily-cap \| 1 \|\n\| incident \| 1 \|/);
  expect(text).toContain('| 2026-11-22 | window: 2026-11-22 is a SUN');
  expect(text).toContain('| chaos | Squall Kill Planned | 3 |');
});

test('the page has the same rows, a caption for each table, and a sign beside each coloured word', () => {
  const page = drawn('.html');
  assertOurs(page);
  expect(page.match(/<tr role="row"><th scope="row"/g)).toHaveLength(2 + 1 + 1 + 2 + 1 + 2);
  expect(page.match(/<caption>/g)).toHaveLength(6);
  for (const [word, tone] of [
    ['held', 'good'],
    ['refuted', 'bad'],
  ])
    expect(page).toMatch(new RegExp(`<span class="badge ${tone}"><svg[^]*?</svg>${word}</span>`));
});

test('nothing that others have named becomes markup, a link or a cell of its own', () => {
  for (const attack of attacks) {
    assertOurs(drawn('.html', attack));
    const lines = drawn('.md', attack).split('\n');
    const kills = lines.slice(lines.indexOf('## Kills') + 4).slice(0, 2);
    for (const line of kills) expect(line.match(/(?<!\\)\|/g), line).toHaveLength(7);
    expect(lines.join('\n')).not.toMatch(/<script|[^\\]\]\(|(?<!\\)!\[/);
  }
});

test('for programs it is the report itself', () => {
  const report = daysReportOf(stretchWith());
  expect(JSON.parse(drawn('.json'))).toEqual(JSON.parse(JSON.stringify(report)));
  expect(report.toHeal).toEqual({ median: 180_000, p95: 930_000, longest: 930_000 });
});
