/** Each rule on a sound estate, on one thing made wrong in it, and on what is not known. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Known, notKnown } from '../../../../core/conformity/known.ts';
import { ruleNames } from '../../../../core/conformity/rule-names.ts';
import { rules } from '../../../../core/conformity/rules/index.ts';
import { proofOf, scan } from '../../../../core/conformity/scan.ts';
import type { Thing } from '../../../../core/conformity/things.ts';
import { day, estateOf, minute, now, sound } from './sound-estate.ts';

const found = (changes: Parameters<typeof sound>[0]) => {
  const { findings, notEvaluated } = scan(estateOf(sound(changes)), {}, now);
  return {
    findings: findings.map(({ rule, resource, severity }) => `${rule} ${resource.name} ${severity}`),
    notEvaluated: notEvaluated.map(({ rule, resource }) => `${rule} ${resource.name}`),
  };
};

test('the names that a configuration may use are those of the rules, and each rule names templates that exist', () => {
  expect(rules.map(({ rule }) => rule)).toEqual(ruleNames);
  for (const rule of rules)
    for (const kind of rule.of) expect(existsSync(proofOf(rule, kind).command.split(' ').at(-1)!)).toBe(true);
});

test('a sound estate has no finding, and of nothing is unsure but the callers of a function', () => {
  expect(found({})).toEqual({ findings: [], notEvaluated: ['function-timeout resize'] });
});

const member = (id: string, zone: string, more: object = {}) => ({
  id,
  zone,
  inService: true,
  launchedAt: now - day,
  ...more,
});
const check = {
  enabled: true,
  protocol: 'HTTP',
  path: '/ready',
  interval: 10_000,
  timeout: 2000,
  unhealthyAfter: 2,
  healthyAfter: 2,
} as const;
const judged = { namespace: 'Other', metric: 'Errors', dimensions: { Service: 'other' }, stat: 'Sum' };

const wrong: Readonly<Record<string, readonly [Parameters<typeof sound>[0], readonly string[]]>> = {
  'one zone': [{ group: { zones: ['az1'] } }, ['zones-balanced web critical', 'zones-match-load-balancer web high']],
  'two more in one zone than in the other': [
    { group: { members: [member('i-1', 'az1'), member('i-2', 'az1')] } },
    ['zones-balanced web high'],
  ],
  'a member out of service tips the balance': [
    {
      group: {
        members: ['1', '2', '3']
          .map((n) => member(`i-${n}`, 'az1'))
          .concat(member('i-4', 'az2'), member('i-5', 'az2', { inService: false })),
      },
    },
    ['zones-balanced web high'],
  ],
  'the load balancer has a zone too few': [{ balancer: { zones: ['az1'] } }, ['zones-match-load-balancer web high']],
  'the load balancer has a zone too many': [
    { balancer: { zones: ['az1', 'az2', 'az3'] } },
    ['zones-match-load-balancer web high'],
  ],
  'a group that goes by EC2 alone': [{ group: { healthCheck: 'EC2' } }, ['health-check-of-group web high']],
  'checks that are off': [{ targets: { healthCheck: { enabled: false } } }, ['health-check-settings web-targets high']],
  'a path that says nothing': [
    { targets: { healthCheck: { ...check, path: '/' } } },
    ['health-check-settings web-targets medium'],
  ],
  'a slow check': [
    { targets: { healthCheck: { ...check, interval: 30_000, unhealthyAfter: 3 } } },
    ['health-check-settings web-targets medium'],
  ],
  'a check that may take longer than its interval': [
    { targets: { healthCheck: { ...check, timeout: 10_000 } } },
    ['health-check-settings web-targets medium'],
  ],
  'a minimum of one': [{ group: { capacity: { min: 1, desired: 2, max: 4 } } }, ['minimum-healthy web high']],
  'fewer in service than the minimum': [
    { group: { members: [member('i-1', 'az1'), member('i-2', 'az2', { inService: false })] } },
    ['minimum-healthy web critical'],
  ],
  'no alarm': [{ alarm: { metrics: [judged] } }, ['alarms-present checkout high']],
  'an alarm that tells nobody': [
    { alarm: { actions: { enabled: false, onAlarm: 1 } } },
    ['alarms-present checkout medium'],
  ],
  'an alarm without data': [{ alarm: { newest: undefined } }, ['alarms-fresh checkout-errors high']],
  'an alarm with old data': [{ alarm: { newest: now - 10 * minute } }, ['alarms-fresh checkout-errors high']],
  'a database without protection': [{ database: { deletionProtection: false } }, ['deletion-protection orders high']],
  'a load balancer without protection': [
    { balancer: { deletionProtection: false } },
    ['deletion-protection public low'],
  ],
  'backups for a day': [{ database: { backupRetention: day } }, ['backups orders medium']],
  'no backups': [{ database: { backupRetention: 0 } }, ['backups orders critical']],
  'a table that cannot go back': [{ table: { pointInTimeRecovery: false } }, ['backups carts critical']],
  'a database in one zone': [{ database: { multiZone: false } }, ['multi-zone-data orders critical']],
  'a cache in one zone': [{ cache: { multiZone: false } }, ['multi-zone-data products high']],
  'a cache whose replicas wait to be told': [{ cache: { failover: false } }, ['multi-zone-data products high']],
  'an old instance': [
    { group: { members: [member('i-1', 'az1', { launchedAt: now - 91 * day }), member('i-2', 'az2')] } },
    ['instance-age web low'],
  ],
  'nobody’s': [{ table: { tags: { 'resilience:service': 'checkout' } } }, ['owner-tag carts medium']],
  'no opt-in': [{ cache: { tags: { 'resilience:owner': 'ada' } } }, ['opt-in-tag products low']],
  'a function that outlasts its load balancer': [
    { targets: { targets: 'lambda', functions: ['arn:resize'] }, fn: { timeout: 2 * minute } },
    ['function-timeout resize medium'],
  ],
  'a stream that is tried for ever': [
    { fn: { sources: [{ from: 'clicks', stream: true, mostRetries: Number.POSITIVE_INFINITY, keepsFailures: true }] } },
    ['function-retries resize medium'],
  ],
  'a stream whose failures are lost': [
    { fn: { sources: [{ from: 'clicks', stream: true, mostRetries: 3, keepsFailures: false }] } },
    ['function-retries resize medium'],
  ],
  'an asynchronous call that is lost': [
    { fn: { asynchronous: { retries: 2, longest: 1, keepsFailures: false, configured: true } } },
    ['function-retries resize medium'],
  ],
  'no time to drain': [{ targets: { deregistrationDelay: 0 } }, ['draining web-targets medium']],
  'an hour to drain': [{ targets: { deregistrationDelay: 60 * minute } }, ['draining web-targets low']],
  'servers that hang up first': [
    { targets: { tags: { 'resilience:keep-alive': 'PT60S' } } },
    ['idle-timeout web-targets medium'],
  ],
};

for (const [name, [changes, expected]] of Object.entries(wrong))
  test(`${name} is found, and nothing else is`, () => {
    expect(found(changes).findings).toEqual(expected);
  });

test('every rule is seen to find something', () => {
  const seen = new Set(Object.values(wrong).flatMap(([, expected]) => expected.map((text) => text.split(' ')[0])));
  expect([...seen].sort()).toEqual([...ruleNames].sort());
});

test('what is not known is neither found nor conforming, field by field', () => {
  const why: Known<never> = notKnown('denied');
  const counts = (changes: Parameters<typeof sound>[0]) => scan(estateOf(sound(changes)), {}, now);
  const whole = counts({}).conforming;
  for (const [changes, unsure] of [
    [{ balancer: { zones: why } }, ['zones-match-load-balancer web']],
    [{ balancer: { deletionProtection: why } }, ['deletion-protection public']],
    [{ balancer: { idleTimeout: why } }, ['draining web-targets', 'idle-timeout web-targets']],
    [{ targets: { healthCheck: why } }, ['health-check-settings web-targets']],
    [{ targets: { deregistrationDelay: why } }, ['draining web-targets']],
    [{ targets: { tags: {} } }, ['idle-timeout web-targets']],
    [{ database: { backupRetention: why } }, ['backups orders']],
    [{ database: { multiZone: why } }, ['multi-zone-data orders']],
    [{ cache: { failover: why } }, ['multi-zone-data products']],
    [{ cache: { tags: why } }, ['owner-tag products', 'opt-in-tag products']],
    [{ table: { pointInTimeRecovery: why } }, ['backups carts']],
    [{ alarm: { newest: why } }, ['alarms-fresh checkout-errors']],
    [{ alarm: { actions: why } }, ['alarms-present checkout']],
    [{ fn: { asynchronous: why } }, ['function-retries resize']],
    [{ group: { members: [member('i-1', 'az1', { launchedAt: why }), member('i-2', 'az2')] } }, ['instance-age web']],
  ] as const) {
    const { findings, notEvaluated, conforming } = counts(changes);
    expect(findings).toEqual([]);
    const unsureOf = notEvaluated.filter(({ rule }) => rule !== 'function-timeout');
    expect(unsureOf.map(({ rule, resource }) => `${rule} ${resource.name}`)).toEqual(unsure);
    expect(conforming).toBe(whole - unsure.filter((text) => !text.startsWith('function-retries')).length);
  }
});

test('a kind that could not be read is not evaluated, for every rule that would have looked at it', () => {
  const things = Object.values(sound({})).filter(({ kind }: Thing) => kind !== 'load-balancer');
  const { findings, notEvaluated } = scan(
    { ...estateOf({}), things, unread: [{ kind: 'load-balancer', why: 'AccessDenied' }] },
    {},
    now,
  );
  expect(findings).toEqual([]);
  expect(notEvaluated.map(({ rule, resource }) => `${rule} ${resource.name}`)).toEqual([
    'zones-match-load-balancer web',
    'deletion-protection every load balancer',
    'owner-tag every load balancer',
    'function-timeout resize',
    'draining web-targets',
    'idle-timeout web-targets',
  ]);
});
