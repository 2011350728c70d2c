/** The smallest fleet and the smallest experiments in which every rule of the protocol has something to do. */
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import type { Resource } from '../../core/ports/resources.ts';

/** Tuesday, 09:30 UTC. */
export const begins = Date.UTC(2026, 2, 3, 9, 30);
/** Milliseconds: as deployed. */
export const functionTimeout = 30_000;

const account = '111122223333';
const region = 'eu-central-1';

const instance = (n: number): Resource => ({
  id: `arn:aws:ec2:${region}:${account}:instance/i-${n}`,
  type: 'ec2:instance',
  name: `web-${n}`,
  account,
  region,
  zone: 'euc1-az1',
  tags: { 'resilience:service': 'checkout', 'resilience:fis-enabled': 'true' },
  healthy: true,
});

export const fleet: readonly Resource[] = [instance(1), instance(2)];

interface Shape {
  readonly name: string;
  /** Numbers of the instances that are stopped. */
  readonly targets: readonly number[];
  /** Missing: they stay stopped until we start them. */
  readonly duration?: string;
}

const experimentOf = ({ name, targets, duration }: Shape): Experiment => ({
  apiVersion: 'squall/v1',
  kind: 'Experiment',
  metadata: { name, title: name, owner: 'sre', service: 'checkout' },
  environment: 'staging',
  hypothesis: {
    if: 'instances stop',
    // biome-ignore lint/suspicious/noThenProperty: the format's own word
    then: 'nobody notices',
    probes: [
      {
        id: 'answers',
        http: { url: 'http://checkout.internal/health' },
        expect: { equals: 200 },
        when: ['before', 'during', 'after'],
        minSamples: 1,
      },
    ],
    recovery: { within: 'PT1M', hold: 'PT1S' },
  },
  guardrails: { unsafe: { noStopCondition: 'a model, in which a person stops it' } },
  blastRadius: { maxTargets: 2, maxPercent: 100, minHealthyPerZone: 0 },
  targets: {
    web: { type: 'ec2:instance', where: { ids: targets.map((n) => instance(n).id) }, select: { all: true } },
  },
  steps: [
    {
      id: 'stop',
      action: 'aws:ec2:stop-instances',
      targets: { Instances: 'web' },
      ...(duration !== undefined && { with: { startInstancesAfterDuration: duration } }),
    },
  ],
  maxDuration: 'PT30M',
});

/** `both` stays until we undo it; `one` ends by itself; they meet at the second instance. */
export const experiments: readonly Experiment[] = [
  experimentOf({ name: 'both', targets: [1, 2] }),
  experimentOf({ name: 'one', targets: [2], duration: 'PT1M' }),
];

export const definitions: readonly StoredDefinition[] = experiments.map((experiment) => ({
  hash: definitionHash(experiment),
  experiment,
}));
