/** Properties that every world keeps, whatever is done to it. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CallModel, LoadBalancerModel, ServiceModel, WorldModel } from '../../simulator/model.ts';
import {
  balancer,
  call,
  client,
  database,
  exponential,
  group,
  lambda,
  type Running,
  running,
  world,
} from './small-world.ts';

const retries = fc.record({
  max: fc.integer({ min: 0, max: 3 }),
  policy: fc.constantFrom('immediate', 'fixed', 'exponential', 'full-jitter'),
  base: fc.constantFrom(10, 100),
  cap: fc.constant(400),
});
const timeout = fc.constantFrom(30, 150, 600);
const instance = fc.record({
  concurrency: fc.integer({ min: 1, max: 4 }),
  queue: fc.integer({ min: 0, max: 8 }),
  serviceTime: fc.constantFrom(5, 40).map(exponential),
});
const callTo = (to: string): fc.Arbitrary<CallModel> =>
  fc
    .record({
      share: fc.constantFrom(0.3, 1),
      timeout,
      retries,
      optional: fc.boolean(),
      operation: fc.constantFrom('read', 'write'),
    })
    .map((changes) => call(to, changes));
const balance = fc.constantFrom<LoadBalancerModel['balance']>(
  'round-robin',
  'random',
  'least-outstanding',
  'two-choices',
);

/** web → (cache → db), fn, api → db, with random sizes, limits, timeouts and policies. */
const worlds: fc.Arbitrary<WorldModel> = fc
  .record({
    web: instance,
    api: instance,
    sizes: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    webCalls: fc.tuple(callTo('inner'), callTo('cache'), callTo('fn')),
    apiCalls: fc.tuple(callTo('db')),
    clients: fc.tuple(retries, timeout, fc.constantFrom(20, 120)),
    balance,
    connectRetries: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ web, api, sizes, webCalls, apiCalls, clients, ...lb }) => {
    const healthCheck = { every: 400, timeout: 100, unhealthyAfter: 2, healthyAfter: 2 };
    const misses = { to: 'db', timeout: 50 };
    const lookup = exponential(2);
    const services: ServiceModel[] = [
      group('web', sizes[0], web, webCalls),
      group('api', sizes[1], api, apiCalls),
      { kind: 'cache', id: 'cache', tags: {}, hitShare: 0.5, concurrency: 3, lookup, misses },
      database('db', 2, { concurrency: 2, queue: 3, queryTime: exponential(8) }),
      lambda('fn', 2, 20),
    ];
    const users = client(clients[2], { arrivals: 'poisson', retries: clients[0], timeout: clients[1] });
    return world([users], services, [
      balancer('web', { ...lb, healthCheck }),
      balancer('api', { ...lb, id: 'inner', healthCheck }),
    ]);
  });

const flag = (key: string) => fc.boolean().map((value) => ({ [key]: value }));
const change = fc.oneof(
  flag('up'),
  flag('reachable'),
  flag('registered'),
  flag('writer'),
  fc.constantFrom(0, 0.3, 1).map((share) => ({ errorShare: share })),
  fc.constantFrom(0, 0.3).map((share) => ({ lossShare: share })),
  fc.constantFrom(0, 25, 300).map((ms) => ({ addedLatency: ms })),
  fc.constantFrom(0.2, 1).map((speed) => ({ speed })),
  fc.constant({ gone: true, up: false }),
);
/** What happens to which server, and how long after what happened before. */
const happenings = fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.nat({ max: 20 }), change), { maxLength: 15 });
type Happenings = readonly (readonly [number, number, object])[];

function happen(run: Running, story: Happenings, advance = (_from: number, to: number) => run.to(to)): number {
  let now = 0;
  for (const [after, which, changes] of story) {
    advance(now, now + after);
    now += after;
    const server = run.fleet.servers[which % run.fleet.servers.length]!;
    if (server.gone) continue;
    Object.assign(server, changes);
    run.traffic.changed(server.index);
  }
  advance(now, now + 500);
  return now + 500;
}

it('ends every request once, sends at least one attempt for each, and leaks nothing', () => {
  fc.assert(
    fc.property(worlds, happenings, fc.integer(), (model, story, seed) => {
      const run = running(model, seed);
      const now = happen(run, story);
      const underWay = run.traffic.census().requests;
      run.traffic.silence();
      const before = run.traffic.drain();
      const after = run.lookAll(now + 600_000);
      const total = (node: string, key: 'requests' | 'successes' | 'failures' | 'attempts') =>
        before.find((measured) => measured.node === node)![key] + after[node]![key];

      expect(after.users!.requests).toBe(underWay);
      expect(total('users', 'attempts')).toBeGreaterThanOrEqual(total('users', 'requests'));
      const most = total('users', 'requests') * (1 + model.clients[0]!.retries.max);
      expect(total('users', 'attempts')).toBeLessThanOrEqual(most);
      for (const { node } of before) {
        const ended = total(node, 'successes') + total(node, 'failures');
        if (node === 'balancer' || node === 'inner') expect(ended).toBeLessThanOrEqual(total(node, 'requests'));
        else expect(ended).toBe(total(node, 'requests'));
        // Every call that a node received has ended.
        if (node !== 'users') expect(total(node, 'requests')).toBe(total(node, 'attempts'));
      }
      expect(total('balancer', 'attempts')).toBe(total('users', 'attempts'));
      expect(run.traffic.census()).toMatchObject({ requests: 0, slots: 0, waiting: 0, jobs: 0, exchanges: 0 });
      for (const { busy, held, capacity } of Object.values(after)) {
        expect(busy).toBeLessThanOrEqual((held ?? 0) + 1e-6);
        expect(held ?? 0).toBeLessThanOrEqual(capacity + 1e-6);
      }
    }),
    { seed: 6, numRuns: 150 },
  );
});

it('gives the same results however the time is cut into advances', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(worlds, happenings, cuts, fc.integer(), (model, story, steps, seed) => {
      const whole = running(model, seed);
      const now = happen(whole, story);
      const cut = running(model, seed);
      let n = 0;
      happen(cut, story, (from, to) => {
        for (let at = from; at < to; at += steps[n++ % steps.length]!) cut.to(at);
        cut.to(to);
      });
      expect(cut.traffic.drain()).toEqual(whole.traffic.drain());
      expect(cut.lookAll(now + 2000)).toEqual(whole.lookAll(now + 2000));
      expect(cut.traffic.census()).toEqual(whole.traffic.census());
    }),
    { seed: 7, numRuns: 80 },
  );
});
