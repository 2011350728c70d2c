import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { execute } from '../../../../../apps/cli/commands/schedule.ts';
import { stopScopeLocally } from '../../../../../apps/local/platform.ts';
import { temporaryFolder } from '../../../../temporary-folder.ts';
import { capturedIo } from './captured-io.ts';

const template = fileURLToPath(
  new URL('../../../../../templates/experiments/instance-termination/experiment.yaml', import.meta.url),
);
const folder = temporaryFolder('schedule');
const directory = join(folder, '.squall');

function fileWith(name: string, schedule: string): string {
  const file = join(folder, name);
  writeFileSync(file, `${readFileSync(template, 'utf8').replace(/^blackouts:.*$/m, '')}\n${schedule}\n`);
  return file;
}

async function asked(file: string, options: Partial<Parameters<typeof execute>[2]> = {}) {
  const { io, out, err } = capturedIo();
  const code = await execute(io, ['next', file], {
    output: 'table',
    directory,
    from: '2026-12-01',
    count: 3,
    ...options,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const weekly = fileWith('weekly.yaml', 'schedule: { cron: "30 16 ? * SAT,MON *", timeZone: Europe/Berlin }');

it('lists what comes by both clocks, and why some of it will not run', async () => {
  const { code, out } = await asked(weekly);
  expect(code).toBe(0);
  expect(out).toContain('cron(30 16 ? * SAT,MON *) Europe/Berlin; not deployed here');
  expect(out).toMatch(/Sat 2026-12-05 16:30 +2026-12-05 15:30 +refused: window: it is outside MON-FRI/);
  expect(out).toMatch(/Mon 2026-12-07 16:30 +2026-12-07 15:30 +asks for a run/);
});

it('says so while a kill switch holds it back', async () => {
  stopScopeLocally(directory, { scope: 'all', by: 'ada', reason: 'a storm', at: 0 });
  expect((await asked(weekly)).out).toContain(
    'Held back now: ada has raised the kill switch (a storm): squall resume --all',
  );
});

it('gives the same as data', async () => {
  const { out } = await asked(weekly, { output: 'json', count: 1 });
  expect(JSON.parse(out)).toMatchObject({
    schedule: { cron: '30 16 ? * SAT,MON *' },
    runs: [{ from: '2026-12-05T15:30:00.000Z', refused: { rule: 'window' } }],
  });
});

it.each([
  [{ count: 0 }, /--count is 0: give a number from 1 to 1000/],
  [{ from: 'tomorrow' }, /--from is "tomorrow": give a date/],
  [{ from: '2026-13-01' }, /--from is "2026-13-01"/],
])('refuses %o', async (options, message) => {
  await expect(asked(weekly, options)).rejects.toThrow(message);
});

it('names what is wrong with a file, or that it has no schedule', async () => {
  await expect(asked(template)).rejects.toThrow(/has no schedule: give .*experiment.yaml one/);
  const bad = fileWith('bad.yaml', 'schedule: { cron: "0 10 ? * FRI-MON *" }');
  await expect(asked(bad)).rejects.toThrow(/schedule\.cron: found day of week "FRI-MON"; allowed: .*FRI-7,1-MON/);
});

it('lists the days of a monkey, and what keeps it from drawing on some of them', async () => {
  const monkey = fileURLToPath(new URL('../../../../../templates/monkeys/chaos-monkey/monkey.yaml', import.meta.url));
  const { code, out } = await asked(monkey, { from: '2026-11-30', count: 4 });
  expect(code).toBe(0);
  expect(out).toContain(
    'each group is drawn with 25 % on each workday that its gap of 2 leaves, every 5 workdays on average',
  );
  expect(out).toMatch(/Mon 2026-11-30 .*nothing: blackout: the blackout black-friday lasts/);
  expect(out).toMatch(/Wed 2026-12-02 +09:00 to 14:\d\d +2026-12-02 06:30 +draws, for a kill at any of \d+ minutes/);
  const json = JSON.parse((await asked(monkey, { from: '2026-12-24', count: 1, output: 'json' })).out);
  expect(json).toMatchObject({
    monkey: 'chaos-monkey',
    days: [{ date: '2026-12-24', suppressed: { rule: 'holiday' } }],
  });
});
