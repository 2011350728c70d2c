import { describe, expect, it } from 'vitest';
import { replicationCheck } from '../../../../../core/drill/pre-checks/replication.ts';
import { drillWith } from '../fixture.ts';
import { metric, ports, question } from './question.ts';

const objectives = { recover: 'PT5M', recoveryPoint: 'PT2S' };
const tells = {
  id: 'behind',
  http: { url: 'https://pay.example.com/behind' },
  expect: { atMost: 5 },
  when: ['before', 'during', 'after'],
};
const { hypothesis } = drillWith() as { hypothesis: { probes: readonly unknown[] } };
const told = (probe: object = tells, unit = 'seconds') => ({
  users: { recoveryPoint: { probe: 'behind', unit } },
  hypothesis: { ...hypothesis, probes: [...hypothesis.probes, probe] },
});
const copies = (unit: 'milliseconds' | 'seconds') => ({
  ...told(),
  objectives,
  preChecks: { replication: [{ of: 'orders', lag: metric('Lag'), unit }] },
});

describe('replication', () => {
  it('is ok while copies are behind by no more than may be lost', async () => {
    expect(await replicationCheck.look(question(copies('milliseconds')), ports({ Lag: 2000 }))).toEqual([
      { check: 'replication', of: 'orders', state: 'ok', measured: '2 s', needed: 'at most 2 s' },
    ]);
    expect(await replicationCheck.look(question(copies('seconds')), ports({ Lag: 2 }))).toMatchObject([
      { state: 'ok' },
    ]);
  });

  it('fails beyond it, in the unit of the metric', async () => {
    expect(await replicationCheck.look(question(copies('milliseconds')), ports({ Lag: 2001 }))).toMatchObject([
      { state: 'fails', says: expect.stringMatching(/^orders is 2 s behind, and the drill may lose 2 s: wait/) },
    ]);
    expect(await replicationCheck.look(question(copies('seconds')), ports({ Lag: 90 }))).toMatchObject([
      { state: 'fails', measured: '1 min 30 s' },
    ]);
  });

  it('cannot be evaluated without data, or without a metric: not known', async () => {
    expect(await replicationCheck.look(question(copies('seconds')), ports())).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('Shop Lag has no data of late') },
    ]);
    expect(await replicationCheck.look(question({ ...told(), objectives }), ports())).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('name theirs under preChecks.replication') },
    ]);
  });

  it('goes by the probe of the recovery point where that reads a metric, with nothing else named', async () => {
    const probe = { ...tells, http: undefined, cloudwatch: metric('Lag') };
    const asked = question({ ...told(probe, 'milliseconds'), objectives });
    expect(await replicationCheck.look(asked, ports({ Lag: 1500 }))).toMatchObject([{ of: 'behind', state: 'ok' }]);
    expect(await replicationCheck.look(asked, ports({ Lag: 2500 }))).toMatchObject([{ of: 'behind', state: 'fails' }]);
  });

  it('is not asked without a recovery point', async () => {
    expect(await replicationCheck.look(question(), ports())).toEqual([]);
  });
});
