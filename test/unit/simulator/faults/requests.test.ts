/** Failure of requests and of calls through proxies: what each comes to, in both ways of making traffic. */
import { describe, expect, it } from 'vitest';
import { simulatedFaults } from '../../../../adapters/simulated/faults.ts';
import { catalogue } from '../../../../core/faults/catalogue.ts';
import { compileParameters } from '../../../../core/faults/parameters.ts';
import type { SimulatedCloud } from '../../../../simulator/cloud.ts';
import { createCloud } from '../../../../simulator/create-cloud.ts';
import { faults } from '../../../../simulator/faults/registry.ts';
import type { WorldModel } from '../../../../simulator/model.ts';
import { balancer, call, client, group, lambda, world } from '../../../simulation/small-world.ts';
import { idsOf, inject, minute, ofType, runFor, second, stateOf } from '../shop.ts';

const through = { id: 'orders', endpoint: 'http://toxiproxy.internal:8474', tags: {} };
const address = 'http://toxiproxy.internal:8474/proxies/orders';

/** 10 ms at the front, 20 ms at the function behind it, called through the proxy and given up after 400 ms. */
const model = (payload = true): WorldModel => ({
  ...world(
    [client(20)],
    [group('web', 2, {}, [call('orders', { timeout: 400, proxy: 'orders' })]), lambda('orders', 100, 20)],
    [balancer('web')],
  ),
  proxies: [{ ...through, ...(payload && { payload: { request: 200, response: 4000 } }) }],
  metrics: (['latency', 'failure-percent'] as const).map((measure) => ({
    namespace: 'Shop',
    metric: measure,
    dimensions: {},
    of: 'users',
    measure,
    period: minute,
  })),
});

const measured = (cloud: SimulatedCloud, metric: string): number =>
  cloud
    .series({ namespace: 'Shop', metric, dimensions: {}, stat: 'Average', period: minute, from: 0, to: cloud.now })
    .at(-1)!.value;

const run = (cloud: SimulatedCloud): { readonly late: number; readonly failed: number } => {
  // To the end of a minute, and on to where it is published.
  runFor(cloud, 2 * minute - (cloud.now % minute) + second);
  return { late: measured(cloud, 'latency') - 30, failed: measured(cloud, 'failure-percent') };
};

const targetsOf = (cloud: SimulatedCloud, actionId: string) =>
  actionId.startsWith('squall:lambda')
    ? { Functions: idsOf(ofType(cloud, 'lambda:function')) }
    : { Proxies: [address] };

describe.each(['requests', 'closed-form'] as const)('in traffic of %s', (traffic) => {
  const cloudOf = (payload?: boolean) => createCloud({ model: model(payload), seed: 7, traffic });

  it.each<[string, Record<string, string>, { late: number; failed: number }]>([
    ['squall:toxiproxy:latency', { latencyMilliseconds: '100', jitterMilliseconds: '40' }, { late: 100, failed: 0 }],
    ['squall:toxiproxy:latency', { latencyMilliseconds: '100', toxicityPercentage: '30' }, { late: 30, failed: 0 }],
    ['squall:toxiproxy:latency', { latencyMilliseconds: '1000' }, { late: 380, failed: 100 }],
    ['squall:toxiproxy:down', {}, { late: -20, failed: 100 }],
    ['squall:toxiproxy:bandwidth', { kilobytesPerSecond: '40' }, { late: 100, failed: 0 }],
    ['squall:toxiproxy:bandwidth', { kilobytesPerSecond: '40', stream: 'upstream' }, { late: 5, failed: 0 }],
    ['squall:toxiproxy:timeout', { timeoutMilliseconds: '0' }, { late: 380, failed: 100 }],
    ['squall:toxiproxy:timeout', { timeoutMilliseconds: '100', stream: 'upstream' }, { late: 80, failed: 100 }],
    ['squall:toxiproxy:reset-peer', { timeoutMilliseconds: '50' }, { late: 50, failed: 100 }],
    ['squall:toxiproxy:reset-peer', { stream: 'upstream', toxicityPercentage: '50' }, { late: -10, failed: 50 }],
    ['squall:toxiproxy:slicer', { averageBytes: '100', delayMicroseconds: '2500' }, { late: 100, failed: 0 }],
    ['squall:toxiproxy:limit-data', { bytes: '3999' }, { late: 0, failed: 100 }],
    ['squall:toxiproxy:limit-data', { bytes: '4000' }, { late: 0, failed: 0 }],
    ['squall:lambda:latency', { latencyMilliseconds: '200', requestPercentage: '50' }, { late: 100, failed: 0 }],
    ['squall:lambda:exception', { requestPercentage: '25' }, { late: -5, failed: 25 }],
    ['squall:lambda:status', { statusCode: '503' }, { late: -20, failed: 100 }],
    ['squall:lambda:corrupt-response', { how: 'truncate', requestPercentage: '40' }, { late: 0, failed: 40 }],
  ])('%s %j', (actionId, parameters, { late, failed }) => {
    const cloud = cloudOf();
    inject(cloud, [
      { actionId, parameters: { duration: 'PT10M', ...parameters }, targets: targetsOf(cloud, actionId) },
    ]);
    const seen = run(cloud);
    // A hundredth of a histogram's bin, and what a minute of 1,200 requests leaves to chance.
    expect(Math.abs(seen.late - late)).toBeLessThan(8 + Math.abs(late) * 0.06);
    expect(Math.abs(seen.failed - failed)).toBeLessThan(failed === 0 || failed === 100 ? 0.01 : 5);
  });

  it('is over when it is stopped, and the proxy and the function look as they did', () => {
    const cloud = cloudOf();
    const [arn] = idsOf(ofType(cloud, 'lambda:function'));
    const before = [stateOf(cloud, address), stateOf(cloud, arn!)];
    const of = (actionId: string, parameters: Record<string, string>) => ({
      actionId,
      parameters: { duration: 'PT10M', ...parameters },
      targets: targetsOf(cloud, actionId),
    });
    const down = inject(cloud, [of('squall:toxiproxy:down', {})], { token: 'a' });
    const slow = inject(cloud, [of('squall:toxiproxy:latency', { latencyMilliseconds: '5' })], { token: 'b' });
    const late = inject(cloud, [of('squall:lambda:latency', { latencyMilliseconds: '5' })], { token: 'c' });
    expect(stateOf(cloud, address)).toEqual({ enabled: false, toxics: 'latency downstream' });
    expect(stateOf(cloud, arn!)).not.toEqual(before[1]);
    for (const { id } of [slow, down, late]) cloud.stopExperiment(id, 'enough');
    expect([stateOf(cloud, address), stateOf(cloud, arn!)]).toEqual(before);
    runFor(cloud, minute);
    expect(cloud.experiments().map(({ status }) => status)).toEqual(['stopped', 'stopped', 'stopped']);
    const { late: left, failed } = run(cloud);
    expect(Math.abs(left)).toBeLessThan(3);
    expect(failed).toBe(0);
  });

  it('hosts that a function is denied fail its calls at once, and nothing else', () => {
    const behind = world(
      [client(20)],
      [
        group('web', 2, {}, [call('orders', { timeout: 400 })]),
        { ...lambda('orders', 100, 20), calls: [call('prices', { timeout: 400 })] },
        lambda('prices', 100, 50),
      ],
      [balancer('web')],
    );
    const cloud = createCloud({ model: { ...model(), services: behind.services }, seed: 7, traffic });
    const [orders] = ofType(cloud, 'lambda:function').filter(({ name }) => name === 'orders');
    inject(cloud, [
      {
        actionId: 'squall:lambda:deny-hosts',
        parameters: { duration: 'PT10M', hosts: 'prices' },
        targets: { Functions: [orders!.id] },
      },
    ]);
    const { late, failed } = run(cloud);
    expect(Math.abs(late)).toBeLessThan(3);
    expect(failed).toBe(100);
  });
});

