import { describe, expect, it } from 'vitest';
import { scaled } from '../../../../simulator/control-plane/scaling.ts';
import { createCloud } from '../../../../simulator/create-cloud.ts';
import { home, modelOf, twoRegions } from '../../../fixtures/two-regions.ts';

const minute = 60_000;
const tracking = { measure: 'in-use-percent', target: 50 } as const;
const none = { desired: 4, used: 0, slots: 0, busier: 0, idler: 0 };

/** Desired capacity after each of so many minutes at a load, in percent. */
function following(minutes: number, percent: number, { members = 4, max = 20 } = {}): readonly number[] {
  let now = none;
  return Array.from({ length: minutes }, (_, n) => {
    const node = { busy: 0, held: percent, capacity: 100 };
    now = scaled(now, tracking, { min: 2, max, members, now: (n + 1) * minute, node });
    return now.desired;
  });
}

describe('target tracking', () => {
  it('grows after three busy minutes, in proportion and up to the maximum', () => {
    expect(following(3, 90)).toEqual([4, 4, 8]);
    expect(following(3, 90, { max: 6 })).toEqual([4, 4, 6]);
    expect(following(10, 50).at(-1)).toBe(4);
  });

  it('shrinks after fifteen idle ones, down to the minimum', () => {
    expect(following(15, 30).slice(13)).toEqual([4, 3]);
    expect(following(15, 1).at(-1)).toBe(2);
    expect(following(30, 46).at(-1)).toBe(4);
  });

  it('leaves a minute that is not over alone, and goes by its mean', () => {
    const half = { min: 2, max: 20, members: 4 };
    const first = scaled(none, tracking, { ...half, now: 30_000, node: { busy: 0, held: 90, capacity: 100 } });
    expect(first).toMatchObject({ busier: 0, used: 90 });
    expect(scaled(first, tracking, { ...half, now: minute, node: { busy: 0, held: 0, capacity: 100 } })).toMatchObject({
      busier: 0,
    });
  });
});

it('a standby that is too small is overloaded until what it launches is warm', () => {
  const world = twoRegions();
  const [fra, dub] = world.services;
  const small = {
    ...dub!,
    capacity: { desired: 1, min: 1, max: 6 },
    instance: { concurrency: 2, queue: 10, serviceTime: { exactly: 'PT0.2S' } },
    scaling: tracking,
    replacement: { detection: 'PT60S', launch: 'PT30S', warmUp: 'PT20S' },
  } as typeof dub & object;
  const model = modelOf({
    ...world,
    dns: [{ ...world.dns[0]!, ttl: 'PT5S' }],
    services: [fra!, small],
    metrics: [
      { namespace: 'Pay', metric: 'Success', of: 'users', measure: 'success-percent' },
      { namespace: 'Pay', metric: 'Members', of: 'web-dub', measure: 'in-service' },
    ],
  });
  const cloud = createCloud({ model, seed: 2 });
  const from = cloud.now;
  const subnets = cloud.resources().filter(({ type, region }) => type === 'ec2:subnet' && region === home);
  const action = {
    name: 'loss',
    actionId: 'aws:network:disrupt-connectivity',
    parameters: { duration: 'PT1H', scope: 'all' },
    targets: { Subnets: subnets.map(({ id }) => id) },
  };
  cloud.startExperiment({ clientToken: 'loss', tags: {}, stopAlarms: [], actions: [action] });
  while (cloud.now < from + 8 * minute) cloud.advance(from + 8 * minute);
  const series = (metric: string) =>
    cloud
      .series({ namespace: 'Pay', metric, dimensions: {}, stat: 'Average', period: minute, from, to: cloud.now })
      .map(({ value }) => value);
  const [success, members] = [series('Success'), series('Members')];
  // One member serves ten a second of twenty.
  expect(success[2]).toBeLessThan(70);
  expect(members.slice(0, 3)).toEqual([1, 1, 1]);
  expect(Math.max(...members)).toBeGreaterThan(2);
  expect(success.at(-1)).toBeGreaterThan(99);
});
