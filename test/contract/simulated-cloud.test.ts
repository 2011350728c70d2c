/** The simulated cloud's adapters keep their contracts. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compileWorld } from '../../adapters/simulated/compile-world.ts';
import { simulatedDeadline } from '../../adapters/simulated/deadline.ts';
import { simulatedExecutions } from '../../adapters/simulated/executions.ts';
import { simulatedFaults } from '../../adapters/simulated/faults.ts';
import { simulatedMetrics } from '../../adapters/simulated/metrics.ts';
import { simulatedResources } from '../../adapters/simulated/resources.ts';
import { VirtualClock } from '../../apps/local/clock.ts';
import { createEngine } from '../../apps/local/engine.ts';
import type { StepReference } from '../../core/lifecycle/reference.ts';
import type { Injection } from '../../core/ports/faults.ts';
import { world } from '../../core/world/schema.ts';
import { createCloud } from '../../simulator/create-cloud.ts';
import { stillWorld } from '../workflow/still-world.ts';
import { deadlineContract } from './deadline.contract.ts';
import { executionsContract } from './executions.contract.ts';
import { faultsContract } from './faults.contract.ts';
import { heartbeatsContract } from './heartbeats.contract.ts';
import { metricsContract } from './metrics.contract.ts';
import { resourcesContract } from './resources.contract.ts';

const model = compileWorld(world.parse(parse(readFileSync('templates/worlds/shop.yaml', 'utf8'))));
const shop = () => createCloud({ model, seed: 7, traffic: 'closed-form' });

resourcesContract('the simulated cloud', async () => ({
  resources: simulatedResources(shop()),
  zones: ['euc1-az1', 'euc1-az2', 'euc1-az3'],
  tag: { key: 'Service', value: 'web' },
  group: 'web',
  missing: 'arn:aws:ec2:eu-central-1:111122223333:instance/i-00000000000000000',
}));

metricsContract('the simulated cloud', async () => ({
  metrics: simulatedMetrics(shop()),
  query: { namespace: 'Shop', metric: 'Requests', dimensions: { Service: 'checkout' }, stat: 'Sum', period: 'PT1M' },
  from: model.startAt - model.warmUp,
  to: model.startAt,
  alarm: 'shop-checkout-5xx',
  url: 'https://shop.example/health',
}));

heartbeatsContract('the simulated cloud', async () => {
  const depth = compileWorld(world.parse(parse(readFileSync('templates/worlds/shop-in-depth.yaml', 'utf8'))));
  const cloud = createCloud({ model: depth, seed: 7, traffic: 'closed-form' });
  return {
    metrics: simulatedMetrics(cloud),
    heartbeat: { table: 'carts', key: 'pk', home: 'eu-central-1', away: 'eu-west-1' },
    at: cloud.now,
    arrive: async () => {
      const until = cloud.now + 2000;
      while (cloud.now < until) cloud.advance(until);
      return cloud.now;
    },
  };
});

faultsContract('the simulated cloud', async () => {
  const cloud = shop();
  const resources = simulatedResources(cloud);
  const web = await resources.resolve({ type: 'ec2:instance', where: { tags: { Service: 'web' }, zone: 'euc1-az1' } });
  const injection = (parameters: Readonly<Record<string, string>>, action = 'aws:ec2:stop-instances'): Injection => ({
    runId: 'run-1',
    experiment: 'shop',
    epoch: 1,
    wave: 0,
    provider: 'fis',
    token: 'token-1',
    actions: [{ stepId: 'power', action, parameters, targets: { Instances: web.map(({ id }) => id) } }],
    stopAlarms: [],
  });
  return {
    faults: simulatedFaults(cloud),
    bounded: injection({ startInstancesAfterDuration: 'PT2M', completeIfInstancesTerminated: 'true' }),
    bound: 120_000,
    unbounded: injection({}),
    refused: injection({ duration: 'PT2M' }, 'aws:ebs:pause-volume-io'),
    snapshots: ({ actions }) => resources.snapshot(actions.flatMap(({ targets }) => Object.values(targets).flat())),
    pass: async (millis) => {
      const until = cloud.now + millis;
      while (cloud.now < until) cloud.advance(until);
    },
  };
});

const drive = (clock: VirtualClock) => async (millis: number) => {
  const until = clock.now() + millis;
  while (clock.now() < until) await clock.step(until);
  await clock.quiet();
};

deadlineContract('the virtual clock', async () => {
  const clock = new VirtualClock(stillWorld(1_000_000));
  const reached: string[] = [];
  const schedule = clock.schedule.bind(clock);
  const deadline = simulatedDeadline({ schedule, reached: (runId) => reached.push(runId) });
  return { deadline, now: () => clock.now(), reached: () => reached, pass: drive(clock) };
});

executionsContract('the local engine', async () => {
  const clock = new VirtualClock(stillWorld(0));
  const started: string[] = [];
  const input = (waitSeconds: number): StepReference => ({
    runId: 'run',
    wave: 1,
    visit: 0,
    next: 'Undo',
    waitSeconds,
  });
  const invoke = async (_step: string, given: unknown) => {
    const { visit, waitSeconds } = given as StepReference;
    return { ...input(waitSeconds), visit: visit + 1, next: visit === 0 ? 'Undo' : 'Done' };
  };
  const executions = simulatedExecutions({
    clock,
    launcher: createEngine({ clock, invoke }),
    started: (_machine, name) => started.push(name),
  });
  return { executions, started: () => started, short: input(30), long: input(3600), pass: drive(clock) };
});