describe('what is not modelled is refused by name', () => {
  it.each<[string, Record<string, string>, string]>([
    ['squall:toxiproxy:slow-close', { delayMilliseconds: '100' }, 'no call through it keeps a pool'],
    ['squall:toxiproxy:timeout', { timeoutMilliseconds: '100' }, 'downstream with timeoutMilliseconds above 0'],
    ['squall:toxiproxy:bandwidth', { kilobytesPerSecond: '40' }, 'the world does not say the payload of its calls'],
    ['squall:toxiproxy:slicer', { averageBytes: '64' }, 'the world does not say the payload of its calls'],
    ['squall:toxiproxy:limit-data', { bytes: '64' }, 'the world does not say the payload of its calls'],
    [
      'squall:lambda:latency',
      { latencyMilliseconds: '5', tenant: 'acme' },
      'for the tenant acme: requests of the world have none: say so in requests.tenants',
    ],
    [
      'squall:lambda:latency',
      { latencyMilliseconds: '5', path: '/orders' },
      'for the path /orders: requests of the world have none: say so in requests.paths',
    ],
    ['squall:lambda:exception', { preventExecution: 'false' }, 'preventExecution'],
    ['squall:lambda:status', { statusCode: '204' }, 'statusCode'],
    ['squall:lambda:deny-hosts', { hosts: 'api.example.com' }, 'nothing in the world is called that'],
  ])('%s %j', (actionId, parameters, why) => {
    const cloud = createCloud({ model: model(false), seed: 7, traffic: 'closed-form' });
    const action = { actionId, parameters: { duration: 'PT10M', ...parameters }, targets: targetsOf(cloud, actionId) };
    expect(() => inject(cloud, [action])).toThrow(`the simulator does not model ${actionId}`);
    expect(() => inject(cloud, [action])).toThrow(why);
  });

  it('and every action of the catalogue on requests and proxies is known to it', () => {
    const known = faults.map(({ actionId }) => actionId);
    const ours = catalogue.filter(({ id }) => /^squall:(lambda|toxiproxy):/.test(id)).map(({ id }) => id);
    expect(ours).toHaveLength(14);
    expect(ours.filter((id) => !known.includes(id))).toEqual([]);
  });
});

it('the adapter starts, sees, stops and undoes a toxic as it does any fault', async () => {
  const cloud = createCloud({ model: model(), seed: 7, traffic: 'closed-form' });
  const port = simulatedFaults(cloud);
  const definition = catalogue.find(({ id }) => id === 'squall:toxiproxy:down')!;
  const action = {
    stepId: 'down',
    action: definition.id,
    parameters: compileParameters(definition, definition.examples.minimal),
    targets: { Proxies: [address] },
  };
  const reference = { runId: 'run-1', wave: 1, provider: 'squall', token: 'run-1/1/squall/down' } as const;
  await port.start({ ...reference, epoch: 1, actions: [action], stopAlarms: [] } as never);
  expect(await port.observe(reference)).toMatchObject({ state: 'running' });
  await port.stop(reference, 'enough');
  runFor(cloud, minute);
  expect(await port.observe(reference)).toMatchObject({ state: 'stopped' });
  const undo = { by: 'us', how: '' };
  await port.undo({ action: action.action, fault: reference, undo, targets: [address], before: [] } as never);
  expect(stateOf(cloud, address)).toEqual({ enabled: true, toxics: '' });
});
