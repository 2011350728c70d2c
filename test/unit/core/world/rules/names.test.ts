import { describe, expect, it } from 'vitest';
import type { World } from '../../../../../core/world/schema.ts';
import { validateWorld } from '../../../../../core/world/validate.ts';
import { twoRegions } from '../../../../fixtures/two-regions.ts';

const found = (world: unknown): readonly string[] => {
  const valid = validateWorld(world);
  return valid.ok ? [] : valid.problems.map(({ message }) => message);
};
const world = twoRegions();
const name = world.dns[0]!;
const [first, second] = name.records!;
const users = world.clients[0]!;
const dns = (changes: Partial<World['dns'][number]>) => found({ ...world, dns: [{ ...name, ...changes }] });

it('finds nothing wrong with two Regions behind one name', () => {
  expect(found(world)).toEqual([]);
});

describe('a name', () => {
  it('leads to one place, or routes to several', () => {
    expect(dns({ to: 'public-fra' })[0]).toMatch(/^dns\[0\]: found both to and records; allowed: to, for one place/);
    const { routing: _, ...unrouted } = name;
    expect(found({ ...world, dns: [unrouted] })[0]).toMatch(/^dns\[0\]\.records: found records without routing/);
    expect(found({ ...world, dns: [{ name: name.name, ttl: name.ttl }] })[0]).toMatch(/found neither to nor records/);
  });

  it('has records that go by what its routing goes by', () => {
    expect(dns({ routing: 'weighted' })).toEqual([
      'dns[0].records[0].weight: found nothing; allowed: a weight, which weighted records go by',
      'dns[0].records[0].role: found role; allowed: none: weighted records go by their weight',
      'dns[0].records[1].weight: found nothing; allowed: a weight, which weighted records go by',
      'dns[0].records[1].role: found role; allowed: none: weighted records go by their weight',
    ]);
    expect(dns({ records: [first!, { ...second!, role: 'primary' }] })).toEqual([
      'dns[0].records: found the roles primary, primary; allowed: one primary and one secondary, as in Route 53',
    ]);
  });

  it('names what there is', () => {
    expect(dns({ records: [{ ...first!, to: 'public-ham', healthCheck: 'ham' }, second!] })).toEqual([
      expect.stringMatching(/^dns\[0\]\.records\[0\]\.to: .*none of the load balancers and services/),
      expect.stringMatching(/^dns\[0\]\.records\[0\]\.healthCheck: .*none of the health checks; allowed: fra, dub/),
    ]);
  });

  it('has latency records of the Regions that they lead to', () => {
    const records = [
      { id: 'fra', to: 'public-fra', region: 'eu-west-1' },
      { id: 'dub', to: 'public-dub', region: 'eu-west-1' },
    ];
    expect(dns({ routing: 'latency', records })).toEqual([
      expect.stringMatching(/records\[0\]\.region: .*public-fra stands in eu-central-1; allowed: eu-central-1$/),
    ]);
  });
});

it('a health check asks a node as Route 53 can, or says what a routing control says', () => {
  const checks = (...healthChecks: readonly object[]) =>
    found({ ...world, healthChecks: [...world.healthChecks!, ...healthChecks] });
  expect(checks({ id: 'a', of: 'public-fra', every: 'PT2S' })[0]).toMatch(
    /every: .*allowed: PT10S or PT30S, as in Route 53, or by: own/,
  );
  expect(checks({ id: 'a', of: 'public-fra', every: 'PT2S', by: 'own' })).toEqual([]);
  expect(checks({ id: 'a' })[0]).toMatch(/found neither of nor routingControl/);
  expect(checks({ id: 'a', routingControl: 'on' })[0]).toMatch(/none of the routing controls; allowed: nothing/);
});

it('clients remember only what may change, and live somewhere where that matters', () => {
  const client = (changes: Partial<World['clients'][number]>, more: Partial<World> = {}) =>
    found({ ...world, ...more, clients: [{ ...users, ...changes }] });
  const simple = { dns: [{ name: 'pay.example', to: 'public-fra', ttl: 'PT60S' }] };
  expect(client({ sticky: { share: 0.1, for: 'PT5M' } }, simple)[0]).toMatch(
    /clients\[0\]\.sticky: .*leads to one place for good/,
  );
  const { region: _, ...nowhere } = users;
  const accelerators = [{ id: 'anycast', name: 'any.example', groups: [{ region: 'eu-central-1', to: 'public-fra' }] }];
  expect(found({ ...world, accelerators, clients: [{ ...nowhere, calls: 'any.example' }] })[0]).toMatch(
    /clients\[0\]\.region: found nothing; allowed: the Region that they live near/,
  );
  expect(client({ calls: 'any.example', sticky: { share: 0.1, for: 'PT5M' } }, { accelerators })).toEqual([]);
});

it('Regions that call each other say how far they are apart', () => {
  const { distances: _, ...unknown } = world;
  expect(found(unknown)).toEqual([
    'clients[0].calls: found a call between eu-central-1 and eu-west-1, whose distance is not known; allowed: distances: [{ between: [eu-central-1, eu-west-1], roundTrip: PT0.025S }]',
  ]);
  const zones = [{ ...world.services[0]!, zones: ['euc1-az1', 'euw1-az1'] }, world.services[1]!];
  expect(found({ ...world, services: zones })[0]).toMatch(/services\[0\]\.zones: found euw1-az1, a zone of eu-west-1/);
});
