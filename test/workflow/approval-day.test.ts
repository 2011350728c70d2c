/** The committed machine waits for approvals through a virtual day, over the lifecycle's own steps. */
import { expect, test } from 'vitest';
import { type ExecutionStatus, simulatedExecutions } from '../../adapters/simulated/executions.ts';
import { VirtualClock } from '../../apps/local/clock.ts';
import { createEngine } from '../../apps/local/engine.ts';
import { approvalWithin } from '../../core/history/approval.ts';
import { approve } from '../../core/lifecycle/approve.ts';
import type { StepReference } from '../../core/lifecycle/reference.ts';
import { steps } from '../../core/lifecycle/steps.ts';
import { experimentTimeout } from '../../lib/workflow/limits.ts';
import { definition } from '../unit/core/lifecycle/definition.ts';
import { begin, runId, testWorld } from '../unit/core/lifecycle/world.ts';
import { stillWorld } from './still-world.ts';

const minute = 60_000;

async function waiting(count: number) {
  const world = testWorld();
  const clock = new VirtualClock(stillWorld(begin));
  const guardrails = { ...definition.guardrails, approval: { count, in: ['staging'] } };
  await world.history.storeDefinition({ hash: 'hash-1', experiment: { ...definition, guardrails } });
  const looks: number[] = [];
  const statuses: ExecutionStatus[] = [];
  const executions = simulatedExecutions({
    clock,
    launcher: createEngine({
      clock,
      async invoke(step, input) {
        world.now = clock.now();
        if (step === 'Admit') looks.push(clock.now());
        // What follows Admit is not the subject here.
        if (step !== 'Admit') return { ...(input as StepReference), next: 'Refused' };
        return steps.Admit(input, world.ports);
      },
    }),
    ended: (status) => statuses.push(status),
  });
  await executions.start('experiment', runId, { experiment: 'two-waves', seed: 7, startedBy: 'ada' });
  const until = async (at: number) => {
    while (clock.now() < at) await clock.step(at);
    await clock.quiet();
  };
  const approved = async (by: string) => {
    const { planHash } = await world.record();
    return approve(runId, { by, at: clock.now(), planHash, proof: 'simulated' }, world.ports);
  };
  return { world, until, looks, statuses, approved };
}

test('one of two approvals, and a day: refused to the minute, in few looks, and the machine ends well', async () => {
  const { world, until, looks, statuses, approved } = await waiting(2);
  await until(begin + 60 * minute);
  expect(await approved('bob')).toMatchObject({ approved: true });
  await until(begin + approvalWithin - 1);
  expect((await world.record()).terminal).toBeUndefined();
  await until(begin + approvalWithin);
  expect((await world.record()).terminal?.reason).toContain('1 of 2 approvals came within a day');
  expect(statuses).toMatchObject([{ how: 'succeeded' }]);
  // Nine events each, of the 25,000 that an execution holds.
  expect(looks.length).toBeLessThan(350);
  expect(await approved('cyd')).toMatchObject({ approved: false, rule: 'phase' });
  expect(world.log).toEqual([]);
});

test('an approval after six hours is taken up within five minutes', async () => {
  const { world, until, approved } = await waiting(1);
  const given = begin + 360 * minute;
  await until(given);
  await approved('bob');
  await until(given + 5 * minute);
  expect(await world.lines()).toEqual(['Approval: waiting-for-approval', 'Approval: approved', 'Admit: admitted']);
});

test('one at once is taken up within ten seconds', async () => {
  const { world, until, approved } = await waiting(1);
  await until(begin + 1000);
  await approved('bob');
  await until(begin + 10_000);
  expect(await world.lines()).toContain('Admit: admitted');
});

test('an execution outlives the wait, the longest lease and its handing over', () => {
  expect(experimentTimeout * 1000).toBeGreaterThanOrEqual(approvalWithin + 13 * 60 * minute);
});
