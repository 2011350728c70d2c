/** A run whose group does not replace what was terminated: what is left blocks, until it is seen restored or acknowledged. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { experimentOf, newPlace, squall } from './squall-process.ts';

/** The group takes forty minutes to launch: longer than the run waits for it. */
function slowGroups(place: string): string {
  const world = readFileSync('templates/worlds/shop.yaml', 'utf8').replaceAll('launch: PT75S', 'launch: PT40M');
  writeFileSync(join(place, 'shop.yaml'), world);
  const experiment = readFileSync(experimentOf('instance-termination'), 'utf8').replace(
    /^world: .*$/m,
    'world: shop.yaml',
  );
  const file = join(place, 'experiment.yaml');
  writeFileSync(file, experiment);
  return file;
}

it('is listed, blocks the next run, is seen restored once it is, and is somebody’s once they acknowledge it', async () => {
  const place = newPlace();
  const file = slowGroups(place);
  const flags = ['--yes', '--seed', '7', '--traffic', 'closed-form'];
  const first = await squall(place, ['run', file, ...flags]);
  expect(first.code).toBe(7);
  const runId = /^Run +(\S+)$/m.exec(first.stdout)?.[1] ?? '';
  expect(first.stdout).toContain(`left behind: put it right, or squall reap --acknowledge ${runId}`);
  cpSync(join(place, '.squall'), join(place, 'healing'), { recursive: true });

  const listed = await squall(place, ['ls', '--leftovers']);
  expect(listed.stdout).toMatch(new RegExp(`${runId} .* drifted, left behind`));
  expect(listed.stderr).toContain('1 run left something behind: squall reap lists it');

  const blocked = await squall(place, ['run', file, '--continue', '--yes']);
  expect(blocked.code).toBe(3);
  const words = `${blocked.stdout}${blocked.stderr}`.replace(/\s+/g, ' ');
  expect(words).toContain(`run ${runId} (instance-termination) left`);
  expect(words).toContain(`squall reap --acknowledge ${runId}`);

  const acknowledged = await squall(place, ['reap', '--acknowledge', runId, '--reason', 'replaced by hand', '--yes']);
  expect([acknowledged.code, acknowledged.stdout]).toEqual([0, expect.stringContaining('replaced by hand')]);
  expect((await squall(place, ['run', file, '--continue', '--yes'])).stdout).not.toContain('not injecting');
  const report = await squall(place, ['report', runId, '--format', 'markdown', '--out', '-']);
  expect(report.stdout).toMatch(/left behind, and acknowledged .* by .*: replaced by hand/);

  const reaped = await squall(place, ['reap', '--directory', 'healing']);
  expect([reaped.code, reaped.stdout]).toEqual([
    7,
    expect.stringContaining('step terminate: drifted since 2026-03-03'),
  ]);
  expect((await squall(place, ['reap', '--directory', 'healing'])).code).toBe(0);
  const healed = await squall(place, ['show', runId, '--directory', 'healing']);
  expect(healed.stdout).toMatch(/what 1\/terminate left was seen restored: .*nothing was done for it/);
});
