/** Faults on a share: of connections, of requests, of what a disk serves. Each comes to the same in both ways of making traffic, and to what can be worked out by hand. */
import { describe, expect, it } from 'vitest';
import type { CloudAction, SimulatedCloud } from '../../../../simulator/cloud.ts';
import { createCloud } from '../../../../simulator/create-cloud.ts';
import type { CallModel, FunctionModel, GroupModel, WorldModel } from '../../../../simulator/model.ts';
import {
  balancer,
  call,
  client,
  database,
  group,
  immediately,
  lambda,
  world,
} from '../../../simulation/small-world.ts';
import { idsOf, inject, minute, ofType, runFor, second, stateOf } from '../shop.ts';

const measuredAtUsers: WorldModel['metrics'] = (['latency', 'failure-percent'] as const).map((measure) => ({
  namespace: 'Shop',
  metric: measure,
  dimensions: {},
  of: 'users',
  measure,
  period: minute,
}));
const regions = [{ id: 'r', zones: ['z1', 'z2'] }];

/** Tasks that answer in 10 ms, without a load balancer's patience in the way. */
const tasks = (more: Partial<GroupModel> = {}): GroupModel => ({
  ...group('web', 4, { concurrency: 50 }),
  zones: ['z1', 'z2'],
  runsAs: { kind: 'ecs-tasks', cluster: 'c' },
  ...more,
});
const patient = client(50, { timeout: 20_000 });
const front = [balancer('web', { healthCheck: { every: 5000, timeout: 4000, unhealthyAfter: 9, healthyAfter: 2 } })];
const network: WorldModel = { ...world([patient], [tasks()], front), regions, metrics: measuredAtUsers };
/** All of them call a database in the second zone. */
const calling: WorldModel = {
  ...network,
  services: [
    tasks({ calls: [call('orders', { timeout: 10_000 })] }),
    { ...database('orders', 1), instances: [{ id: 'orders-1', zone: 'z2' }] } as WorldModel['services'][number],
  ],
};
/** Half of the requests wait 4 ms for the disk. */
const disks: WorldModel = {
  ...network,
  services: [
    tasks({
      instance: {
        ...group('web', 1, { concurrency: 50 }).instance,
        disk: { used: 0.4, requests: 0.5, fullAt: 0.95, time: 4 },
      },
    }),
  ],
};

/** 10 ms at the front, 20 ms at a function that may call others; requests say who they are of. */
const functions = (ofFront: Partial<CallModel> = {}, own: readonly CallModel[] = []): WorldModel => ({
  ...world(
    [client(50)],
    [
      group('web', 2, { concurrency: 50 }, [call('orders', ofFront)]),
      { ...(lambda('orders', 100, 20) as FunctionModel), calls: own },
      lambda('prices', 100, 5),
      lambda('taxes', 100, 5),
    ],
    [balancer('web')],
  ),
  metrics: measuredAtUsers,
  requests: {
    tenants: { acme: 0.2, globex: 0.1 },
    paths: { '/orders': 0.3, '/orders/1': 0.1, '/cart': 0.2 },
    headers: { 'X-Canary: yes': 0.05, 'X-Canary: no': 0.25, 'X-Beta: on': 0.5 },
  },
});

function run(cloud: SimulatedCloud): { readonly latency: number; readonly failed: number } {
  const read = (metric: string) =>
    cloud
      .series({ namespace: 'Shop', metric, dimensions: {}, stat: 'Average', period: minute, from: 0, to: cloud.now })
      .at(-1)!.value;
  runFor(cloud, 2 * minute + second);
  return { latency: read('latency'), failed: read('failure-percent') };
}

const targetsOf = (cloud: SimulatedCloud, actionId: string): CloudAction['targets'] =>
  actionId.startsWith('squall:lambda')
    ? { Functions: idsOf(ofType(cloud, 'lambda:function').filter(({ name }) => name === 'orders')) }
    : { Tasks: idsOf(ofType(cloud, 'ecs:task')) };

