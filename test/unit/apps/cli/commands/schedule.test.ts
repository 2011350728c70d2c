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
