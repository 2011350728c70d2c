import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { experimentFile, newDirectory, resultOf, squall } from './squall.ts';

async function canonicalHash(...flags: string[]) {
  const directory = newDirectory();
  const answer = await squall([
    'run',
    experimentFile('az-power-interruption'),
    '--local',
    '--yes',
    '--json',
    '--directory',
    directory,
    ...flags,
  ]);
  const shown = await squall(['show', resultOf(answer).runId, '--canonical', '--directory', directory]);
  expect(shown.code, shown.stderr).toBe(0);
  expect(shown.stdout.length).toBeGreaterThan(1000);
  return createHash('sha256').update(shown.stdout).digest('hex');
}

describe.concurrent('replay', () => {
  it('gives the same history for the same seed, whatever the speed', async () => {
    const hashes = await Promise.all([
      canonicalHash('--seed', '7'),
      canonicalHash('--seed', '7'),
      canonicalHash('--seed', '7', '--speed', '600'),
    ]);
    expect(new Set(hashes).size, hashes.join(' ')).toBe(1);
  });

  it('gives another history for another seed', async () => {
    expect(await canonicalHash('--seed', '8')).not.toBe(await canonicalHash('--seed', '9'));
  });
});
