import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileWorld } from '../../adapters/simulated/compile-world.ts';
import { world as worldOfFile } from '../../core/world/schema.ts';
import { meanOf } from '../../simulator/engine/distributions.ts';
import type { WorldModel } from '../../simulator/model.ts';
import { erlangC, meanSojourn } from '../../simulator/queueing/closed-forms.ts';
import type { NodeMeasurements } from '../../simulator/traffic.ts';
import { estimate, expectWithinThreeStandardErrors, seeds } from './estimate.ts';
import {
  balancer,
  client,
  database,
  exactly,
  exponential,
  group,
  immediately,
  meanLatency,
  running,
  world,
} from './small-world.ts';

const shop: WorldModel = compileWorld(
  worldOfFile.parse(parse(readFileSync(new URL('../../templates/worlds/shop.yaml', import.meta.url), 'utf8'))),
);

/** The shop loses a zone after a minute and has it back after two; every node, every ten seconds. */
function drill(model: WorldModel, seed: number) {
  const run = running(model, seed);
  const seen = [];
  for (let at = 10_000; at <= 180_000; at += 10_000) {
    seen.push(run.lookAll(at));
    for (const server of run.fleet.servers) {
      if (server.zone !== 'euc1-az2' || (at !== 60_000 && at !== 120_000)) continue;
      server.up = at === 120_000;
      run.traffic.changed(server.index);
    }
  }
  return seen;
}

describe('the shop', () => {
  const seen = drill(shop, 7);

  it('is the same to the last bit for the same seed, and not for another', () => {
    expect(drill(shop, 7)).toEqual(seen);
    expect(drill(shop, 8)).not.toEqual(seen);
  });

  it('serves everybody in the time that its parts take, given ample capacity', () => {
    const calm = running(shop, 3);
    calm.to(5000);
    calm.lookAll();
    const { shoppers, products, orders } = calm.lookAll(125_000);
    const time = (id: string) => {
      const service = shop.services.find((node) => node.id === id)!;
      if (service.kind === 'auto-scaling-group') return meanOf(service.instance.serviceTime);
      if (service.kind === 'cache') return meanOf(service.lookup);
      if (service.kind === 'table' || service.kind === 'bucket') return meanOf(service.requestTime);
      return meanOf(service.kind === 'database' ? service.queryTime : service.serviceTime);
    };
    const sum = time('web') + time('api') + time('products') + 0.15 * time('orders') + 0.5 * time('recommendations');
    expect(shoppers!.successes / shoppers!.requests).toBeGreaterThan(0.9999);
    expect(shoppers!.requests / 120).toBeGreaterThan(195);
    expect(Math.abs(meanLatency(shoppers!) / sum - 1)).toBeLessThan(0.02);
    expect(products!.hits / (products!.hits + products!.misses)).toBeCloseTo(0.9, 1);
    expect(orders!.requests / shoppers!.requests).toBeCloseTo(0.15, 1);
  });

  it('hardly feels the loss of a zone after the load balancers have seen it', () => {
    const slowest = seen.map(({ shoppers }) => shoppers!.latency.max);
    const success = (from: number, to: number) => {
      const part = seen.slice(from, to).map(({ shoppers }) => shoppers!);
      return part.reduce((n, { successes }) => n + successes, 0) / part.reduce((n, { requests }) => n + requests, 0);
    };
    expect(success(0, 6)).toBeGreaterThan(0.999);
    expect(success(6, 12)).toBeGreaterThan(0.99);
    expect(success(12, 18)).toBeGreaterThan(0.999);
    // What was in flight in the zone was lost, and tried again after a timeout.
    expect(slowest[6]).toBeGreaterThan(800);
  });

  it('sees the same arrivals, faults and service times however often its health is checked', () => {
    const checkedEvery = (every: number) => ({
      ...shop,
      loadBalancers: shop.loadBalancers.map((node) => ({
        ...node,
        healthCheck: { ...node.healthCheck, every, unhealthyAfter: 1_000_000 },
      })),
    });
    const faulty = (model: WorldModel) => {
      const run = running(model, 5);
      for (const id of ['web', 'api']) run.change(id, { errorShare: 0.05, lossShare: 0.01 });
      return run.lookAll(60_000);
    };
    expect(faulty(checkedEvery(700))).toEqual(faulty(checkedEvery(5000)));
  });

  it('sends the same first attempts whatever happens to them', () => {
    const arrivals = (errorShare: number) => {
      const run = running({ ...shop, clients: shop.clients.map((c) => ({ ...c, retries: immediately(0) })) }, 5);
      run.change('web', { errorShare });
      return run.look('shoppers', 60_000).attempts;
    };
    expect(arrivals(1)).toBe(arrivals(0));
  });
});

