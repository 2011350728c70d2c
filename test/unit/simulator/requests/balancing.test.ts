import { expect, it } from 'vitest';
import type { LoadBalancerModel } from '../../../../simulator/model.ts';
import { balancer, client, group, meanLatency, running, world } from '../../../simulation/small-world.ts';

/** Checks that come too seldom to eject anything. */
const healthCheck = { every: 1e9, timeout: 2000, unhealthyAfter: 2, healthyAfter: 2 };

const spread = (balance: LoadBalancerModel['balance'], slow = 1) => {
  const web = group('web', 4);
  const run = running(
    world([client(200, { arrivals: 'poisson' })], [web], [balancer('web', { balance, healthCheck })]),
    11,
  );
  run.change('web', { speed: slow }, 0);
  run.to(50_000);
  return run;
};

it('takes turns in round-robin', () => {
  const run = running(world([client(1)], [group('web', 3, { concurrency: 1 })], [balancer('web')]));
  const busy: number[] = [];
  run.change('web', { speed: 0.1 }, 1);
  for (let second = 1; second <= 6; second++) busy.push(Math.round(run.look('users', second * 1000 + 500).latency.sum));
  // One in three goes to the slow one.
  expect(busy.filter((ms) => ms === 100)).toHaveLength(2);
  expect(busy.filter((ms) => ms === 10)).toHaveLength(4);
  expect(busy.indexOf(100) + 3).toBe(busy.lastIndexOf(100));
});

it('keeps away from a slow target with least-outstanding and two choices, not with random', () => {
  const served = (balance: LoadBalancerModel['balance']) => meanLatency(spread(balance, 0.05).look('users'));
  const random = served('random');
  expect(served('least-outstanding')).toBeLessThan(random / 2);
  expect(served('two-choices')).toBeLessThan(random / 2);
});

it.each(['round-robin', 'random', 'least-outstanding', 'two-choices'] as const)(
  'spreads requests over equals evenly: %s',
  (balance) => {
    const run = spread(balance);
    run.lookAll();
    // A quarter of the requests is slow with one target in four, whichever it is.
    run.change('web', { addedLatency: 1 }, 2);
    const { requests, latency } = run.look('users', 150_000);
    const share = (latency.sum - 10 * requests) / requests;
    expect(requests).toBeGreaterThan(19_000);
    expect(Math.abs(share - 0.25)).toBeLessThan(0.02);
  },
);

it('answers 503 at once without any registered target', () => {
  const run = running(world([client(10)], [group('web', 2)]));
  run.change('web', { registered: false });
  const users = run.look('users', 5050);
  expect(users.failures).toBe(50);
  expect(users.latency.max).toBe(0);
  expect(run.look('balancer').failures).toBe(0);
});

it('tries another target after a connection that is not answered', () => {
  const models = [balancer('web', { connectRetries: 1, connectTimeout: 100 })];
  const run = running(world([client(10)], [group('web', 2)], models));
  run.change('web', { up: false }, 0);
  const { users, balancer: lb, web } = run.lookAll(4950);
  expect(users!.successes).toBe(users!.requests);
  expect(lb!.failures).toBe(0);
  // Before the target is ejected, half of the requests lost the connect timeout.
  expect(users!.latency.max).toBeCloseTo(110, 6);
  expect(users!.latency.min).toBeCloseTo(10, 6);
  expect(web!.attempts).toBe(web!.requests);
});

it('fails with an error when no target is left to try', () => {
  const run = running(world([client(10)], [group('web', 2)], [balancer('web', { connectRetries: 3 })]));
  run.change('web', { reachable: false });
  const { users, balancer: lb } = run.lookAll(4950);
  expect(users!.successes).toBe(0);
  expect(users!.latency.max).toBeCloseTo(200, 6);
  expect(lb!.failures).toBe(users!.failures);
});
