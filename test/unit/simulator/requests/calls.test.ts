import { expect, it } from 'vitest';
import { stream } from '../../../../simulator/engine/random.ts';
import { backoff } from '../../../../simulator/traffic/requests/calls.ts';
import { call, client, exactly, group, immediately, running, world } from '../../../simulation/small-world.ts';

const policy = (name: 'immediate' | 'fixed' | 'exponential' | 'full-jitter') =>
  [1, 2, 3, 4, 5].map((made) => backoff({ max: 5, policy: name, base: 100, cap: 500 }, made, stream(1, 'x')));

it('backs off as each policy says', () => {
  expect(policy('immediate')).toEqual([0, 0, 0, 0, 0]);
  expect(policy('fixed')).toEqual([100, 100, 100, 100, 100]);
  expect(policy('exponential')).toEqual([100, 200, 400, 500, 500]);
});

it('spreads full jitter from nothing to the exponential ceiling', () => {
  const random = stream(1, 'x');
  const draws = Array.from({ length: 5000 }, () =>
    backoff({ max: 5, policy: 'full-jitter', base: 100, cap: 500 }, 2, random),
  );
  expect(Math.max(...draws)).toBeLessThan(200);
  expect(Math.max(...draws)).toBeGreaterThan(199);
  expect(Math.min(...draws)).toBeLessThan(1);
  expect(draws.reduce((sum, x) => sum + x, 0) / draws.length).toBeCloseTo(100, -1);
});

it.each([0, 1, 3])('sends 1 + %i attempts when everything fails', (max) => {
  const run = running(world([client(50, { retries: immediately(max) })], [group('web', 2)]));
  run.change('web', { errorShare: 1 });
  const { users, balancer } = run.lookAll(20_010);
  expect(users).toMatchObject({ requests: 1000, successes: 0, attempts: 1000 * (1 + max) });
  expect(balancer).toMatchObject({ attempts: 1000 * (1 + max), failures: 1000 * (1 + max) });
});

it('counts the whole time from the first attempt to the last failure, backoff and timeouts included', () => {
  const retries = { max: 2, policy: 'fixed', base: 250, cap: 250 } as const;
  const run = running(
    world([client(1, { timeout: 400, retries })], [group('web', 1, { serviceTime: exactly(10_000) })]),
  );
  run.to(1500);
  run.traffic.silence();
  expect(run.look('users', 30_000).latency).toMatchObject({ count: 1, min: 3 * 400 + 2 * 250 });
});

it('makes its calls in order, one after the other, and a share of them only', () => {
  const calls = [call('a'), call('b', { share: 0.25 }), call('c')];
  const services = [
    group('web', 1, { concurrency: 500 }, calls),
    ...['a', 'b', 'c'].map((id) => group(id, 1, { serviceTime: exactly(30) })),
  ];
  const { users, a, b, c } = running(world([client(100)], services), 3).lookAll(100_000);
  expect(users!.failures).toBe(0);
  expect(users!.latency.min).toBeCloseTo(70, 6);
  expect(users!.latency.max).toBeCloseTo(100, 6);
  expect(b!.requests / a!.requests).toBeCloseTo(0.25, 1);
  expect(Math.abs(a!.requests - c!.requests)).toBeLessThan(20);
});

it('leaves the later calls out when one has failed', () => {
  const services = [group('web', 1, {}, [call('a'), call('b')]), group('a', 1), group('b', 1)];
  const run = running(world([client(20)], services));
  run.change('a', { errorShare: 1 });
  expect(run.lookAll(10_000)).toMatchObject({ users: { successes: 0 }, b: { attempts: 0 } });
});

it('hears nothing, and says nothing, once it is cut off from the network', () => {
  const services = [
    group('web', 1, { concurrency: 50 }, [call('a', { timeout: 200 })]),
    group('a', 1, { serviceTime: exactly(100) }),
  ];
  const run = running(world([client(20, { timeout: 700 })], services));
  run.to(5000);
  run.lookAll();
  run.change('web', { reachable: false });
  const { users, a } = run.lookAll(10_000);
  expect(users!.successes).toBe(0);
  // What was sent before arrives; nothing follows.
  expect(a!.attempts).toBeLessThanOrEqual(1);
  run.change('web', { reachable: true });
  run.to(12_000);
  run.lookAll();
  expect(run.look('users', 20_000).failures).toBe(0);
});

it('makes the same calls again when the whole request is retried: an order stays an order', () => {
  const services = [
    group('web', 1, { concurrency: 500 }, [call('orders', { share: 0.25 })]),
    group('orders', 1, { serviceTime: exactly(5) }),
  ];
  const run = running(world([client(100, { retries: immediately(2) })], services), 3);
  run.change('orders', { errorShare: 1 });
  const { users, orders } = run.lookAll(40_000);
  expect(users!.failures / users!.requests).toBeCloseTo(0.25, 1);
  expect(orders!.attempts).toBe(3 * users!.failures);
});
