import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { execute } from '../../../../../apps/cli/commands/monkey.ts';
import type { DayPlan } from '../../../../../core/monkey/day-plan.ts';
import { temporaryFolder } from '../../../../temporary-folder.ts';
import { capturedIo } from './captured-io.ts';

const templates = fileURLToPath(new URL('../../../../../templates', import.meta.url));
const folder = temporaryFolder('monkey');
const directory = join(folder, '.squall');
const file = join(folder, 'chaos-monkey.yaml');
const written = (name: string) => readFileSync(join(templates, name), 'utf8');
writeFileSync(file, written('monkeys/chaos-monkey/monkey.yaml').replace('../../worlds/', ''));
writeFileSync(
  join(folder, 'shop.yaml'),
  written('worlds/shop.yaml').replace(/^traffic: requests/m, 'traffic: closed-form'),
);

async function asked(args: readonly string[], options: Partial<Parameters<typeof execute>[2]> = {}) {
  const { io, out } = capturedIo();
  const code = await execute(io, args, { output: 'table', directory, date: '2026-12-02', seed: 7, ...options });
  return { code, out: out.join('\n') };
}

it('shows a day by both clocks, with whom, by which number, and as which run', async () => {
  const { code, out } = await asked(['plan', file]);
  expect(code).toBe(0);
  expect(out).toContain('5 workdays from one kill of a group to the next on average, never fewer than 2: 25 % a day');
  expect(out).toMatch(
    /2026-12-02 10:54 +2026-12-02 09:54Z +api +i-\w+ in euc1-az3, whose turn it is, one of 2 +0\.0957 < 0\.2500 +chaos-monkey-api-\w{7}-20261202/,
  );
  expect((await asked(['plan', file], { date: '2026-11-25' })).out).toContain(
    'No kills: blackout: the blackout black-friday',
  );
  expect((await asked(['plan', file], { date: '2026-12-05' })).out).toContain('2026-12-05 is a SAT');
});

it('plans the same day twice, and moves nothing when it is late', async () => {
  const json = async (options = {}) =>
    JSON.parse((await asked(['plan', file], { output: 'json', ...options })).out) as DayPlan;
  const plan = await json();
  expect(await json()).toEqual(plan);
  const late = await json({ now: '2026-12-02T10:00Z' });
  expect(late.kills).toEqual([]);
  expect(late.declined.map(({ rule }) => rule)).toEqual(['past']);
  await expect(asked(['plan', file], { date: '2026-02-30' })).rejects.toThrow('--date is "2026-02-30"');
  await expect(asked(['plan', file], { now: 'noon' })).rejects.toThrow('--now is "noon"');
});

it('runs a kill once, explains it to the last number, and says where a changed file differs', async () => {
  const ran = await asked(['run', file]);
  expect(ran.out).toMatch(/^chaos-monkey-api-\w{7}-20261202: held, irreversible/);
  expect(ran.code).toBe(0);
  await expect(asked(['run', file])).rejects.toThrow('a kill is one run');

  const explained = await asked(['explain', 'last'], { monkey: file });
  expect(explained.out).toContain("printf %s '7/chaos-monkey/2026-12-02/auto-scaling-group/");
  expect(explained.out).not.toContain('✘');
  expect(explained.code).toBe(0);

  const changed = join(folder, 'monkey.yaml');
  writeFileSync(
    changed,
    readFileSync(file, 'utf8').replace('meanWorkdaysBetweenKills: 5', 'meanWorkdaysBetweenKills: 9'),
  );
  const other = await asked(['explain', 'last'], { monkey: changed });
  expect(other.out).toContain('✘ threshold: the record says 0.25, the seed gives 0.125');
  expect(other.code).toBe(1);

  // What was killed on a day holds up the next workday, and no later one.
  const gaps = await asked(['plan', file], { date: '2026-12-03', seed: 26, output: 'json' });
  const { kills, declined } = JSON.parse(gaps.out) as DayPlan;
  const api = [...kills, ...declined].filter(({ group }) => group.name === 'api');
  expect(api.every((each) => 'rule' in each && each.rule === 'gap')).toBe(true);
});

it('refuses in words what it cannot run', async () => {
  await expect(asked(['run', file], { group: 'web' })).rejects.toThrow('no kill of web on 2026-12-02 by seed 7');
  await expect(asked(['run', file], { date: '2026-12-05' })).rejects.toThrow('no kills on 2026-12-05: window');
});
