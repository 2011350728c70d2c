/** A statement to sign: one exercise that passed. */
import type { Statement } from '../../../../apps/certify/evidence/schema.ts';

export const statement = (changes: Partial<Statement> = {}): Statement => ({
  id: 'certification-20260303-093000-abcd',
  platformVersion: '0.1.0',
  place: {
    platform: 'simulated',
    account: '111122223333',
    region: 'eu-central-1',
    stage: 'rehearsal',
    world: 'sample-fleet',
    seed: 7,
  },
  by: 'ada',
  from: 1_772_530_200_000,
  to: 1_772_530_500_000,
  estimate: {
    items: [{ what: 'faults', quantity: 2, unit: 'action-minute', price: '0.10', dollars: 0.2, source: 'a list' }],
    dollars: 0.2,
    expected: 300_000,
    longest: 1_200_000,
  },
  outcome: 'certified',
  reason: 'All 1 exercises passed.',
  exercises: [
    {
      id: 'person',
      title: 'stops the run as a person would',
      outcome: 'passed',
      toStop: 30_000,
      toRestore: 45_000,
      lookEvery: 1000,
      criteria: [{ id: 'all-proved', says: 'all is proved', restoration: true, met: true }],
      resources: [
        {
          id: 'arn:aws:ec2:eu-central-1:111122223333:instance/i-1',
          seen: { result: 'restored', detail: 'as before' },
          proved: [{ entry: '1/fault', result: 'restored', detail: 'as before' }],
        },
      ],
    },
  ],
  notCovered: [{ action: 'aws:rds:failover-db-cluster', why: 'the sample fleet has no rds:cluster' }],
  ...changes,
});
