import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newPlace, squall } from './squall-process.ts';

const file = 'templates/rollouts/cpu-stress/experiment.yaml';
const ada = { USER: 'ada', LOGNAME: 'ada' };

it('takes what dev showed to another platform, where staging may then be run', async () => {
  const place = newPlace();
  const at = (directory: string, ...args: string[]) => squall(place, [...args, '--directory', directory], ada);
  const seeded = ['--seed', '7', '--traffic', 'closed-form'];
  const staging = ['plan', file, '--environment', 'staging', ...seeded];

  const none = await at('mine', 'promote', 'export', 'last');
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('there are no runs') });
  await at('mine', 'run', file, '--environment', 'dev', '--yes', ...seeded);
  const exported = await at('mine', 'promote', 'export', 'last', '-o', 'dev.json');
  expect(exported.code, exported.stderr).toBe(0);
  expect(exported.stdout).toMatch(/Stage +1 of 4, dev\n.*held, recovery restored/);
  expect((await at('theirs', ...staging)).stderr + (await at('theirs', ...staging)).stdout).toContain('has not held');

  const whose = await at('theirs', 'promote', 'import', 'dev.json');
  expect(whose).toMatchObject({ code: 3, stderr: expect.stringContaining('no key is trusted for dev') });
  const trust = ['--trust', 'mine/promote.key.pub'];
  const text = readFileSync(join(place, 'dev.json'), 'utf8');
  writeFileSync(join(place, 'tampered.json'), text.replace('"number": 1', '"number": 2'));
  const tampered = await at('theirs', 'promote', 'import', 'tampered.json', ...trust);
  expect(tampered).toMatchObject({ code: 3, stderr: expect.stringContaining('something was changed') });
  const other = ['--for', 'templates/experiments/cpu-stress/experiment.yaml'];
  const wrong = await at('theirs', 'promote', 'import', 'dev.json', ...trust, ...other);
  expect(wrong).toMatchObject({ code: 3, stderr: expect.stringContaining('and not of cpu-stress') });
  expect((await at('theirs', 'promote', 'ls')).stdout).toContain('Nothing is known of any stage');

  const imported = await at('theirs', 'promote', 'import', 'dev.json', ...trust, '--for', file);
  expect(imported.code, imported.stderr).toBe(0);
  const known = JSON.parse((await at('theirs', 'promote', 'ls', '--output', 'json')).stdout);
  expect(known).toMatchObject([{ stage: { environment: 'dev' }, verdict: 'held', imported: { by: 'ada' } }]);
  const planned = await at('theirs', ...staging);
  expect(planned.code, planned.stderr).toBe(0);
  expect(planned.stdout.replace(/\s+/g, ' ')).toContain('stage 1 (dev) held in run cpu-stress-rollout-');
  expect(planned.stdout).toContain('--environment staging --directory theirs --seed 7');
}, 60_000);