const late = 'aws:ecs:task-network-latency';
const lossy = 'aws:ecs:task-network-packet-loss';
const busy = 'aws:ecs:task-io-stress';
const refused = call('orders', { retries: immediately(2) });
const both = [call('prices'), call('taxes', { retries: immediately(1) })];

describe.each(['requests', 'closed-form'] as const)('in traffic of %s', (traffic) => {
  it.each<[what: string, WorldModel, string, Record<string, string>, latency: number, failed: number]>([
    [
      'a share of connections is late',
      network,
      late,
      { delayMilliseconds: '100', jitterMilliseconds: '0', flowsPercent: '30' },
      10 + 30,
      0,
    ],
    [
      'jitter is even about the delay',
      network,
      late,
      { delayMilliseconds: '100', jitterMilliseconds: '80' },
      10 + 100,
      0,
    ],
    // Nothing comes before it was sent: the mean of max(0, 20 + U(−60, 60)).
    [
      'jitter beyond the delay',
      network,
      late,
      { delayMilliseconds: '20', jitterMilliseconds: '60' },
      10 + 80 ** 2 / 240,
      0,
    ],
    // 200, 600, 1,400 and 3,000 ms with a half, a quarter, … of the packets lost; one in sixteen fails.
    [
      'a share of connections loses packets',
      network,
      lossy,
      { lossPercent: '50', flowsPercent: '20' },
      10 + 0.2 * 400,
      0.2 * 6.25,
    ],
    // From the load balancer's node in that zone, half of the requests; and to the database there, all.
    [
      'one zone is far',
      calling,
      late,
      { delayMilliseconds: '100', jitterMilliseconds: '0', sources: 'z2' },
      15 + 50 + 100,
      0,
    ],
    [
      'one zone is far for some',
      calling,
      late,
      { delayMilliseconds: '100', jitterMilliseconds: '0', sources: 'z2', flowsPercent: '20' },
      15 + 10 + 20,
      0,
    ],
    [
      'one zone hears badly',
      calling,
      lossy,
      { lossPercent: '30', sources: 'z2' },
      15 + 1.5 * 130.6,
      100 * (1 - (1 - 0.0081 / 2) * (1 - 0.0081)),
    ],
    ['a busy disk', disks, busy, { workers: '5', percent: '10' }, 10 + 0.5 * 20, 0],
    ['a busy disk that is filled', disks, busy, { workers: '1', percent: '100' }, 10 * 0.5 + 2 * 0.5, 50],
    ['requests of a tenant fail', functions(), 'squall:lambda:exception', { tenant: 'acme' }, 30 - 4, 20],
    [
      'and fail again when they are tried again',
      functions(refused),
      'squall:lambda:exception',
      { tenant: 'acme' },
      30 - 4,
      20,
    ],
    [
      'those of a path and what is below it',
      functions(),
      'squall:lambda:status',
      { path: '/orders*', statusCode: '503' },
      30 - 8,
      40,
    ],
    [
      'those of a header, whatever it says',
      functions(),
      'squall:lambda:corrupt-response',
      { header: 'x-canary', how: 'empty' },
      30,
      30,
    ],
    [
      'those of a header that says so',
      functions(),
      'squall:lambda:corrupt-response',
      { header: 'x-canary: yes', how: 'empty' },
      30,
      5,
    ],
    [
      'those of a tenant on a path',
      functions(),
      'squall:lambda:exception',
      { tenant: 'globex', path: '/cart' },
      30 - 0.4,
      2,
    ],
    [
      'half of a tenant’s are late',
      functions(),
      'squall:lambda:latency',
      { tenant: 'acme', latencyMilliseconds: '200', requestPercentage: '50' },
      30 + 20,
      0,
    ],
    // Two calls, one of them tried twice: all of a request, or none.
    [
      'a share is denied its hosts',
      functions({}, both),
      'squall:lambda:deny-hosts',
      { hosts: 'prices,taxes', requestPercentage: '30' },
      40 - 3,
      30,
    ],
    [
      'a tenant is denied a host',
      functions({}, both),
      'squall:lambda:deny-hosts',
      { hosts: 'taxes', tenant: 'acme' },
      40 - 1,
      20,
    ],
  ])('%s', (_, model, actionId, parameters, latency, failed) => {
    const cloud = createCloud({ model, seed: 7, traffic });
    inject(cloud, [
      { actionId, parameters: { duration: 'PT10M', ...parameters }, targets: targetsOf(cloud, actionId) },
    ]);
    const seen = run(cloud);
    expect(Math.abs(seen.latency - latency), `${seen.latency} ms`).toBeLessThan(2.5 + latency * 0.08);
    expect(Math.abs(seen.failed - failed), `${seen.failed} %`).toBeLessThan(failed === 0 ? 0.01 : 1 + failed * 0.1);
  });

  it('connections that are closed late run out: as many calls are refused as Erlang’s formula says', () => {
    const through = { id: 'orders', endpoint: 'http://toxiproxy.internal:8474', tags: {} };
    const model: WorldModel = {
      ...world(
        [client(20, { arrivals: 'poisson' })],
        [
          group('web', 1, { concurrency: 200 }, [call('orders', { proxy: 'orders', pool: { size: 4, queue: 0 } })]),
          lambda('orders', 100, 20),
        ],
        [balancer('web')],
      ),
      proxies: [through],
      metrics: measuredAtUsers,
    };
    const cloud = createCloud({ model, seed: 7, traffic });
    const address = 'http://toxiproxy.internal:8474/proxies/orders';
    const { id } = inject(cloud, [
      {
        actionId: 'squall:toxiproxy:slow-close',
        parameters: { duration: 'PT30M', delayMilliseconds: '180' },
        targets: { Proxies: [address] },
      },
    ]);
    // 20 a second for 200 ms each offer 4 to 4 connections.
    let erlang = 1;
    for (let n = 1; n <= 4; n++) erlang = (4 * erlang) / (n + 4 * erlang);
    const seen = run(cloud);
    expect(Math.abs(seen.failed - 100 * erlang)).toBeLessThan(5);
    // Answers come as soon as ever, those that are refused sooner.
    expect(Math.abs(seen.latency - (10 + 20 * (1 - erlang)))).toBeLessThan(2);
    expect(stateOf(cloud, address)).toEqual({ enabled: true, toxics: 'slow-close downstream' });
    cloud.stopExperiment(id, 'enough');
    expect(run(cloud).failed).toBeLessThan(1);
  });
});

