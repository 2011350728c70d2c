/** An escalation as it is planned: each rung hits what the one before it has hit, and the lease has room for the waiting between. */
import { expect, it } from 'vitest';
import { resolveParameters } from '../../../../core/experiment/resolve.ts';
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import { planSteps } from '../../../../core/plan/plan-steps.ts';
import { planTargets } from '../../../../core/plan/plan-targets.ts';
import { timesOf } from '../../../../core/plan/times.ts';
import type { Resource } from '../../../../core/ports/resources.ts';
import { monkeyScenario } from '../../../scenarios/monkeys.ts';

const { experiment: delays } = monkeyScenario('latency-monkey');
const shares: Experiment = {
  ...delays,
  parameters: { share: { type: 'number', min: 1, max: 50 }, hold: { type: 'duration', default: 'PT4M' } },
  escalation: { parameter: 'share', through: [1, 5, 25], unit: '%' },
  hypothesis: { ...delays.hypothesis, if: '${parameters.share} % answer late' },
  targets: { api: { ...delays.targets.api!, select: { percent: '${parameters.share}' } } },
  steps: delays.steps.map((step) => ({
    ...step,
    with: { ...step.with, documentParameters: '{"DelayMilliseconds":"50","Interface":"eth0"}' },
  })),
};

function written(experiment: Experiment, given: Record<string, number> = {}): Experiment {
  const resolved = resolveParameters(experiment, given, { seed: 7, zones: [] });
  if (!resolved.ok) throw new Error(resolved.problems.map(({ message }) => message).join('\n'));
  return resolved.experiment;
}

const fleet = Array.from({ length: 200 }, (_, n): Resource => {
  const id = `arn:aws:ec2:eu-central-1:111122223333:instance/i-${n}`;
  const zone = `euc1-az${(n % 3) + 1}`;
  const where = { account: '111122223333', region: 'eu-central-1', zone };
  return { id, type: 'ec2:instance', name: `api-${n}`, ...where, tags: { Service: 'api' }, healthy: true };
});

it('goes from some to more of the same, and never to others', async () => {
  for (const seed of [1, 2, 3]) {
    const planned = await planTargets(written(shares), seed, { resolve: async () => fleet });
    if (!planned.ok) throw new Error(planned.refusal.why);
    const [one, five, many] = planned.targets.map(({ chosen }) => new Set(chosen));
    expect([one!.size, five!.size, many!.size]).toEqual([2, 10, 50]);
    expect([...one!].every((id) => five!.has(id)) && [...five!].every((id) => many!.has(id)), `seed ${seed}`).toBe(
      true,
    );
  }
});

it('leaves time after each rung for the last of its data', () => {
  const times = (experiment: Experiment) => timesOf(experiment, planSteps(experiment, []), 0);
  // Five rungs of four minutes; between two a minute, two periods and three minutes of publication.
  expect(times(written(delays)).waves).toBe(5 * (4 + 1 + 5) * 60_000);
  expect(times(written(delays, { delay: 100 })).waves).toBe(5 * 60_000);
});