it('gives back Erlang C through clients, load balancer and server', () => {
  const servers = 4;
  const load = 3;
  const web = group('web', 1, { concurrency: servers, queue: 100_000, serviceTime: exponential(100) });
  const model = world([client(load * 10, { arrivals: 'poisson', timeout: 1e9 })], [web], [balancer('web')]);
  const results = seeds(24).map((seed) => {
    const run = running(model, seed);
    run.to(50_000);
    run.lookAll();
    const { users, web: service } = run.lookAll(900_000);
    return { sojourn: meanLatency(users!), used: service!.busy / service!.capacity, queue: service!.queue };
  });
  const mean = (of: (r: (typeof results)[number]) => number) => estimate(results.map(of));
  expectWithinThreeStandardErrors(
    mean((r) => r.sojourn),
    meanSojourn(servers, load, 100),
    'mean sojourn',
  );
  expectWithinThreeStandardErrors(
    mean((r) => r.used),
    load / servers,
    'utilisation',
  );
  // Little: the queue is the arrival rate times the wait, C ρ / (1 − ρ). Its mean is noisier than 1 %.
  const queue = mean((r) => r.queue);
  const expected = (erlangC(servers, load) * (load / servers)) / (1 - load / servers);
  expect(Math.abs(queue.mean - expected) / queue.standardError).toBeLessThan(3);
});

describe('a database of 300 queries a second, one retry after a second, and a stall of ten seconds', () => {
  /** Three slots of 10 ms each; a thousandth of the speed from 60 to 70 s. Answers what the client saw, second by second. */
  const seconds = (rate: number, until: number) => {
    const db = database('db', 1, { concurrency: 3, queue: 1_000_000, queryTime: exactly(10) });
    const run = running(world([client(rate, { arrivals: 'poisson', retries: immediately(1) })], [db], []), 2);
    return Array.from({ length: until }, (_, second) => {
      if (second === 60) run.change('db', { speed: 0.001 });
      if (second === 70) run.change('db', { speed: 1 });
      return run.look('users', (second + 1) * 1000);
    });
  };
  const share = (part: readonly NodeMeasurements[]) =>
    part.reduce((n, { successes }) => n + successes, 0) / part.reduce((n, { requests }) => n + requests, 0);

  it('recovers at 100 a second, about 84 s in', () => {
    const seen = seconds(100, 150);
    expect(share(seen.slice(0, 60))).toBe(1);
    expect(share(seen.slice(63, 70))).toBe(0);
    const recovered = seen.findIndex((window, second) => second >= 70 && window.failures === 0);
    expect(recovered).toBeGreaterThan(80);
    expect(recovered).toBeLessThan(90);
    expect(share(seen.slice(recovered + 5))).toBe(1);
  });

  it('never recovers at 280, though it kept up before: it is offered 560 and does no good', () => {
    const seen = seconds(280, 900);
    expect(share(seen.slice(0, 60))).toBe(1);
    const late = seen.slice(600);
    expect(share(late)).toBe(0);
    expect(Math.abs(late.reduce((n, { attempts }) => n + attempts, 0) / late.length - 560)).toBeLessThan(5);
  });
});
