import { describe, expect, it } from 'vitest';
import { type Known, notKnown } from '../../../../../core/conformity/known.ts';
import { headroomCheck } from '../../../../../core/drill/pre-checks/headroom.ts';
import type { Datapoint } from '../../../../../core/ports/metrics.ts';
import type { Resource } from '../../../../../core/ports/resources.ts';
import type { Arriving, Serving } from '../../../../../core/ports/standby.ts';
import { instance, metric, now, ports, question, resolving } from './question.ts';

const minute = 60_000;
const way = (name: string): Arriving => ({ requests: metric(`${name} requests`), standing: metric(`${name} hosts`) });
const asked = question({
  targets: {
    web: { type: 'ec2:instance', where: { region: 'eu-central-1' } },
    there: { type: 'ec2:instance', where: { region: 'eu-west-1' } },
    network: { type: 'ec2:subnet', where: { region: 'eu-central-1' } },
  },
  preChecks: { headroom: [{ service: 'payments', members: { home: 'web', away: 'there' }, perMember: 1000 }] },
});
const members = ['a', 'b'].flatMap((id) => [
  instance(id, { group: 'web', region: 'eu-central-1' }),
  instance(`${id}-there`, { group: 'web' }),
]);

/** What each metric tells, by its name, and of which groups; one that is not named was never published. */
function look(
  told: Readonly<Record<string, readonly Datapoint[] | Error>>,
  ways: (group: Serving) => Known<readonly Arriving[]> = ({ where }) => [way(where.region)],
  all: readonly Resource[] = members,
) {
  const groups: Serving[] = [];
  const series = async ({ metric: name }: { readonly metric: string }) => {
    const points = told[name] ?? Object.assign(new Error(`nobody publishes ${name}`), { unpublished: true });
    if (points instanceof Error) throw points;
    return points;
  };
  const found = headroomCheck.look(
    asked,
    ports(
      {},
      {
        metrics: { ...ports().metrics, series },
        resources: resolving(...all),
        standby: {
          ...ports().standby,
          arriving: async (some) => {
            groups.push(...some);
            return some.map(ways);
          },
        },
      },
    ),
  );
  return { found, groups };
}
const at = (ago: number, value: number): Datapoint => ({ at: now - ago * minute, value });

describe('headroom by what load balancers count', () => {
  it('takes the busiest minute of late of both together, of each group once', async () => {
    const { found, groups } = look({
      'eu-central-1 requests': [at(9, 1200), at(2, 900)],
      'eu-west-1 requests': [at(9, 200), at(3, 300), at(2, 100)],
    });
    expect(await found).toMatchObject([
      {
        state: 'ok',
        measured: '1,200 (600 each of 2) + 200 (100 each of 2) = 1,400 (700 each of 2)',
        needed: 'at most 1,600 (2 healthy members × 1,000, 20 % free)',
      },
    ]);
    const group = { type: 'ec2:autoscaling-group', name: 'web' };
    expect(groups).toEqual([
      { ...group, where: { account: '111122223333', region: 'eu-central-1' } },
      { ...group, where: { account: '111122223333', region: 'eu-west-1' } },
    ]);
  });

  it('counts users once who were moved of late', async () => {
    const { found } = look({
      'eu-central-1 requests': [at(9, 1200), at(2, 1190)],
      'eu-west-1 requests': [at(6, 1190), at(2, 10)],
    });
    expect(await found).toMatchObject([{ state: 'ok', measured: expect.stringMatching(/ = 1,200 /) }]);
  });

  it('adds up the ways to a group, and counts one that two groups share once', async () => {
    const two = look(
      {
        'eu-central-1 requests': [at(2, 700)],
        'other requests': [at(2, 500)],
        'eu-west-1 requests': [at(2, 1)],
      },
      ({ where }) => (where.region === 'eu-central-1' ? [way(where.region), way('other')] : [way(where.region)]),
      [...members, instance('c', { group: 'jobs', region: 'eu-central-1' })],
    );
    expect(await two.found).toMatchObject([{ measured: expect.stringMatching(/^1,200 \(400 each of 3\)/) }]);
  });

  it('takes silence for none where the load balancer tells of its targets, and for nothing elsewhere', async () => {
    const home = { 'eu-central-1 requests': [at(14, 900), at(2, 900)] };
    const hosts = { 'eu-west-1 hosts': [at(2, 2)] };
    expect(await look({ ...home, ...hosts }).found).toMatchObject([
      { measured: expect.stringContaining(' + 0 (0 each') },
    ]);
    const stopped = { ...home, ...hosts, 'eu-west-1 requests': [at(14, 300)] };
    expect(await look(stopped).found).toMatchObject([{ measured: expect.stringContaining(' + 300 (150 each') }]);
    expect(await look(home).found).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('eu-west-1 hosts') },
    ]);
    const throttled = { ...home, ...hosts, 'eu-west-1 requests': new Error('Throttling: slow down') };
    expect(await look(throttled).found).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('Throttling: slow down') },
    ]);
  });

  it('is not known where nothing stands before the members, or nobody can tell', async () => {
    expect(await look({}, () => []).found).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('no load balancer sends requests to what target web matches') },
    ]);
    expect(await look({}, () => notKnown('AccessDenied: no')).found).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('AccessDenied') },
    ]);
    const { group: _, ...alone } = members[0]!;
    expect(await look({}, undefined, [alone, members[1]!]).found).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('name the metrics under load') },
    ]);
  });
});
