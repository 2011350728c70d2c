import { describe, expect, it } from 'vitest';
import { followed } from '../../../../simulator/control-plane/audiences.ts';
import type { AudienceRecord } from '../../../../simulator/control-plane/state.ts';
import { createCloud } from '../../../../simulator/create-cloud.ts';
import { home, modelOf, twoRegions } from '../../../fixtures/two-regions.ts';

const second = 1000;
const minute = 60 * second;
const window = 10 * second;
const cache = { audience: { lookups: 100 }, refill: 5 * minute };
/** Windows of so many lookups a second. */
const later = (record: AudienceRecord | undefined, rate: number, windows: number): AudienceRecord => {
  let now = record;
  for (let n = 0; n < windows; n++) now = followed(now, cache, (rate * window) / second, window);
  return now!;
};

describe('the data of those whom a cache serves', () => {
  it('is all there at first, and as long as they stay', () => {
    expect(later(undefined, 20, 100)).toEqual({ served: 0.2, covered: 0.2, warmth: 1 });
  });

  it('is a fifth of what everybody asks for when everybody comes, and the rest with e^(−t / refill)', () => {
    const before = later(undefined, 20, 1);
    expect(later(before, 100, 1)).toMatchObject({ served: 1, warmth: 0.2 });
    for (const minutes of [1, 5, 15]) {
      const { covered } = later(before, 100, minutes * 6);
      expect(covered).toBeCloseTo(1 - 0.8 * Math.exp(-minutes / 5), 6);
    }
    expect(later(before, 100, 90).warmth).toBe(1);
  });

  it('goes with those who leave, and no sooner', () => {
    const full = later(undefined, 100, 1);
    expect(later(later(full, 20, 6), 100, 1).warmth).toBeGreaterThanOrEqual(0.8);
    expect(later(later(full, 20, 200), 100, 1).warmth).toBe(0.2);
  });

  it('is none where nobody was served', () => {
    expect(later(later(undefined, 0, 3), 100, 1)).toMatchObject({ covered: expect.closeTo(0.033, 2), warmth: 0 });
  });

  it('chance in the counts of a window makes no cache cold', () => {
    let now = later(undefined, 20, 1);
    for (let n = 0; n < 200; n++) {
      now = followed(now, cache, 200 + Math.round(30 * Math.sin(n)), window);
      expect(now.warmth).toBe(1);
    }
  });
});

it('the cache of a Region that takes over is cold, and gets warm', () => {
  const world = twoRegions();
  const users = { ...world.clients[0]!, rate: 30 };
  const name = world.dns[0]!;
  const store = (id: string, region: string) =>
    ({ kind: 'lambda', id, region, concurrency: 500, serviceTime: { exactly: 'PT0.02S' } }) as const;
  const held = (id: string, region: string, to: string) =>
    ({
      ...{ kind: 'cache' as const, id, region, hitShare: 0.9, concurrency: 500, lookup: { exactly: 'PT0.001S' } },
      ...{ refill: 'PT1M', audience: { lookups: 30 }, misses: { to, timeout: 'PT0.5S' } },
    }) as const;
  const calls = (to: string) => ({ calls: [{ to, timeout: 'PT0.5S' }] });
  const model = modelOf({
    ...world,
    clients: [users],
    dns: [
      {
        ...name,
        ttl: 'PT10S',
        routing: 'weighted',
        records: [
          { id: 'frankfurt', to: 'public-fra', weight: 80, healthCheck: 'fra' },
          { id: 'dublin', to: 'public-dub', weight: 20, healthCheck: 'dub' },
        ],
      },
    ],
    services: [
      { ...world.services[0]!, ...calls('cache-fra') } as (typeof world.services)[0],
      { ...world.services[1]!, ...calls('cache-dub') } as (typeof world.services)[0],
      held('cache-fra', home, 'store-fra'),
      held('cache-dub', 'eu-west-1', 'store-dub'),
      store('store-fra', home),
      store('store-dub', 'eu-west-1'),
    ],
    metrics: [{ namespace: 'Pay', metric: 'Hits', of: 'cache-dub', measure: 'hit-percent', period: 'PT1M' }],
  });
  const cloud = createCloud({ model, seed: 4 });
  const from = cloud.now;
  const subnets = cloud.resources().filter(({ type, region }) => type === 'ec2:subnet' && region === home);
  cloud.startExperiment({
    clientToken: 'loss',
    tags: {},
    stopAlarms: [],
    actions: [
      {
        name: 'loss',
        actionId: 'aws:network:disrupt-connectivity',
        parameters: { duration: 'PT1H', scope: 'all' },
        targets: { Subnets: subnets.map(({ id }) => id) },
      },
    ],
  });
  const until = from + 5 * minute;
  while (cloud.now < until) cloud.advance(until);
  const query = { namespace: 'Pay', metric: 'Hits', dimensions: {}, stat: 'Average', period: minute };
  const hits = cloud.series({ ...query, from: from - minute, to: cloud.now }).map(({ value }) => value);
  // Within a minute all have moved; a refill of a minute later 63 % of what was missing is back.
  expect(hits[0]).toBeGreaterThan(85);
  expect(Math.min(hits[1]!, hits[2]!)).toBeLessThan(60);
  expect(hits[3]).toBeGreaterThan(70);
  expect(hits.at(-1)).toBeGreaterThan(85);
});
