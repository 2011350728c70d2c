/** What is explored: a fleet, the experiments that run on it, and the alarm that they wait for. */
import type { Experiment } from '../../../core/experiment/schema/experiment.ts';
import { definitionHash } from '../../../core/plan/definition-hash.ts';
import type { StoredDefinition } from '../../../core/ports/definitions.ts';
import type { Resource } from '../../../core/ports/resources.ts';

/** Tuesday, 09:30 UTC. */
export const begins = Date.UTC(2026, 2, 3, 9, 30);
/** Milliseconds: as deployed. */
export const functionTimeout = 30_000;

export interface Subject {
  readonly name: string;
  readonly fleet: readonly Resource[];
  /** Of the experiments. Each runs once at most. */
  readonly definitions: readonly StoredDefinition[];
  /** OK at first. Missing: nothing is waited for. */
  readonly alarm?: string;
  /** Runs are started past their pre-checks, since nothing can be run ahead of a model. */
  readonly forced?: true;
}

export const storedOf = (experiment: Experiment): StoredDefinition => ({
  hash: definitionHash(experiment),
  experiment,
});

const account = '111122223333';
const region = 'eu-central-1';

export const instance = (n: number): Resource => ({
  id: `arn:aws:ec2:${region}:${account}:instance/i-${n}`,
  type: 'ec2:instance',
  name: `web-${n}`,
  account,
  region,
  zone: 'euc1-az1',
  tags: { 'resilience:service': 'checkout', 'resilience:fis-enabled': 'true' },
  healthy: true,
});

/** One of the records that a name is answered with. */
export const record = (set: string): Resource => ({
  id: `arn:aws:route53:::hostedzone/Z1/recordset/shop.example/A/${set}`,
  type: 'route53:record-set',
  name: `shop.example/${set}`,
  account,
  region: 'us-east-1',
  tags: { 'resilience:service': 'checkout', 'resilience:fis-enabled': 'true' },
  healthy: true,
});

/** Looked at before, during and after, and always well: what is checked is what is changed. */
const hypothesis: Experiment['hypothesis'] = {
  if: 'this happens',
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
};

const guardrails: Experiment['guardrails'] = {
  unsafe: { noStopCondition: 'a model, in which a person stops it' },
};

/** What the experiments of every subject have in common. */
export const commonOf = (name: string) =>
  ({
    apiVersion: 'squall/v1',
    kind: 'Experiment',
    metadata: { name, title: name, owner: 'sre', service: 'checkout' },
    environment: 'staging',
    hypothesis,
    guardrails,
    maxDuration: 'PT30M',
  }) as const satisfies Partial<Experiment>;
