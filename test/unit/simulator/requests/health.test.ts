import { expect, it } from 'vitest';
import { balancer, client, group, running, world } from '../../../simulation/small-world.ts';

const check = { every: 1000, timeout: 500, unhealthyAfter: 3, healthyAfter: 2 };
const checked = () => running(world([client(10)], [group('web', 3)], [balancer('web', { healthCheck: check })]), 5);
/** When the answer of `healthy` changes, to the millisecond. */
const flip = (run: ReturnType<typeof checked>, from: number, server: number): number => {
  const was = run.traffic.healthy('balancer', server);
  for (let at = from; at < from + 60_000; at++) {
    run.to(at);
    if (run.traffic.healthy('balancer', server) !== was) return at;
  }
  throw new Error('health never changed');
};

it('ejects a dead target after the threshold, and takes it back after its own', () => {
  const run = checked();
  run.to(10_000);
  run.change('web', { up: false }, 1);
  const ejected = flip(run, 10_000, 1);
  // Three checks in a row: at most an interval to the first, two more to the third, and its timeout.
  expect(ejected - 10_000).toBeGreaterThan(2 * 1000);
  expect(ejected - 10_000).toBeLessThanOrEqual(3 * 1000 + 500);
  expect([0, 1, 2].map((server) => run.traffic.healthy('balancer', server))).toEqual([true, false, true]);
  run.lookAll();
  expect(run.look('users', ejected + 5000).failures).toBe(0);

  run.change('web', { up: true }, 1);
  const back = flip(run, ejected + 5000, 1);
  expect(back - ejected - 5000).toBeGreaterThan(1000);
  expect(back - ejected - 5000).toBeLessThanOrEqual(2000 + 500);
});

it.each([
  ['unreachable', { reachable: false }],
  ['slower than the timeout of the check', { addedLatency: 600 }],
  ['answering errors', { errorShare: 1 }],
])('ejects a target that is %s', (_, changes) => {
  const run = checked();
  run.change('web', changes, 2);
  run.to(10_000);
  expect([0, 1, 2].map((server) => run.traffic.healthy('balancer', server))).toEqual([true, true, false]);
});

it('sends nothing to a new target before its checks have passed', () => {
  const run = checked();
  run.to(10_000);
  const born = run.fleet.add('web', { errorShare: 0 });
  run.traffic.changed(born.index);
  expect(run.traffic.healthy('balancer', born.index)).toBe(false);
  const passed = flip(run, 10_000, born.index);
  expect(passed - 10_000).toBeGreaterThan(1000);
  expect(passed - 10_000).toBeLessThanOrEqual(2000);
});

it('fails open to all that are registered when none passes', () => {
  const run = checked();
  run.change('web', { addedLatency: 600 });
  run.to(10_000);
  expect([0, 1, 2].some((server) => run.traffic.healthy('balancer', server))).toBe(false);
  run.lookAll();
  expect(run.look('users', 20_000).successes).toBeGreaterThan(90);
});

it('forgets a target that is deregistered, and begins anew when it comes back', () => {
  const run = checked();
  run.to(3000);
  run.change('web', { registered: false }, 0);
  expect(run.traffic.healthy('balancer', 0)).toBe(false);
  run.change('web', { registered: true }, 0);
  expect(run.traffic.healthy('balancer', 0)).toBe(false);
  expect(flip(run, 3000, 0)).toBeLessThanOrEqual(5000);
});

it('fails the checks of a target whose queue is full or longer than the timeout, and passes a short queue', () => {
  const healthyUnder = (rate: number, queue: number) => {
    const web = group('web', 1, { concurrency: 1, queue, serviceTime: { kind: 'exactly', value: 100 } });
    const model = world([client(rate, { timeout: 60_000 })], [web], [balancer('web', { healthCheck: check })]);
    const run = running(model);
    run.to(30_000);
    return run.traffic.healthy('balancer', 0);
  };
  expect(healthyUnder(9, 50)).toBe(true);
  expect(healthyUnder(20, 1)).toBe(false); // full: refused
  expect(healthyUnder(20, 50)).toBe(false); // five seconds of waiting against half a second
  expect(healthyUnder(20, 4)).toBe(false);
});

it('does not know a load balancer that the world does not have', () => {
  expect(() => checked().traffic.healthy('nobody', 0)).toThrow(RangeError);
});
