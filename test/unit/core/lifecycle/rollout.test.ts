/** Admit and the stages of a rollout: which one a run is at, and what it waits with. */
import { expect, test } from 'vitest';
import { approve } from '../../../../core/lifecycle/approve.ts';
import { steps } from '../../../../core/lifecycle/steps.ts';
import type { ImportedOutcome } from '../../../../core/rollout/outcome.ts';
import { stagesOf } from '../../../../core/rollout/stage.ts';
import { definition } from './definition.ts';
import { begin, runId, testWorld } from './world.ts';

const rollout = [
  { environment: 'dev' },
  { environment: 'staging', blastRadius: { preset: 'single' as const } },
  { environment: 'staging' },
];
const stages = stagesOf({ rollout });

async function staged(count = 0) {
  const world = testWorld();
  const approval = count > 0 ? { approval: { count, in: ['staging'] } } : {};
  const guardrails = { ...definition.guardrails, ...approval };
  await world.history.storeDefinition({ hash: 'hash-1', experiment: { ...definition, guardrails, rollout } });
  let signedAt = begin;
  const showed = async (stage: number, verdict: ImportedOutcome['verdict'] = 'held') => {
    signedAt += 1;
    await world.ports.promotions.keep({
      experiment: 'two-waves',
      definitionHash: 'hash-1',
      stage: stages[stage - 1]!,
      runId: `at-${stage}`,
      platform: 'simulated',
      startedAt: begin,
      endedAt: begin,
      verdict,
      recovery: 'restored',
      reason: '',
      imported: { by: 'ada', at: begin, key: 'SHA256:ab', signedAt },
    });
  };
  const admit = (input: object) => steps.Admit({ runId, input } as Parameters<typeof steps.Admit>[0], world.ports);
  return { world, showed, admit };
}

/** As a schedule asks. */
const request = { experiment: 'two-waves', startedBy: 'schedule two-waves' };

test('a run that names no stage is at the furthest that may be run, with its caps', async () => {
  const { world, showed, admit } = await staged();
  await showed(1);
  expect((await admit(request)).next).toBe('Arm');
  const single = await world.record();
  expect(single.rollout).toEqual({ number: 2, of: 3, environment: 'staging', blastRadius: { preset: 'single' } });
  expect(single.plan.definition.blastRadius).toMatchObject({ maxTargets: 1 });

  const further = await staged();
  await further.showed(1);
  await further.showed(2);
  await further.admit(request);
  const whole = await further.world.record();
  expect(whole.rollout).toEqual({ number: 3, of: 3, environment: 'staging' });
  // The same targets, and yet not what someone agreed to for the stage before.
  expect(whole.plan.targets[0]!.chosen).toEqual(single.plan.targets[0]!.chosen);
  expect(whole.planHash).not.toBe(single.planHash);
});

test('a stage that was asked for is the one that is admitted, or refused', async () => {
  const { world, showed, admit } = await staged();
  await showed(1);
  await showed(2);
  await admit({ ...request, stage: 2 });
  expect((await world.record()).rollout?.number).toBe(2);
  const early = await staged();
  expect((await early.admit({ ...request, stage: 3 })).next).toBe('Refused');
  expect((await early.world.record()).terminal?.reason).toContain('rollout: stage 3 comes after stage 2 (staging');
  const elsewhere = await staged();
  expect((await elsewhere.admit({ ...request, stage: 1 })).next).toBe('Refused');
  expect((await elsewhere.world.record()).terminal?.reason).toContain('stage 1 is dev, and this run is for staging');
});

test('a run that waits for approval goes on at the stage that was approved, whatever has held since', async () => {
  const { world, showed, admit } = await staged(1);
  await showed(1);
  const first = await admit(request);
  const { planHash } = await world.record();
  await showed(2);
  await approve(runId, { by: 'bob', at: world.now, planHash, proof: 'simulated' }, world.ports);
  world.now += first.waitSeconds * 1000;
  expect((await admit(first)).next).toBe('Arm');
  expect((await world.record()).rollout?.number).toBe(2);
});

test('and is refused when the stage before has failed since', async () => {
  const { world, showed, admit } = await staged(1);
  await showed(1);
  const first = await admit(request);
  const { planHash } = await world.record();
  await showed(1, 'refuted');
  await approve(runId, { by: 'bob', at: world.now, planHash, proof: 'simulated' }, world.ports);
  world.now += first.waitSeconds * 1000;
  expect((await admit(first)).next).toBe('Refused');
  expect((await world.record()).terminal?.reason).toContain('rollout: stage 1 (dev) did not hold');
});

test('a memory that cannot be read refuses by its rule', async () => {
  const { world, admit } = await staged();
  world.ports.promotions.of = () => Promise.reject(new Error('throttled'));
  expect((await admit(request)).next).toBe('Refused');
  expect((await world.record()).terminal?.reason).toBe('not injecting: rollout: it could not be checked: throttled');
});
