/** Who goes where when names route: shares, those who ignore times to live, those who stick, and the way between Regions. */
import { describe, expect, it } from 'vitest';
import type { ClientModel } from '../../simulator/model.ts';
import type { Answer, Routing } from '../../simulator/routing.ts';
import { destinationsOf, nextStep } from '../../simulator/traffic/closed-form/resolved.ts';
import { createRequestTraffic } from '../../simulator/traffic/requests/index.ts';
import { standingFleet } from '../../simulator/traffic/requests/standing-fleet.ts';
import { modelOf, twoRegions } from '../fixtures/two-regions.ts';

const second = 1000;
const minute = 60 * second;
const ttl = 30 * second;
const rate = 50;

const toHome: readonly Answer[] = [{ to: 'public-fra', share: 1 }];
const toAway: readonly Answer[] = [{ to: 'public-dub', share: 1 }];
const split = (share: number): readonly Answer[] => [
  { to: 'public-fra', share },
  { to: 'public-dub', share: 1 - share },
];

/** Traffic of the two Regions with a client that remembers, and names that lead where the test says. */
function traffic(client: Partial<ClientModel>, first: readonly Answer[], seed = 3) {
  const model = modelOf(twoRegions());
  const users = { ...model.clients[0]!, rate, ...client };
  const fleet = standingFleet(model);
  let routing: Routing = { answered: { users: [{ from: 0, answers: first }] }, left: {} };
  const running = createRequestTraffic({
    model: { ...model, clients: [users] },
    fleet,
    seed,
    start: 0,
    routing: () => routing,
  });
  return {
    fleet,
    running,
    lead(from: number, answers: readonly Answer[]) {
      routing = { ...routing, answered: { users: [...routing.answered.users!, { from, answers }] } };
      running.rerouted();
    },
    leave(zones: readonly string[]) {
      routing = { ...routing, left: zones.length > 0 ? { 'public-fra': zones } : {} };
      running.rerouted();
    },
    /** Requests at each until then, and how the users fared. */
    until(at: number) {
      running.advance(at);
      const found = Object.fromEntries(running.drain().map((each) => [each.node, each]));
      const [there, here] = [found['public-dub']!.attempts, found['public-fra']!.attempts];
      return { share: here / (here + there), count: here + there, users: found.users! };
    },
  };
}

/** Three standard errors of a share among `count` requests that go by `draws` answers of resolvers. */
const threeErrors = (share: number, count: number, draws: number): number =>
  3 * Math.sqrt(share * (1 - share) * (1 / count + 1 / draws));

describe('weights', () => {
  it('are met within three standard errors, seed 3', () => {
    const world = traffic({}, split(0.8));
    const { share, count } = world.until(10 * minute);
    expect(Math.abs(share - 0.8)).toBeLessThan(threeErrors(0.8, count, 1000 * ((10 * minute) / ttl)));
  });
});

describe('resolvers', () => {
  const ignoreTtl = { share: 0.1, keep: 10 * minute };

  it('give everybody the new answer after the time to live, and after `keep` where they ignore it', () => {
    const world = traffic({ ignoreTtl }, toHome);
    world.until(minute);
    world.lead(minute, toAway);
    expect(world.until(minute + ttl).share).toBeGreaterThan(0.3);
    const stale = world.until(4 * minute);
    // Of those, answers were of every age: between 30 and 180 s after the change they fall from 95 to 70 %.
    const expected = 0.1 * (1 - (ttl / 2 + 90 * second) / ignoreTtl.keep);
    expect(Math.abs(stale.share - expected)).toBeLessThan(threeErrors(expected, stale.count, 1000));
    world.until(11 * minute);
    expect(world.until(12 * minute).share).toBe(0);
  });

  it('try again where they were until they ask again', () => {
    const retries = { max: 2, policy: 'immediate', base: 0, cap: 0 } as const;
    const world = traffic({ retries }, toHome);
    for (const server of world.fleet.of('web-fra')) {
      server.reachable = false;
      world.running.changed(server.index);
    }
    world.lead(0, toAway);
    const { users, share } = world.until(5 * second);
    // A sixth of them have asked since; the others meet the same again and again.
    expect(share).toBeGreaterThan(0.7);
    expect(users.attempts / users.requests).toBeGreaterThan(2);
  });
});

