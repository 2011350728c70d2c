import { expect, it } from 'vitest';
import {
  balancer,
  call,
  client,
  database,
  exactly,
  group,
  immediately,
  lambda,
  meanLatency,
  running,
  world,
} from '../../../simulation/small-world.ts';

it('refuses at once what neither a slot nor the queue can hold', () => {
  // Ten arrive within 9 ms: one is served, two wait, seven are refused.
  const web = group('web', 1, { concurrency: 1, queue: 2, serviceTime: exactly(100) });
  const run = running(world([client(1000, { timeout: 5000 })], [web]));
  run.to(10);
  run.traffic.silence();
  const { users, web: service } = run.lookAll(1000);
  expect(users).toMatchObject({ requests: 10, successes: 3, failures: 7 });
  expect(service).toMatchObject({ attempts: 10, requests: 10, successes: 3, failures: 7 });
  expect(users!.latency.min).toBe(0);
  // 100, 200 and 300 ms after the first arrival.
  expect(users!.latency.max).toBeCloseTo(298, 6);
});

it('serves first come first served, and says how busy it was', () => {
  const web = group('web', 1, { concurrency: 2, queue: 10, serviceTime: exactly(400) });
  const run = running(world([client(1000, { timeout: 5000 })], [web]));
  run.to(4);
  run.traffic.silence();
  const measured = run.look('web', 1000);
  expect(measured).toMatchObject({ successes: 4, capacity: 2000 });
  expect(measured.busy).toBeCloseTo(1600, 6);
  expect(measured.queue).toBeCloseTo((398 + 398) / 1000, 6);
});

it('loses what a killed server holds, without an answer', () => {
  const web = group('web', 1, { concurrency: 1, queue: 10, serviceTime: exactly(300) });
  const run = running(world([client(100, { timeout: 1000 })], [web]));
  run.to(50);
  run.traffic.silence();
  run.change('web', { up: false });
  run.change('web', { up: true });
  expect(run.traffic.census()).toMatchObject({ requests: 5, slots: 0, waiting: 0 });
  const { users, web: service } = run.lookAll(5000);
  expect(users).toMatchObject({ requests: 5, successes: 0, failures: 5 });
  expect(users!.latency.min).toBeCloseTo(1000, 6);
  expect(service).toMatchObject({ failures: 5 });
  expect(run.traffic.census()).toMatchObject({ requests: 0, jobs: 0, exchanges: 0 });
});

it('works on for a caller that has gone', () => {
  const web = group('web', 1, { concurrency: 1, queue: 100, serviceTime: exactly(300) });
  const run = running(world([client(1000, { timeout: 100 })], [web]));
  run.to(10);
  run.traffic.silence();
  const { users, web: service, balancer: lb } = run.lookAll(10_000);
  expect(users).toMatchObject({ successes: 0, failures: 10 });
  expect(service).toMatchObject({ successes: 10 });
  expect(service!.busy).toBeCloseTo(3000, 6);
  // Neither a success nor a 5xx: the caller hung up.
  expect(lb).toMatchObject({ requests: 10, successes: 0, failures: 0 });
});

it('holds its slot while it waits for what it calls, so that a slow dependency exhausts it', () => {
  const web = group('web', 1, { concurrency: 4, queue: 4 }, [call('db', { timeout: 900 })]);
  const run = running(world([client(20, { timeout: 5000 })], [web, database('db', 1)], [balancer('web')]));
  expect(run.look('users', 10_000).failures).toBe(0);
  run.change('db', { addedLatency: 800 });
  const { users, web: service } = run.lookAll(20_000);
  // Four slots at 810 ms each serve 4.9 requests a second of 20.
  expect(users!.successes).toBeGreaterThan(40);
  expect(users!.successes).toBeLessThan(60);
  expect(service!.held! / service!.capacity).toBeGreaterThan(0.95);
  expect(service!.busy / service!.capacity).toBeLessThan(0.05);
});

it('honours speed, added latency and lost packets', () => {
  const run = running(world([client(100, { timeout: 60_000 })], [group('web', 1, { concurrency: 1000 })]));
  const latency = (changes: object, until: number) => {
    run.change('web', changes);
    run.to(until - 5000);
    run.lookAll();
    return meanLatency(run.look('users', until));
  };
  expect(latency({}, 10_000)).toBeCloseTo(10, 6);
  expect(latency({ speed: 0.25 }, 20_000)).toBeCloseTo(40, 6);
  expect(latency({ speed: 1, addedLatency: 70 }, 30_000)).toBeCloseTo(80, 6);
  run.change('web', { addedLatency: 0, lossShare: 0.5 });
  run.to(40_000);
  run.lookAll();
  const lossy = run.look('users', 240_000);
  // Lost k times with probability 2⁻ᵏ⁻¹: 200, 600, 1400 ms; four times (1 in 16) it fails after 3000.
  expect(lossy.failures / lossy.requests).toBeCloseTo(1 / 16, 1);
  expect(meanLatency(lossy) / (10 + 200 / 4 + 600 / 8 + 1400 / 16 + 3000 / 16)).toBeCloseTo(1, 1);
});

