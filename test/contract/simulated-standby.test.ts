/** A world tells of the place that takes over as AWS does. */
import { simulatedMetrics } from '../../adapters/simulated/metrics.ts';
import { simulatedResources } from '../../adapters/simulated/resources.ts';
import { simulatedStandby } from '../../adapters/simulated/standby.ts';
import { notKnown } from '../../core/conformity/known.ts';
import { createCloud } from '../../simulator/create-cloud.ts';
import { standbyWorld } from '../fixtures/standby-world.ts';
import { account, modelOf } from '../fixtures/two-regions.ts';
import { standbyContract } from './standby.contract.ts';

standbyContract('the simulated cloud', async (facts) => {
  const world = standbyWorld(facts);
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