describe('users who stick', () => {
  const sticky = { share: 0.2, for: 5 * minute };

  it('stay until their connections are old, whatever the name says', () => {
    const world = traffic({ sticky }, toHome);
    world.until(minute);
    world.lead(minute, toAway);
    world.until(minute + ttl);
    const held = world.until(2 * minute);
    const expected = 0.2 * (1 - 45 / 300);
    expect(Math.abs(held.share - expected)).toBeLessThan(threeErrors(expected, held.count, 1000) + 0.2 * (15 / 300));
    world.until(minute + sticky.for + ttl);
    expect(world.until(8 * minute).share).toBe(0);
  });

  it('leave at the first request that nobody answers', () => {
    const world = traffic({ sticky, timeout: second }, toHome);
    world.until(minute);
    for (const server of world.fleet.of('web-fra')) {
      server.reachable = false;
      world.running.changed(server.index);
    }
    world.lead(minute, toAway);
    // Each of 200 groups has had a request by then, nearly surely.
    world.until(4 * minute);
    expect(world.until(5 * minute).share).toBeLessThan(0.002);
  });
});

describe('the way between Regions', () => {
  it('is there in the latency of users, and of nobody else', () => {
    const near = traffic({}, toHome).until(minute).users.latency;
    const far = traffic({}, toAway).until(minute).users.latency;
    expect(far.sum / far.count - near.sum / near.count).toBeCloseTo(25, -1);
    expect(far.min).toBeGreaterThan(25);
  });

  it('a zone that a load balancer has left gets nothing, unless it has left them all', () => {
    const world = traffic({}, toHome);
    world.leave(['euc1-az1']);
    world.until(second);
    world.running.advance(minute);
    const [first, other] = world.fleet.of('web-fra');
    expect([first!.zone, other!.zone]).toEqual(['euc1-az1', 'euc1-az2']);
    first!.up = false;
    world.running.changed(first!.index);
    expect(world.until(2 * minute).users.failures).toBe(0);
    world.leave(['euc1-az1', 'euc1-az2']);
    expect(world.until(3 * minute).users.successes).toBeGreaterThan(2000);
  });
});

describe('by formula', () => {
  const client = modelOf(twoRegions()).clients[0]!;
  const moved = [
    { from: 0, answers: toHome },
    { from: minute, answers: toAway },
  ];
  const shareAway = (changes: Partial<ClientModel>, at: number, answers = true): number =>
    destinationsOf({ ...client, ...changes }, ttl, moved, at, () => answers).find(({ to }) => to === 'public-dub')
      ?.share ?? 0;

  it('answers spread evenly over the time to live, and connections as two ages do', () => {
    expect(shareAway({}, minute)).toBeCloseTo(0.05);
    expect(shareAway({}, minute + ttl / 2)).toBeCloseTo(0.55);
    expect(shareAway({}, minute + ttl)).toBe(1);
    const ignoreTtl = { share: 0.1, keep: 10 * minute };
    expect(shareAway({ ignoreTtl }, minute + 5 * minute)).toBeCloseTo(0.9 + 0.1 * 0.55);
    const sticky = { share: 0.2, for: 5 * minute };
    expect(shareAway({ sticky }, minute + ttl)).toBeGreaterThan(0.8);
    expect(shareAway({ sticky }, minute + ttl)).toBeLessThan(0.83);
    expect(shareAway({ sticky }, minute + sticky.for + ttl)).toBe(1);
    expect(shareAway({ sticky }, minute + ttl, false)).toBe(1);
  });

  it('steps end when everybody knows', () => {
    const steps: number[] = [];
    for (let at = nextStep(client, ttl, moved, minute); Number.isFinite(at); at = nextStep(client, ttl, moved, at))
      steps.push(at - minute);
    expect(steps).toEqual(Array.from({ length: 10 }, (_, n) => ((n + 1) * ttl) / 10));
  });
});
