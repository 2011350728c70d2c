/** Names that fail over, held against closed forms: Route 53's checks, times to live, those who ignore them, those who stick. */
import { describe, expect, it } from 'vitest';
import type { World } from '../../core/world/schema.ts';
import type { SimulatedCloud } from '../../simulator/cloud.ts';
import { createCloud } from '../../simulator/create-cloud.ts';
import { home, modelOf, twoRegions } from '../fixtures/two-regions.ts';

const second = 1000;
const timeout = 1 * second;
/** Metrics are of whole seconds. */
const grain = 1 * second;

const runTo = (cloud: SimulatedCloud, at: number) => {
  while (cloud.now < at) cloud.advance(at);
};

/** Every subnet of the Region is cut off, now. */
function lose(cloud: SimulatedCloud, region: string): void {
  const subnets = cloud.resources().filter((one) => one.type === 'ec2:subnet' && one.region === region);
  cloud.startExperiment({
    clientToken: region,
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
}

/** By second since `from`. */
function points(cloud: SimulatedCloud, metric: string, from: number): readonly { after: number; value: number }[] {
  const stat = metric === 'Success' || metric === 'Latency' ? 'Average' : 'Sum';
  return cloud
    .series({ namespace: 'Pay', metric, dimensions: {}, stat, period: second, from, to: cloud.now })
    .map(({ at, value }) => ({ after: at - from, value }));
}

/** From the loss to the end of the last second in which a user's request failed. */
function recovery(world: World, seed: number, traffic: 'requests' | 'closed-form', until: number): number {
  const cloud = createCloud({ model: modelOf(world), seed, traffic });
  const lostAt = cloud.now;
  lose(cloud, home);
  runTo(cloud, lostAt + until);
  const failed = points(cloud, 'Success', lostAt).filter(({ value }) => value < 100);
  return failed.at(-1)!.after + second;
}

const rate = 10;
const [users] = twoRegions().clients;
const [name] = twoRegions().dns;
const [metric] = twoRegions().metrics;

/** Interval, threshold and time to live differ from seed to seed. */
function settingOf(seed: number) {
  const interval = [10, 30][seed % 2]! * second;
  const threshold = 1 + (seed % 4);
  const ttl = [5, 20, 60][seed % 3]! * second;
  const checks = { every: `PT${interval / second}S`, unhealthyAfter: threshold };
  const world = twoRegions({
    clients: [{ ...users!, rate }],
    dns: [{ ...name!, ttl: `PT${ttl / second}S` }],
    healthChecks: [
      { id: 'fra', of: 'public-fra', ...checks },
      { id: 'dub', of: 'public-dub', ...checks },
    ],
    metrics: [metric!],
  });
  const earliest = (threshold - 1) * interval;
  return { world, earliest, latest: threshold * interval + ttl };
}

describe('recovery by failover records', () => {
  it.each([
    ['requests', 50],
    ['closed-form', 12],
  ] as const)('falls within (n − 1)·i and n·i + T, %s, over %i seeds', (traffic, seeds) => {
    const times = Array.from({ length: seeds }, (_, seed) => {
      const { world, earliest, latest } = settingOf(seed);
      const time = recovery(world, seed, traffic, latest + 5 * second);
      return { seed, time, earliest, latest, within: (time - earliest) / (latest - earliest) };
    });
    const late = timeout + grain;
    expect(times.filter(({ time, earliest, latest }) => time < earliest - grain || time > latest + late)).toEqual([]);
    // Seven of eight checkers must have found it out, and of a thousand resolvers some have just asked.
    const mean = times.reduce((sum, { within }) => sum + within, 0) / seeds;
    expect(mean).toBeGreaterThan(0.7);
  });
});
