/** A rollout from dev to a canary in production, each run whole and in virtual time. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readExperimentWithWorld, readWorld } from '../../apps/documents/read.ts';
import { planLocally, predictLocally, startLocalRun } from '../../apps/local/platform.ts';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { placedIn } from '../../core/rollout/placed.ts';
import type { World } from '../../core/world/schema.ts';
import { quickly } from './drills.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const templates = join(import.meta.dirname, '../../templates');
const read = readExperimentWithWorld(join(templates, 'rollouts/cpu-stress/experiment.yaml'));
if ('problems' in read) throw new Error(JSON.stringify(read.problems));
const { experiment, world } = read;
const tight = readWorld(join(templates, 'worlds/shop-underprovisioned.yaml'));
if ('problems' in tight) throw new Error(JSON.stringify(tight.problems));

const temporary = temporaryDirectory();
interface Changes {
  readonly experiment?: Partial<Experiment>;
  readonly world?: World;
  readonly stage?: number;
}

const rehearsed = (environment: string, { experiment: over, world: other, stage }: Changes = {}) => ({
  ...quickly,
  experiment: { ...placedIn(experiment, environment)!, ...over },
  world: { ...(other ?? world), environment },
  directory: temporary.path(),
  ...(stage !== undefined && { stage }),
});

async function run(environment: string, changes?: Changes) {
  const { finished } = await startLocalRun(rehearsed(environment, changes));
  return (await finished).record;
}

/** What a plan says: the first refusal, or the stage and how many targets it has. */
async function planned(environment: string, changes?: Changes) {
  const made = await planLocally(rehearsed(environment, changes));
  if (!made.ok) return `${made.refusal.rule}: ${made.refusal.why}`;
  const [refusal] = made.refusals;
  if (refusal) return `${refusal.rule}: ${refusal.why}`;
  const { rollout, targets } = made.plan;
  return `stage ${rollout?.number}, ${targets[0]?.chosen.length} targets, after ${rollout?.after?.runId ?? 'none'}`;
}

describe('a rollout', () => {
  it('goes from stage to stage, each refused until the one before it held', async () => {
    expect(await planned('dev')).toBe('stage 1, 2 targets, after none');
    expect(await planned('staging')).toMatch(/^rollout: stage 2 comes after stage 1 \(dev\), which has not held/);
    const refused = await run('staging');
    expect(refused.terminal).toMatchObject({ end: 'refused', reason: expect.stringContaining('rollout: stage 2') });

    const dev = await run('dev');
    expect(dev.terminal).toMatchObject({ verdict: 'held', recovery: 'restored' });
    expect(dev.rollout).toEqual({ number: 1, of: 4, environment: 'dev' });
    const next = await planLocally(rehearsed('staging'));
    if (!next.ok) throw new Error(next.refusal.why);
    const predicted = await predictLocally({ ...rehearsed('staging'), plan: next.plan, rehearsals: 1 });
    expect(predicted.outcomes).toMatchObject([{ end: 'completed', verdict: 'held' }]);
    expect(await planned('staging')).toBe(`stage 2, 2 targets, after ${dev.runId}`);
    expect(await planned('production')).toContain('stage 2 (staging), which has not held');

    const staging = await run('staging');
    expect(await planned('production')).toBe(`stage 3, 1 targets, after ${staging.runId}`);
    expect(await planned('production', { stage: 4 })).toContain('run that one first (--rollout-stage 3)');

    const single = await run('production');
    expect(single.rollout).toMatchObject({ number: 3, blastRadius: { preset: 'single' } });
    expect(single.plan.definition.blastRadius).toEqual({ maxTargets: 1, maxPercent: 17, minHealthyPerZone: 1 });
    const canary = await run('production');
    expect(canary.rollout).toMatchObject({ number: 4, blastRadius: { preset: 'canary' } });
    expect(canary.plan.definition.blastRadius).toEqual({ preset: 'canary', minHealthyPerZone: 1 });
    expect(canary.terminal).toMatchObject({ verdict: 'held' });
    // A schedule names no stage: it goes on at the furthest, and an earlier one is a person's choice.
    expect(await planned('production')).toBe(`stage 4, 1 targets, after ${single.runId}`);
    expect(await planned('production', { stage: 3 })).toBe(`stage 3, 1 targets, after ${staging.runId}`);
  });

  it('starts over for another definition, and not for other caps, schedules, reports or stages', async () => {
    const dev = await run('dev');
    const because = { hypothesis: { ...experiment.hypothesis, because: 'of something else' } };
    expect(await planned('staging', { experiment: because })).toContain('stage 1 (dev), which has not held');
    const same: Partial<Experiment>[] = [
      { blastRadius: { maxPercent: 10 } },
      { schedule: { cron: '0 10 ? * TUE *' } },
      { report: { formats: ['json'] } },
      { rollout: [...experiment.rollout!, { environment: 'production' }] },
    ];
    for (const over of same)
      expect(await planned('staging', { experiment: over })).toMatch(
        new RegExp(`^stage 2, [12] targets, after ${dev.runId}$`),
      );
    const first = { rollout: [{ environment: 'dev', blastRadius: { maxTargets: 1 } }, { environment: 'staging' }] };
    expect(await planned('staging', { experiment: first })).toContain('which has not held');
  });

  it('is blocked by a run that was refuted, until one holds again', async () => {
    await run('dev');
    const refuted = await run('dev', { world: tight.world });
    expect(refuted.terminal).toMatchObject({ verdict: 'refuted', recovery: 'restored' });
    expect(await planned('staging')).toContain(
      `stage 1 (dev) did not hold when it was last run with this definition (run ${refuted.runId}`,
    );
    expect((await run('staging')).terminal?.end).toBe('refused');
    const dev = await run('dev');
    expect(await planned('staging')).toBe(`stage 2, 2 targets, after ${dev.runId}`);
  });
});
