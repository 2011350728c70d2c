import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readExperimentWithWorld } from '../../apps/documents/read.ts';
import { planLocally, startLocalRun, worldToContinue } from '../../apps/local/platform.ts';
import { experimentOf, newPlace, squall } from './squall-process.ts';

const document = (name: string) => {
  const read = readExperimentWithWorld(experimentOf(name));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return { experiment: read.experiment, world: read.world, parameters: {}, seed: 4, traffic: 'closed-form' } as const;
};

it('plans a run that goes on in the world as it stands: what was terminated is no target any more', async () => {
  const directory = join(newPlace(), '.squall');
  const termination = document('instance-termination');
  expect(worldToContinue(directory)).toBeUndefined();
  const first = await startLocalRun({ ...termination, speed: 'max', directory, startedBy: 'test' });
  const { record } = await first.finished;
  const [victim] = record.plan.targets[0]!.chosen;

  const matched = async (continues: object) => {
    const planned = await planLocally({ ...termination, ...continues });
    if (!planned.ok) throw new Error(planned.refusal.why);
    return { hash: planned.plan.hash, ids: planned.plan.targets[0]!.matched.map(({ id }) => id) };
  };
  expect((await matched({})).ids).toContain(victim);
  const continued = await matched({ directory, continues: true });
  expect(continued.ids).not.toContain(victim);
  expect(continued.ids).toHaveLength(6);

  const second = await startLocalRun({
    ...termination,
    speed: 'max',
    directory,
    continueTimeline: true,
    planHash: continued.hash,
    startedBy: 'test',
  });
  expect((await second.finished).record.terminal).toMatchObject({ end: 'completed', verdict: 'held' });
  expect(worldToContinue(directory)?.metadata.name).toBe('shop');
});

it('says which world a run goes on in, whatever its file names', async () => {
  const place = newPlace();
  const flags = ['--yes', '--seed', '4', '--traffic', 'closed-form'];
  await squall(place, ['run', experimentOf('error-injection'), ...flags]);
  const other = experimentOf('az-power-interruption-underprovisioned');
  expect((await squall(place, ['run', other, ...flags])).stdout).toContain('world shop-underprovisioned');
  await squall(place, ['run', experimentOf('error-injection'), ...flags]);
  expect((await squall(place, ['run', other, '--continue', ...flags])).stdout).toMatch(/world shop[,)]/);
});
