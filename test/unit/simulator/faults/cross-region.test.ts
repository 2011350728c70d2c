import { expect, it } from 'vitest';
import { createCloud } from '../../../../simulator/create-cloud.ts';
import { away, home, modelOf, twoRegions } from '../../../fixtures/two-regions.ts';

const minute = 60_000;
const world = twoRegions();
const [fra, dub] = world.services;
/** Frankfurt asks Dublin for what it cannot do without, and for what it can. */
const calling = modelOf({
  ...world,
  clients: [{ ...world.clients[0]!, calls: 'fra.example' }],
  dns: [{ name: 'fra.example', to: 'public-fra', ttl: 'PT60S' }],
  services: [{ ...fra!, calls: [{ to: 'public-dub', timeout: 'PT0.2S' }] } as typeof fra & object, dub!],
  inventory: [{ type: 'ec2:transit-gateway', names: ['tgw-1'], region: home }],
});

const inject = (model: typeof calling, action: 'route-table' | 'transit-gateway', region: string, at: string) => {
  const cloud = createCloud({ model, seed: 1 });
  const type = action === 'route-table' ? 'ec2:subnet' : 'ec2:transit-gateway';
  const targets = cloud.resources().filter((one) => one.type === type && one.region === at);
  const from = cloud.now;
  cloud.startExperiment({
    clientToken: 'one',
    tags: {},
    stopAlarms: [],
    actions: [
      {
        name: 'apart',
        actionId: `aws:network:${action}-disrupt-cross-region-connectivity`,
        parameters: { duration: 'PT1M', region },
        targets: { [action === 'route-table' ? 'Subnets' : 'TransitGateways']: targets.map(({ id }) => id) },
      },
    ],
  });
  while (cloud.now < from + 3 * minute) cloud.advance(from + 3 * minute);
  const query = { namespace: 'Pay', metric: 'Success', dimensions: {}, stat: 'Average', period: minute };
  return cloud.series({ ...query, from, to: cloud.now }).map(({ value }) => Math.round(value));
};

it.each(['route-table', 'transit-gateway'] as const)(
  '%s: calls to the other Region get no answer until it is over',
  (action) => {
    expect(inject(calling, action, away, home)).toEqual([0, 100, 100]);
  },
);

it('is refused where nobody calls that way, or nothing is', () => {
  expect(() => inject(calling, 'route-table', home, away)).toThrow('where no service of the world calls one there');
  expect(() => inject(calling, 'route-table', 'us-east-1', home)).toThrow('the world has eu-central-1, eu-west-1');
  expect(() => inject(modelOf(world), 'route-table', away, home)).toThrow(
    'where no service of the world calls one there',
  );
});
