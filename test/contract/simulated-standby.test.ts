/** A world tells of the place that takes over as AWS does. */
import { simulatedMetrics } from '../../adapters/simulated/metrics.ts';
import { simulatedResources } from '../../adapters/simulated/resources.ts';
import { simulatedStandby } from '../../adapters/simulated/standby.ts';
import { notKnown } from '../../core/conformity/known.ts';
import { createCloud } from '../../simulator/create-cloud.ts';
import { account, modelOf, twoRegions } from '../fixtures/two-regions.ts';
import { away, home, name, type StandbyFacts, standbyContract } from './standby.contract.ts';

const check = (id: string) => ({ id, of: `public-${id}`, every: 'PT10S' as const, unhealthyAfter: 3 });

function worldOf({ vcpus, requests, lag, ttl, secrets, certified }: StandbyFacts) {
  const { services, ...rest } = twoRegions();
  return twoRegions({
    ...rest,
    warmUp: 'PT5M',
    clients: [{ id: 'users', calls: name, rate: requests, arrivals: 'constant', timeout: 'PT1S', region: home }],
    dns: [
      {
        name,
        ttl: `PT${ttl}S`,
        routing: 'weighted',
        records: [
          { id: 'home', to: 'public-fra', weight: 255 },
          { id: 'away', to: 'public-dub', weight: 0, healthCheck: 'dub' },
        ],
      },
    ],
    healthChecks: [check('dub')],
    services: [
      ...services.map((each) => ({ ...each, tags: { Service: 'pay' }, capacity: { desired: 3, min: 0, max: 8 } })),
      {
        id: 'orders',
        kind: 'table',
        region: home,
        concurrency: 10,
        requestTime: { mean: 'PT0.01S' },
        replica: { region: away, lag: `PT${lag / 1000}S`, rewrittenEvery: 'P1D' },
      },
    ] as typeof services,
    metrics: [
      { namespace: 'Pay', metric: 'Home', of: 'public-fra', measure: 'attempts' },
      { namespace: 'Pay', metric: 'Away', of: 'public-dub', measure: 'attempts' },
      { namespace: 'Pay', metric: 'Lag', of: 'orders', measure: 'replication-lag' },
    ],
    provisions: {
      quotas: [{ region: away, vcpus }],
      secrets: secrets.map((secret) => ({ name: secret, region: away })),
      certificates: certified ? [{ names: [name], region: away, until: '2026-06-01T00:00:00Z' }] : [],
    },
  });
}

standbyContract('the simulated cloud', async (facts) => {
  const world = worldOf(facts);
  const cloud = createCloud({ model: modelOf(world), seed: 3 });
  return {
    ports: {
      metrics: simulatedMetrics(cloud),
      resources: simulatedResources(cloud),
      standby: simulatedStandby(cloud, async () => notKnown('nobody runs it ahead'), world.provisions),
    },
    account,
    lag: { namespace: 'Pay', metric: 'Lag', dimensions: {} },
    quota: 'vCPUs of instances',
    now: () => cloud.now,
  };
});
