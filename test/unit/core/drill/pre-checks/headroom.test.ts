import { describe, expect, it } from 'vitest';
import { headroomCheck } from '../../../../../core/drill/pre-checks/headroom.ts';
import type { Headroom } from '../../../../../core/drill/schema/pre-checks.ts';
import { instance, metric, planned, ports, question, resolving } from './question.ts';

const load = { home: metric('Home'), away: metric('Away') };
const asking = (headroom: Partial<Headroom>, over = {}) =>
  question({
    targets: {
      web: { type: 'ec2:instance', where: { region: 'eu-central-1' } },
      there: { type: 'ec2:instance', where: { region: 'eu-west-1' } },
      network: { type: 'ec2:subnet', where: { region: 'eu-central-1' } },
    },
    preChecks: { headroom: [{ service: 'payments', ...headroom }] },
    ...over,
  });
const four = resolving(...['a', 'b', 'c', 'd'].map((id) => instance(id)), instance('e', { healthy: false }));

describe('headroom', () => {
  it('is ok as long as home and away together leave the margin free, to the last of it', async () => {
    const asked = asking({ load, members: { away: 'there' }, perMember: 250 });
    const [finding] = await headroomCheck.look(asked, ports({ Home: 700, Away: 100 }, { resources: four }));
    expect(finding).toEqual({
      check: 'headroom',
      of: 'payments',
      state: 'ok',
      measured: '700 + 100 (25 each of 4) = 800 (200 each of 4)',
      needed: 'at most 800 (4 healthy members × 250, 20 % free)',
    });
    const all = asking({ load, atMost: 800, margin: 0 });
    expect(await headroomCheck.look(all, ports({ Home: 700, Away: 100 }))).toMatchObject([{ state: 'ok' }]);
  });

  it('fails above it, and says what to do', async () => {
    const asked = asking({ load, members: { away: 'there' }, perMember: 250 });
    const [finding] = await headroomCheck.look(asked, ports({ Home: 701, Away: 100 }, { resources: four }));
    expect(finding).toMatchObject({
      state: 'fails',
      says: 'payments has 801 to carry, and what takes over carries 1,000, or 800 with 20 % free: add members there, for good or by a capacity mover of the drill',
    });
  });

  it('judges utilisation by what all members do now, spread over those that take over', async () => {
    const here = ['1', '2', '3', '4', '5', '6'].map((id) => instance(id, { region: 'eu-central-1' }));
    const resources = resolving(...here, ...['a', 'b', 'c', 'd'].map((id) => instance(id)));
    const asked = asking({ utilisation: load, members: { home: 'web', away: 'there' } });
    const at = async (Home: number) => headroomCheck.look(asked, ports({ Home, Away: 20 }, { resources }));
    expect(await at(40)).toMatchObject([
      { state: 'ok', measured: '40 % of 6, 20 % of 4 → 80 %', needed: 'at most 80 % of 4' },
    ]);
    expect(await at(41)).toMatchObject([
      {
        state: 'fails',
        says: expect.stringContaining('the 4 members of payments that take over would be 81.5 % busy'),
      },
    ]);
  });

  it('asks of a zone whether the zones that stay carry it all', async () => {
    const zones = ['euc1-az1', 'euc1-az2', 'euc1-az3'];
    const resources = resolving(
      ...['1', '2', '3', '4', '5', '6'].map((id, i) => instance(id, { region: 'eu-central-1', zone: zones[i % 3]! })),
    );
    const zone = { evacuate: { zone: 'euc1-az1' }, into: undefined };
    const busy = asking({ utilisation: { home: metric('Home') }, members: { home: 'web' } }, zone);
    expect(await headroomCheck.look(busy, ports({ Home: 50 }, { resources }))).toMatchObject([
      { state: 'ok', measured: '50 % of 6 → 75 %', needed: 'at most 80 % of 4' },
    ]);
    expect(await headroomCheck.look(busy, ports({ Home: 54 }, { resources }))).toMatchObject([
      {
        state: 'fails',
        measured: '54 % of 6 → 81 %',
        says: expect.stringMatching(/add members in the zones that stay$/),
      },
    ]);
    const amounts = asking({ load: { home: metric('Home') }, members: { home: 'web' }, perMember: 100 }, zone);
    expect(await headroomCheck.look(amounts, ports({ Home: 320 }, { resources }))).toMatchObject([{ state: 'ok' }]);
    expect(await headroomCheck.look(amounts, ports({ Home: 321 }, { resources }))).toMatchObject([{ state: 'fails' }]);
  });

  it('cannot be evaluated without data of late, without members, or without anything named: not known', async () => {
    const asked = asking({ load, members: { away: 'there' }, perMember: 250 });
    expect(await headroomCheck.look(asked, ports({ Home: 1 }, { resources: four }))).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('Shop Away has no data of late') },
    ]);
    expect(await headroomCheck.look(asked, ports({ Home: 1, Away: 1 }, { resources: resolving() }))).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('target there matches nothing') },
    ]);
    expect(await headroomCheck.look(question(), ports())).toMatchObject([
      {
        state: 'unknown',
        says: expect.stringContaining(
          'name the services under preChecks.headroom, each with its members and perMember',
        ),
      },
    ]);
  });

  it('is not asked where users stay, and a world is run ahead instead where nothing is named', async () => {
    const switched = question({}, { steps: [planned({ action: 'aws:rds:failover-db-cluster' })] });
    expect(await headroomCheck.look(switched, ports())).toEqual([]);
    const stage = { ...ports().stage, platform: 'simulated' as const };
    expect(await headroomCheck.look(question(), ports({}, { stage }))).toEqual([]);
  });
});
