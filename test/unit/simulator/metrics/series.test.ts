import { expect, it } from 'vitest';
import { createCloud } from '../../../../simulator/create-cloud.ts';
import type { MetricModel } from '../../../../simulator/model.ts';
import { idsOf, inject, instancesOf, minute, run, runFor, second, shop, shopCloud, terminate } from '../shop.ts';

const success = { namespace: 'Shop', metric: 'SuccessRate', dimensions: { Service: 'checkout' } };
const requests = { namespace: 'Shop', metric: 'Requests', dimensions: { Service: 'checkout' } };
const start = shop.startAt;
const all = { from: 0, to: Number.MAX_SAFE_INTEGER };

it('labels datapoints with the start of their period and shows them after the publication delay', () => {
  const cloud = shopCloud();
  const at = () =>
    cloud.series({ ...success, stat: 'Average', period: minute, ...all }).map((point) => point.at - start);
  expect(at().at(-1)).toBe(-2 * minute);
  run(cloud, start + 30 * second - 1);
  expect(at().at(-1)).toBe(-2 * minute);
  run(cloud, start + 30 * second);
  expect(at()).toEqual([-5, -4, -3, -2, -1].map((minutes) => minutes * minute));
});

it('answers the periods that start in [from, to)', () => {
  const cloud = shopCloud();
  runFor(cloud, 4 * minute);
  const points = cloud.series({ ...success, stat: 'Average', period: minute, from: start, to: start + 2 * minute });
  expect(points.map(({ at }) => at - start)).toEqual([0, minute]);
});

it('adds periods up to multiples, complete ones only, and has nothing finer', () => {
  const cloud = shopCloud();
  runFor(cloud, 8 * minute);
  const single = cloud.series({ ...requests, stat: 'Sum', period: minute, ...all });
  const five = cloud.series({ ...requests, stat: 'Sum', period: 5 * minute, from: start, to: start + 10 * minute });
  const sum = single
    .filter(({ at }) => at >= start && at < start + 5 * minute)
    .reduce((total, { value }) => total + value, 0);
  expect(five).toEqual([{ at: start, value: sum }]);
  expect(cloud.series({ ...requests, stat: 'Sum', period: 10 * second, ...all })).toEqual([]);
});

it('refuses a metric that the world does not publish, by name', () => {
  const cloud = shopCloud();
  const read = (more: object) => () => cloud.series({ ...success, stat: 'Average', period: minute, ...all, ...more });
  expect(read({ metric: 'Revenue' })).toThrow('Shop Revenue Service=checkout');
  expect(read({ dimensions: {} })).toThrow(expect.objectContaining({ name: 'NotSimulated' }));
  expect(read({ stat: 'tm99' })).toThrow('tm99');
});

it('has no datapoint of a latency, a share or a hit rate when nothing ended, and a zero of a counter', () => {
  const silent = { ...shop, clients: [{ ...shop.clients[0]!, rate: 1e-9 }] };
  const cloud = createCloud({ model: silent, seed: 1, traffic: 'closed-form' });
  const values = (metric: object) => cloud.series({ ...success, ...metric, stat: 'Average', period: minute, ...all });
  expect(values({ metric: 'Latency' })).toEqual([]);
  expect(values({})).toEqual([]);
  expect(
    values({ namespace: 'AWS/ElastiCache', metric: 'CacheHitRate', dimensions: { CacheClusterId: 'products' } }),
  ).toEqual([]);
  expect(values({ metric: 'Requests' }).map(({ value }) => value)).toEqual([0, 0, 0, 0]);
});

it('publishes finer than a minute where the world says so', () => {
  const fine: MetricModel = {
    ...requests,
    metric: 'FineRequests',
    of: 'shoppers',
    measure: 'requests',
    period: 5 * second,
  };
  const cloud = shopCloud(1, { ...shop, metrics: [...shop.metrics, fine] });
  const points = cloud.series({ ...requests, metric: 'FineRequests', stat: 'Sum', period: 5 * second, ...all });
  expect(points.length).toBe((5 * minute - 30 * second) / (5 * second));
});

it('counts members in service as the group believes, and healthy hosts as the load balancer does', () => {
  const cloud = shopCloud();
  inject(cloud, [terminate(idsOf(instancesOf(cloud, 'web')).slice(0, 1))]);
  runFor(cloud, 6 * minute);
  const minimum = (namespace: string, metric: string, dimensions: Record<string, string>) =>
    cloud
      .series({ namespace, metric, dimensions, stat: 'Minimum', period: minute, from: start, to: start + 4 * minute })
      .map(({ value }) => value);
  expect(minimum('AWS/AutoScaling', 'GroupInServiceInstances', { AutoScalingGroupName: 'web' })).toEqual([5, 5, 5, 6]);
  expect(minimum('AWS/ApplicationELB', 'HealthyHostCount', { LoadBalancer: 'public' })).toEqual([5, 5, 5, 6]);
});
