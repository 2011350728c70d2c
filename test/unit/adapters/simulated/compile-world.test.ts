import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { compileWorld } from '../../../../adapters/simulated/compile-world.ts';
import { type World, world } from '../../../../core/world/schema.ts';

const shop = world.parse(parse(readFileSync('templates/worlds/shop.yaml', 'utf8')));

test('the shop compiles to milliseconds, with the world tags under the own ones', () => {
  const model = compileWorld(shop);
  expect(model).toMatchObject({
    name: 'shop',
    startAt: Date.UTC(2026, 2, 3, 9, 30),
    warmUp: 600_000,
    publicationDelay: 30_000,
    traffic: 'requests',
  });
  const web = model.services.find((service) => service.id === 'web');
  expect(web).toMatchObject({
    tags: { Service: 'web', 'resilience:fis-enabled': 'true' },
    zones: ['euc1-az1', 'euc1-az2', 'euc1-az3'],
    instance: { serviceTime: { kind: 'log-normal', median: 12, p99: 50 } },
    replacement: { detection: 60_000, launch: 75_000, warmUp: 30_000 },
  });
  expect(model.loadBalancers[0]).toMatchObject({ connectTimeout: 200, healthCheck: { every: 5000 } });
  expect(model.alarms[0]).toEqual({
    name: 'shop-checkout-5xx',
    metric: { namespace: 'Shop', metric: 'SuccessRate', dimensions: { Service: 'checkout' } },
    stat: 'Average',
    period: 60_000,
    comparison: 'below',
    threshold: 95,
    breaching: 2,
    of: 3,
    missingData: 'breaching',
  });
});

test('every default is filled in', () => {
  const { warmUp, publicationDelay, alarms, tags, ...bare } = shop;
  const model = compileWorld({
    ...bare,
    clients: [{ id: 'c', calls: 'x', rate: 1, arrivals: 'constant', timeout: 'PT1S' }],
    services: [
      {
        id: 'f',
        kind: 'lambda',
        concurrency: 1,
        serviceTime: { mean: 'PT0.01S' },
        calls: [{ to: 'g', timeout: 'PT1S', retries: { max: 2, policy: 'exponential' } }],
      },
    ],
    metrics: [{ namespace: 'N', metric: 'M', of: 'f', measure: 'requests' }],
  } satisfies World);
  expect(model).toMatchObject({ warmUp: 600_000, publicationDelay: 60_000, alarms: [] });
  expect(model.clients[0]).toMatchObject({ operation: 'read', retries: { max: 0, policy: 'immediate' } });
  expect(model.services[0]).toEqual({
    kind: 'lambda',
    id: 'f',
    tags: {},
    concurrency: 1,
    serviceTime: { kind: 'exponential', mean: 10 },
    calls: [
      {
        to: 'g',
        share: 1,
        operation: 'read',
        timeout: 1000,
        retries: { max: 2, policy: 'exponential', base: 100, cap: 20_000 },
        optional: false,
      },
    ],
  });
  expect(model.metrics[0]).toEqual({
    namespace: 'N',
    metric: 'M',
    dimensions: {},
    of: 'f',
    measure: 'requests',
    period: 60_000,
  });
});
