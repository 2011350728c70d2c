import { describe, expect, test } from 'vitest';
import { validateWorld } from '../../../../core/world/validate.ts';
import { changed, shop } from '../../../fixtures/documents.ts';

const told = (changes: Record<string, unknown>): readonly string[] => {
  const checked = validateWorld(changed(shop(), changes));
  return checked.ok ? [] : checked.problems.map(({ message }) => message);
};
const web = 'services.0';
const products = 'services.2';
const orders = 'services.3';

test('the shop is valid', () => expect(told({})).toEqual([]));

test('another kind is one problem', () =>
  expect(told({ kind: 'Experiment' })).toEqual([
    'kind: found a file of kind Experiment; allowed: a file of kind World',
  ]));

test('a platform of a rehearsal goes by alarms of its world, or by none', () => {
  expect(told({ platform: { incidentSource: 'none', mayRun: [{ people: ['ada'] }] } })).toEqual([]);
  expect(told({ platform: { deploymentSource: { alarms: ['shop-checkout-5xx'] } } })).toEqual([]);
  expect(told({ platform: { incidentSource: { alarms: ['shop-checkout-5x'] } } })).toEqual([
    expect.stringMatching(/^platform\.incidentSource\.alarms\[0\]: .*did you mean shop-checkout-5xx\?$/),
  ]);
  expect(told({ platform: { incidentSource: 'nobody' } })).toHaveLength(1);
});

test('alarms that others raise have names of their own, times that come, and are known to the platform', () => {
  const raised = (name: string, from = '2026-03-04T09:00:00Z', time = 'PT1H') => [
    { name, raised: [{ from, for: time, reason: 'down' }] },
  ];
  expect(told({ told: raised('sev1'), platform: { incidentSource: { alarms: ['sev1'] } } })).toEqual([]);
  expect(told({ told: raised('shop-checkout-5xx') })).toEqual([expect.stringMatching(/^told\[0\]\.name: /)]);
  expect(told({ told: raised('sev1', '2026-02-31T09:00:00Z', 'PT0S') })).toEqual([
    expect.stringMatching(/^told\[0\]\.raised\[0\]\.from: .*no calendar has/),
    expect.stringMatching(/^told\[0\]\.raised\[0\]\.for: /),
  ]);
});

describe('names lead somewhere', () => {
  test.each([
    [
      'clients.0.calls',
      'shop.exmaple',
      /^clients\[0\]\.calls: .*none of the DNS names under dns; allowed: shop\.example; did you mean shop\.example\?$/,
    ],
    ['dns.0.to', 'pubic', /^dns\[0\]\.to: .*did you mean public\?$/],
    [
      'dns.0.to',
      'web',
      /^dns\[0\]\.to: found "web", an Auto Scaling group, which is reached through its load balancer; allowed: public; did you mean public\?$/,
    ],
    ['loadBalancers.0.to', 'wbe', /^loadBalancers\[0\]\.to: .*did you mean web\?$/],
    [
      'loadBalancers.0.to',
      'orders',
      /found "orders", a database, which no load balancer spreads over; allowed: an Auto Scaling group or a function: web, api, recommendations$/,
    ],
    [
      `${web}.calls.0.to`,
      'api',
      /^services\[0\]\.calls\[0\]\.to: found "api", an Auto Scaling group.*allowed: internal/,
    ],
    [`${web}.calls.0.to`, 'shoppers', /found "shoppers", a client, which nobody can call/],
    [`${products}.misses.to`, 'order', /^services\[2\]\.misses\.to: .*did you mean orders\?$/],
    ['metrics.0.of', 'shopers', /^metrics\[0\]\.of: .*did you mean shoppers\?$/],
    [
      `${orders}.instances.0.zone`,
      'euc1-az9',
      /instances\[0\]\.zone: .*none of the zones; allowed: euc1-az1, euc1-az2, euc1-az3/,
    ],
    [`${web}.zones`, ['euc1-az1', 'euc1-zz'], /^services\[0\]\.zones\[1\]: /],
    [`${web}.zones`, [], /^services\[0\]\.zones: found an empty list/],
  ])('%s %s', (field, wrong, message) => expect(told({ [field]: wrong })).toEqual([expect.stringMatching(message)]));
});

test('an inventory stands in places that exist, and names nothing twice', () => {
  const item = { type: 'ec2:ebs-volume', names: ['vol-1', 'vol-2'], zone: 'euc1-az1' };
  expect(told({ inventory: [item] })).toEqual([]);
  expect(told({ inventory: [{ ...item, zone: 'euc1-az9' }] })).toEqual([
    expect.stringMatching(/^inventory\[0\]\.zone: /),
  ]);
  expect(told({ inventory: [{ ...item, region: 'mars' }] })).toEqual([
    expect.stringMatching(/^inventory\[0\]\.region: /),
  ]);
  expect(told({ inventory: [item, { ...item, names: ['vol-2'] }] })).toEqual([
    expect.stringMatching(/^inventory\[1\]\.names\[0\]: /),
  ]);
  expect(told({ inventory: [{ ...item, type: 'ec2:volume' }] })).toEqual([
    expect.stringMatching(/^inventory\[0\]\.type: .*allowed: one of arc:zonal/),
  ]);
});

test('calls never lead in a circle, through load balancers and caches too', () => {
  expect(told({ 'services.1.calls.1.to': 'public' })).toEqual([
    'services[1].calls[1].to: found a circle of calls: public → web → internal → api → public; allowed: calls that end at a service which does not call back',
  ]);
  expect(told({ [`${products}.misses.to`]: 'internal' })).toEqual([
    expect.stringMatching(/circle of calls: internal → api → products → internal/),
  ]);
  expect(told({ 'services.4.calls': [{ to: 'recommendations', timeout: 'PT1S' }] })).toEqual([
    expect.stringMatching(/circle of calls: recommendations → recommendations/),
  ]);
});

