/** Connection pools, held against Erlang's formulas, by requests and by formula. */
import { expect, it } from 'vitest';
import { erlangB } from '../../simulator/queueing/closed-forms.ts';
import { createClosedFormTraffic } from '../../simulator/traffic/closed-form/index.ts';
import { standingFleet } from '../../simulator/traffic/requests/standing-fleet.ts';
import { call, client, database, exponential, group, immediately, running, world } from './small-world.ts';

/** One server with slots without end, whose calls take 20 ms, 100 a second: 2 connections in use if there were enough. */
const pooled = (pool: { size: number; queue: number }) =>
  world(
    [client(100, { arrivals: 'poisson', timeout: 5000 })],
    [
      group('app', 1, { concurrency: 1000 }, [call('data', { timeout: 4000, pool })]),
      database('data', 1, { concurrency: 1000, queryTime: exponential(20) }),
    ],
  );

it.each([
  [2, 0],
  [3, 0],
])('%i connections without a line turn away what Erlang B says', (size, queue) => {
  const model = pooled({ size, queue });
  const expected = erlangB(size, 2);
  const shares = [1, 2, 3, 4].map((seed) => {
    const { failures, requests } = running(model, seed).look('users', 100_000);
    return failures / requests;
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  // Four runs of 10,000: a standard error of about 0.3 %.
  expect(Math.abs(mean - expected)).toBeLessThan(0.01);
  const traffic = createClosedFormTraffic({ model, fleet: standingFleet(model), seed: 1, start: 0 });
  traffic.advance(100_000);
  const formula = traffic.drain().find(({ node }) => node === 'users')!;
  expect(Math.abs(formula.failures / formula.requests - expected)).toBeLessThan(0.04);
});

it('a line holds back what it can, and nobody waits longer than the call has time', () => {
  const waits = running(pooled({ size: 3, queue: 50 }), 1).look('users', 60_000);
  expect(waits.failures).toBe(0);
  const model = pooled({ size: 1, queue: 1000 });
  const impatient = {
    ...model,
    services: model.services.map((one) =>
      one.kind === 'auto-scaling-group' ? { ...one, calls: one.calls.map((each) => ({ ...each, timeout: 100 })) } : one,
    ),
  };
  const late = running(impatient, 1).look('users', 60_000);
  // Half of the offered 2 is served at most.
  expect(late.failures / late.requests).toBeGreaterThan(0.45);
  expect(late.latency.max).toBeLessThan(150);
});

it('connections are given back by whoever dies with them', () => {
  const run = running(pooled({ size: 2, queue: 5 }), 1);
  run.to(10_000);
  run.change('app', { up: false });
  run.to(12_000);
  run.change('app', { up: true });
  run.look('users', 25_000);
  const { failures, requests } = run.look('users', 60_000);
  expect(failures / requests).toBeLessThan(0.25);
});

it('nobody in a dead server’s line is sent on its way, whoever of them came first', () => {
  const model = pooled({ size: 2, queue: 1000 });
  const retrying = {
    ...model,
    services: model.services.map((one) =>
      one.kind === 'auto-scaling-group'
        ? { ...one, calls: one.calls.map((each) => ({ ...each, timeout: 50, retries: immediately(20) })) }
        : one,
    ),
  };
  for (const seed of [1, 2, 3, 4]) {
    const run = running(retrying, seed);
    // More than two connections carry: those who retry stand in line behind those who came later.
    run.lookAll(5000);
    run.change('app', { up: false });
    expect(run.look('data').attempts).toBe(0);
  }
});
