/** Three days of a monkey on three hundred groups, by the command line: kills, an incident, and the same report again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { squall } from '../workflow/squall-process.ts';

const root = join(import.meta.dirname, '../..');
const monkey = join(root, 'templates/monkeys/chaos-monkey-of-a-fleet/monkey.yaml');
const place = temporaryFolder('monkey-days');

const rehearse = (report: string) =>
  squall(place, [
    'monkey',
    'rehearse',
    monkey,
    '--date',
    '2026-03-04',
    '--days',
    '3',
    '--seed',
    '7',
    '--report',
    report,
  ]);

test('each kill has its verdict and its time to heal, each refusal its rule, and a seed shows the same again', async () => {
  const first = await rehearse('days.json');
  expect(first.stderr).toMatch(/2026-03-04 {2}\d+ killed/);
  const report = JSON.parse(readFileSync(join(place, 'days.json'), 'utf8'));
  expect(report.groups).toBe(300);
  expect(report.workdays).toBe(3);
  expect(report.kills.length).toBeGreaterThan(20);
  for (const { kill, outcome } of report.kills) {
    expect(outcome.victims, kill.runId).toHaveLength(1);
    expect(['held', 'refuted', 'inconclusive']).toContain(outcome.verdict);
    // Sixty seconds until the loss is noticed, a launch, a warm-up.
    expect(outcome.healedAfter, kill.runId).toBeGreaterThan(150_000);
    const minute = new Date(kill.at).toISOString().slice(11, 16);
    expect(minute >= '09:00' && minute < '15:00', minute).toBe(true);
  }
  // The incident of 5 March, from 10:20 for three hours, and nothing else.
  expect(report.refused.length).toBeGreaterThan(2);
  for (const { rule, why, at } of report.refused) {
    expect(rule).toBe('incident');
    expect(why).toContain('the payment provider is down');
    expect(new Date(at).toISOString() >= '2026-03-05T10:20' && new Date(at).toISOString() < '2026-03-05T13:20').toBe(
      true,
    );
  }
  const declined = report.declined.map(({ rule }: { rule: string }) => rule);
  expect(declined).toEqual(expect.arrayContaining(['gap', 'opt-in']));

  await rehearse('again.json');
  expect(readFileSync(join(place, 'again.json'), 'utf8')).toBe(readFileSync(join(place, 'days.json'), 'utf8'));
}, 120_000);

test('a report is Markdown or HTML by its name, and another name is refused before anything is rehearsed', async () => {
  const odd = await rehearse('days.txt');
  expect(odd).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('give a file that ends with .html, .md or .json'),
  });
});
