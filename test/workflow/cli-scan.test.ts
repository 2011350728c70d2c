/** `squall scan` and `squall ls findings` as a person types them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { squall } from './squall-process.ts';

const place = temporaryFolder('scan');
const world = join(process.cwd(), 'templates/worlds/shop.yaml');
const here = ['--world', world, '--directory', 'kept'];

test('a world is scanned, what is found is remembered, lived with for a time, and fails a build when it is asked to', async () => {
  const first = await squall(place, ['scan', ...here, '--fail-on', 'high']);
  expect([first.code, first.stderr]).toEqual([4, '']);
  expect(first.stdout).toContain('high health-check-of-group Auto Scaling group web (checkout-sre), new');
  expect(first.stdout).toContain('squall plan templates/experiments/cache-node-lost/experiment.yaml');
  // What the world does not model is said, and never counted among what conforms.
  expect(first.stdout).toContain('not evaluated for 1 resource: backups: a world does not model it');

  const sample = readFileSync('templates/configuration/squall.config.yaml', 'utf8');
  const suppressions = ['health-check-of-group', 'multi-zone-data'].map((rule) => ({
    rule,
    resource: '*',
    reason: 'known',
    until: '2999-01-01',
  }));
  writeFileSync(join(place, 'lived-with.yaml'), `${sample}\nconformity: ${JSON.stringify({ suppressions })}\n`);
  const lived = await squall(place, ['scan', ...here, '--config', 'lived-with.yaml', '--fail-on', 'low']);
  expect([lived.code, lived.stdout.trim().split('\n').at(-1)]).toEqual([
    0,
    'world shop: no findings · 3 suppressed · 16 not evaluated · 19 conforming',
  ]);

  const listed = await squall(place, ['ls', 'findings', '--directory', 'kept', '--output', 'json']);
  const records = JSON.parse(listed.stdout) as { standing: string; firstSeen: number; changedAt: number }[];
  expect(records.map(({ standing }) => standing)).toEqual(['open', 'open', 'open']);
  for (const { firstSeen, changedAt } of records) expect(firstSeen).toBeLessThan(changedAt);
});

test('who says neither a world nor AWS is told what to say', async () => {
  const { code, stderr } = await squall(place, ['scan']);
  expect([code, stderr.trim()]).toEqual([
    2,
    'squall: what is scanned? Say --world <file> for a world, or --aws for a platform in AWS',
  ]);
});