describe('what can be seen of it', () => {
  const state = (parameters: Record<string, string>, actionId = late) => {
    const cloud = createCloud({ model: calling, seed: 7, traffic: 'closed-form' });
    const targets = targetsOf(cloud, actionId);
    inject(cloud, [{ actionId, parameters: { duration: 'PT2M', ...parameters }, targets }]);
    const [task = ''] = targets.Tasks ?? [];
    const during = stateOf(cloud, task);
    runFor(cloud, 3 * minute);
    expect(stateOf(cloud, task)).not.toHaveProperty('connectionsImpaired');
    return during;
  };

  it('is told of the task, until it is over', () => {
    expect(state({ delayMilliseconds: '300', flowsPercent: '25', sources: 'z2' })).toMatchObject({
      networkDelayMilliseconds: 0,
      connectionsImpaired: '25 % with z2: 300 ms ± 10, 0 % lost',
    });
    expect(state({ lossPercent: '5', flowsPercent: '40' }, lossy)?.connectionsImpaired).toBe(
      '40 %: 0 ms ± 0, 5 % lost',
    );
  });

  it('where nothing gets through to a zone, it is apart', () => {
    expect(state({ lossPercent: '100', sources: 'z2' }, lossy)).toMatchObject({ zonesApart: 'z2' });
  });
});