test('names stand for one thing each', () => {
  expect(told({ 'loadBalancers.1.id': 'public' })).toContain(
    'loadBalancers[1].id: found the text "public", used already at loadBalancers[0].id; allowed: each name once',
  );
  expect(told({ [`${orders}.instances.1.id`]: 'products' })).toEqual([
    expect.stringMatching(/^services\[3\]\.instances\[1\]\.id: .*used already at services\[2\]\.id/),
  ]);
  expect(told({ 'alarms.1.name': 'shop-checkout-5xx' })).toEqual([expect.stringMatching(/^alarms\[1\]\.name: /)]);
  expect(told({ 'regions.0.zones.3': 'euc1-az1' })).toEqual([expect.stringMatching(/^regions\[0\]\.zones\[3\]: /)]);
  expect(told({ 'metrics.1.metric': 'SuccessRate', 'alarms.1': undefined, alarms: undefined })).toEqual([
    expect.stringMatching(
      /^metrics\[1\]\.metric: found the text "Shop\/SuccessRate \{Service=checkout\}", used already at metrics\[0\]\.metric/,
    ),
  ]);
});

describe('capacity', () => {
  test.each([
    [
      { desired: 10, min: 6, max: 9 },
      'services[0].capacity.desired: found the number 10; allowed: a whole number from 6 to 9',
    ],
    [
      { desired: 5, min: 6, max: 9 },
      'services[0].capacity.desired: found the number 5; allowed: a whole number from 6 to 9',
    ],
    [{ desired: 6, min: 10, max: 9 }, 'services[0].capacity.min: found 10, more than max; allowed: at most 9'],
  ])('%j', (capacity, message) => expect(told({ [`${web}.capacity`]: capacity })).toEqual([message]));
});

describe('metrics and alarms', () => {
  test.each([
    [
      'metrics.0.measure',
      'hit-percent',
      /^metrics\[0\]\.measure: found the text "hit-percent", which a client does not have; allowed: requests, /,
    ],
    ['metrics.2.period', 'PT45S', /^metrics\[2\]\.period: .*allowed: PT1S, PT5S, PT10S/],
    [
      'alarms.0.metric.metric',
      'SucessRate',
      /^alarms\[0\]\.metric: found Shop\/SucessRate \{Service=checkout\}, which is not published; .*did you mean Shop\/SuccessRate \{Service=checkout\}\?$/,
    ],
    ['alarms.0.metric.dimensions', {}, /^alarms\[0\]\.metric: found Shop\/SuccessRate, which is not published/],
    ['alarms.0.stat', 'Mean', /^alarms\[0\]\.stat: .*a percentile such as p99/],
    ['alarms.0.period', 'PT5S', /^alarms\[0\]\.period: .*allowed: PT10S, PT20S, PT30S, or whole minutes/],
    ['alarms.0.period', 'PT90S', /whole minutes/],
    [
      'alarms.0.period',
      'PT30S',
      /^alarms\[0\]\.period: found the text "PT30S", and the metric is published every PT1M; allowed: a multiple of PT1M/,
    ],
    [
      'alarms.0.datapoints',
      { breaching: 4, of: 3 },
      /^alarms\[0\]\.datapoints\.breaching: found 4, more than of; allowed: at most 3/,
    ],
    [
      'alarms.0.datapoints',
      { breaching: 2, of: 1441 },
      /^alarms\[0\]\.datapoints\.of: found 1441 periods of PT1M; allowed: a day in all/,
    ],
  ])('%s %j', (field, wrong, message) => expect(told({ [field]: wrong })).toEqual([expect.stringMatching(message)]));

  test('a high-resolution metric takes a quick alarm', () =>
    expect(told({ 'metrics.0.period': 'PT10S', 'alarms.0.period': 'PT10S' })).toEqual([]));
});

describe('times', () => {
  test.each([
    [
      'clients.0.timeout',
      'PT0S',
      /^clients\[0\]\.timeout: found the text "PT0S"; allowed: a duration longer than nothing/,
    ],
    ['dns.0.ttl', 'PT0S', /longer than nothing/],
    [`${web}.instance.serviceTime`, { exactly: 'PT0S' }, /serviceTime\.exactly: .*longer than nothing/],
    [
      `${web}.instance.serviceTime`,
      { median: 'PT0.2S', p99: 'PT0.1S' },
      /serviceTime\.p99: found the text "PT0\.1S", less than the median; allowed: at least PT0\.2S/,
    ],
    [
      'loadBalancers.0.healthCheck.timeout',
      'PT6S',
      /healthCheck\.timeout: found the text "PT6S", longer than every; allowed: at most PT5S/,
    ],
    ['clients.0.retries.base', 'PT5S', /retries\.base: found the text "PT5S", longer than cap; allowed: at most PT1S/],
    ['startAt', '2026-02-31T09:00:00Z', /^startAt: .*which no calendar has/],
  ])('%s %j', (field, wrong, message) => expect(told({ [field]: wrong })).toEqual([expect.stringMatching(message)]));

  test('nothing may pass where that means at once', () =>
    expect(told({ warmUp: 'PT0S', publicationDelay: 'PT0S' })).toEqual([]));

  test('tags are the author’s own words', () => expect(told({ 'services.0.tags.timeout': 'soon' })).toEqual([]));
});