it('answers a share of requests with an error', () => {
  const run = running(world([client(500)], [group('web', 1)], [balancer('web')]));
  run.change('web', { errorShare: 0.2 });
  const { users, balancer: lb } = run.lookAll(60_000);
  expect(users!.failures / users!.requests).toBeCloseTo(0.2, 1);
  expect(lb!.failures).toBe(users!.failures);
});

it('sends writes to the writer only, reads to readers, and says so at once when there is no writer', () => {
  const users = client(50, { operation: 'write' });
  const model = world([users, client(50, { id: 'readers' })], [database('db', 2)], []);
  const run = running(model);
  expect(run.lookAll(1010)).toMatchObject({ users: { failures: 0 }, readers: { failures: 0 } });
  run.change('db', { errorShare: 1 }, 1);
  expect(run.lookAll(2010)).toMatchObject({ users: { failures: 0 }, readers: { successes: 0 } });
  run.change('db', { errorShare: 0, up: false }, 1);
  expect(run.lookAll(3010)).toMatchObject({ users: { failures: 0 }, readers: { failures: 0 } });
  run.change('db', { up: true }, 1);
  run.change('db', { writer: false }, 0);
  const orphaned = run.lookAll(4010);
  expect(orphaned).toMatchObject({ users: { successes: 0 }, readers: { failures: 0 } });
  expect(orphaned.users!.latency.max).toBe(0);
});

it('looks into the cache first, and goes behind it for misses and writes', () => {
  const cache = {
    kind: 'cache' as const,
    id: 'cache',
    tags: {},
    hitShare: 0.8,
    concurrency: 50,
    lookup: exactly(1),
    misses: { to: 'db', timeout: 300 },
  };
  const model = world([client(500)], [cache, database('db', 1)], []);
  const reading = running(model);
  reading.to(20_000);
  reading.traffic.silence();
  const reads = reading.lookAll(21_000);
  expect(reads.cache!.hits / reads.users!.requests).toBeCloseTo(0.8, 1);
  expect(reads.cache!.hits + reads.cache!.misses).toBe(10_000);
  expect(reads.db!.requests).toBe(reads.cache!.misses);
  expect(reads.users!.latency.min).toBeCloseTo(1, 6);
  expect(reads.users!.latency.max).toBeCloseTo(6, 6);
  const writes = running({ ...model, clients: [client(10, { operation: 'write' })] }).lookAll(10_050);
  expect(writes).toMatchObject({ db: { requests: 100 }, cache: { hits: 0, misses: 0 } });
});

it('throttles a function beyond its concurrency, and starts it slowly under added latency', () => {
  const run = running(world([client(1000, { timeout: 5000 })], [lambda('fn', 3, 100)], []));
  run.to(10);
  run.traffic.silence();
  expect(run.lookAll(1000).fn).toMatchObject({ successes: 3, failures: 7 });
  const slow = running(world([client(10)], [lambda('fn', 3, 100)], []));
  slow.change('fn', { addedLatency: 150 });
  const { fn, users } = slow.lookAll(10_000);
  expect(meanLatency(users!)).toBeCloseTo(250, 6);
  expect(Math.abs(fn!.busy / 250 - fn!.requests)).toBeLessThan(2);
});

it('answers by the fallback when an optional call fails', () => {
  const web = group('web', 1, {}, [call('fn', { optional: true, timeout: 50, retries: immediately(1) })]);
  const run = running(world([client(10)], [web, lambda('fn', 5, 20)], [balancer('web')]));
  run.change('fn', { errorShare: 1 });
  const { users, web: service, fn } = run.lookAll(10_050);
  expect(users!.failures).toBe(0);
  expect(service!.fallbacks).toBe(users!.requests);
  expect(fn!.attempts).toBe(2 * users!.requests);
});

it('refuses a model that names what it does not have, and a server without speed', () => {
  expect(() => running(world([client(1)], [group('web', 1)], [balancer('nothing')]))).toThrow(RangeError);
  expect(() => running(world([client(1)], [group('web', 1, {}, [call('nothing')])]))).toThrow(/nothing/);
  expect(() => running(world([client(1, { calls: 'nowhere' })], [group('web', 1)]))).toThrow(/nowhere/);
  expect(() => running(world([client(1)], [group('web', 1)])).change('web', { speed: 0 })).toThrow(/speed/);
});
