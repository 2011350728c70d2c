/** A small experiment in two waves, by two providers: what the lifecycle is tried on. */
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import type { Plan, PlannedStep } from '../../../../core/plan/plan.ts';
import type { Resource } from '../../../../core/ports/resources.ts';

const minute = 60_000;

export const definition: Experiment = {
  apiVersion: 'squall/v1',
  kind: 'Experiment',
  metadata: { name: 'two-waves', title: 'Two waves', owner: 'checkout-sre', service: 'checkout' },
  environment: 'staging',
  hypothesis: {
    if: 'instances stop',
    // biome-ignore lint/suspicious/noThenProperty: the format's own word
    then: 'the rate stays',
    probes: [
      {
        id: 'rate',
        cloudwatch: { namespace: 'Shop', metric: 'Rate', stat: 'Average', period: 'PT1M' },
        expect: { atLeast: 90 },
        when: ['before', 'during', 'after'],
        minSamples: 2,
      },
    ],
    recovery: { within: 'PT5M', hold: 'PT2M' },
  },
  guardrails: { stopAlarms: ['guard'], stopWhen: [{ probe: 'rate', below: 50, for: 'PT2M' }] },
  blastRadius: { maxTargets: 2 },
  targets: { web: { type: 'ec2:instance', where: { tags: { Service: 'web' } }, select: { count: 1 } } },
  steps: [
    {
      id: 'stop',
      action: 'aws:ec2:stop-instances',
      targets: { Instances: 'web' },
      with: { startInstancesAfterDuration: 'PT5M' },
    },
  ],
  maxDuration: 'PT30M',
};

export const instance = (n: number): Resource => ({
  id: `arn:aws:ec2:eu-central-1:111122223333:instance/i-${n}`,
  type: 'ec2:instance',
  name: `web-${n}`,
  account: '111122223333',
  region: 'eu-central-1',
  zone: `euc1-az${n}`,
  tags: { Service: 'web', 'resilience:service': 'checkout', 'resilience:fis-enabled': 'true' },
  group: 'web',
  healthy: true,
});

export const group: Resource = {
  id: 'arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup/web',
  type: 'ec2:autoscaling-group',
  name: 'web',
  account: '111122223333',
  region: 'eu-central-1',
  tags: { 'resilience:service': 'checkout' },
  healthy: true,
};

const planned = (id: string, wave: number, changes: Partial<PlannedStep> = {}): PlannedStep => ({
  id,
  title: id,
  wave,
  provider: 'fis',
  action: 'aws:ec2:stop-instances',
  parameters: {},
  targets: { Instances: [instance(wave).id] },
  duration: 5 * minute,
  undo: { by: 'provider', how: 'starts the instances' },
  changes: `stops instance ${wave}`,
  ...changes,
});

/** Wave 1: two steps of FIS and one of ours. Wave 2: one step of FIS. */
export const plan: Plan = {
  definition,
  definitionHash: 'd'.repeat(64),
  hash: 'a'.repeat(64),
  seed: 7,
  parameters: {},
  targets: [
    {
      name: 'web',
      type: 'ec2:instance',
      matched: [1, 2, 3].map(instance),
      chosen: [1, 2].map((n) => instance(n).id),
      because: 'all',
    },
  ],
  steps: [
    planned('stop', 1),
    planned('slow', 1, { action: 'aws:ssm:send-command', duration: 3 * minute }),
    planned('tag', 1, {
      provider: 'squall',
      action: 'squall:tag',
      duration: 0,
      undo: { by: 'us', how: 'takes the tag off' },
    }),
    planned('again', 2),
  ],
  waves: 2,
  shares: [],
  exposure: [],
  irreversible: [],
  unsafe: [],
  cost: { faults: 0, platform: 0, total: 0, basis: '' },
  times: { gate: 8 * minute, waves: 12 * minute, undo: 2 * minute, lease: 29 * minute, sampleEvery: 30_000 },
};
