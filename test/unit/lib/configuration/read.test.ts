import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { configurationSchema, configurationSchemaFile } from '../../../../lib/configuration/json-schema.ts';
import { readConfiguration, requireConfiguration } from '../../../../lib/configuration/read.ts';

const template = 'templates/configuration/squall.config.yaml';
const folder = mkdtempSync(join(tmpdir(), 'squall-configuration-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
/** The template with a line replaced or added. */
function changed(...changes: readonly [was: string | RegExp, is: string][]): string {
  files += 1;
  const file = join(folder, `${files}.yaml`);
  const text = changes.reduce((now, [was, is]) => now.replace(was, is), readFileSync(template, 'utf8'));
  writeFileSync(file, text);
  return file;
}

function problemsOf(file: string): readonly string[] {
  const read = readConfiguration(file);
  return 'problems' in read ? read.problems.map(({ line, message }) => `${line}: ${message}`) : [];
}

test('the template is valid, and its paths are from its own folder', () => {
  expect(problemsOf(template)).toEqual([]);
  expect(requireConfiguration(template)).toMatchObject({
    stage: 'staging',
    profile: 'run',
    incidentSource: 'none',
    experiments: join(process.cwd(), 'templates/experiments'),
  });
});

test('the schema of editors is the one of the source (npm run generate), and asks for what has no default', () => {
  const schema = configurationSchema();
  expect(JSON.parse(readFileSync(configurationSchemaFile, 'utf8'))).toEqual(schema);
  expect(schema.required).toEqual([
    'apiVersion',
    'kind',
    'stage',
    'account',
    'region',
    'incidentSource',
    'deploymentSource',
  ]);
  const { heartbeatTables } = schema.properties as { heartbeatTables: { items: { required: string[] } } };
  expect(heartbeatTables.items.required).toEqual(['table', 'regions']);
  for (const file of [template, 'templates/configuration/everything.config.yaml']) {
    const [head = ''] = readFileSync(file, 'utf8').split('\n');
    expect(head).toBe('# yaml-language-server: $schema=../../configuration.schema.json');
  }
});

test('without a profile nothing can inject, and no fleet is made', () => {
  const file = changed(['profile: run', ''], ['sampleFleet: false', ''], [/history:[\s\S]*?P90D.*\n/, '']);
  expect(requireConfiguration(file)).toMatchObject({
    profile: 'observe',
    sampleFleet: false,
    history: { retain: 'P2Y', logs: 'P90D' },
  });
});

test('keys of other stages are trusted by their fingerprint, and nobody speaks for this one', () => {
  const trusting = (environment: string, key: string, validFor = 'P90D') =>
    changed([
      'experiments: ',
      `promotions: { trust: [{ environment: ${environment}, key: "${key}" }], validFor: ${validFor} }\nexperiments: `,
    ]);
  const key = `SHA256:${'a'.repeat(64)}`;
  expect(requireConfiguration(trusting('dev', key)).promotions).toEqual({
    trust: [{ environment: 'dev', key }],
    validFor: 'P90D',
  });
  expect(problemsOf(trusting('staging', key))[0]).toContain(
    'promotions.trust[0].environment: found "staging", which is this stage itself; allowed: another stage',
  );
  expect(problemsOf(trusting('dev', 'SHA256:ab'))[0]).toContain('the fingerprint of an Ed25519 key');
  expect(problemsOf(trusting('dev', key, 'PT0S'))[0]).toContain('promotions.validFor: found PT0S; allowed: a second');
});

test('FIS logs to a group, a folder, or both, and to something', () => {
  const logging = (value: string) => changed(['targetAccounts: []', `faultLogs: ${value}\ntargetAccounts: []`]);
  const { faultLogs } = requireConfiguration(logging('{ logGroup: own, folder: arn:aws:s3:::my-logs/fis/ }'));
  expect(faultLogs).toEqual({ logGroup: 'own', folder: 'arn:aws:s3:::my-logs/fis/' });
  expect(problemsOf(logging('{}'))[0]).toContain('logGroup, folder, or both');
  expect(problemsOf(logging('{ folder: my-logs }'))[0]).toContain('the ARN of a folder in S3 with a slash at its end');
  expect(problemsOf(logging('{ logGroup: "a b" }'))[0]).toContain('the name of a log group');
});

test('heartbeats are granted in tables by name, where the platform may act, and never in its own history', () => {
  const beating = (value: string) =>
    changed([
      'targetAccounts: []',
      `regions: [eu-west-1]\nheartbeatTables: ${value}\ntargetAccounts: [{ account: "444455556666", startExternalId: abcdefghijklmnop, stopExternalId: bbcdefghijklmnop }]`,
    ]);
  const carts = '{ table: carts, regions: [eu-central-1, eu-west-1] }';
  const there = '{ table: carts, regions: [eu-west-1, eu-central-1], account: "444455556666" }';
  expect(requireConfiguration(beating(`[${carts}, ${there}]`)).heartbeatTables).toHaveLength(2);
  const wrong = (table: string) => problemsOf(beating(`[${table}]`)).join('\n');
  expect(wrong('{ table: squall-staging-history, regions: [eu-central-1, eu-west-1] }')).toContain(
    'heartbeatTables[0].table: found "squall-staging-history", the platform’s own history; allowed: a table of yours',
  );
  expect(wrong('{ table: carts, regions: [eu-central-1, us-east-1] }')).toContain(
    'heartbeatTables[0].regions[1]: found Region us-east-1; allowed: eu-central-1, eu-west-1; another one is added to regions',
  );
  expect(wrong('{ table: carts, regions: [eu-west-1, eu-west-1] }')).toContain('found Region eu-west-1 a second time');
  expect(wrong('{ table: carts, regions: [eu-west-1] }')).toContain('heartbeatTables[0].regions: found');
  expect(wrong('{ table: "carts/*", regions: [eu-central-1, eu-west-1] }')).toContain('the name of a DynamoDB table');
  expect(wrong('{ table: carts, regions: [eu-central-1, eu-west-1], account: "999988887777" }')).toContain(
    'heartbeatTables[0].account: found account 999988887777; allowed: 111122223333, 444455556666',
  );
  expect(wrong(`${carts}, ${carts}`)).toContain('heartbeatTables[1].table: found "carts" a second time');
  expect(wrong('{ table: carts, regions: [eu-central-1, eu-west-1], keys: [] }')).toContain('keys');
  expect(wrong('')).toContain('heartbeatTables: found');
  expect(problemsOf(beating(`[${Array(11).fill(carts).join()}]`))[0]).toContain('heartbeatTables: found');
});

test('what is not watched must be said', () => {
  const [first = '', ...others] = problemsOf(changed(['incidentSource: none', '']));
  expect(first).toContain('incidentSource: found nothing');
  expect(others).toEqual([]);
});

test.each<[string, readonly [string | RegExp, string][], string]>([
  ['an account that YAML read as a number', [['account: "111122223333"', 'account: 111122223333']], 'account: found'],
  ['a field that does not exist', [['profile: run', 'profiles: run']], 'did you mean profile?'],
  ['a profile that does not exist', [['profile: run', 'profile: runn']], 'did you mean run?'],
  [
    'a timeout that the machines do not count on',
    [['functionTimeout: PT30S', 'functionTimeout: PT5M']],
    'functionTimeout: found PT5M',
  ],
  ['a history shorter than minimum gaps', [['P2Y', 'P7D']], 'history.retain: found P7D'],
  ['a log retention that CloudWatch does not know', [['P90D', 'P91D']], 'history.logs: found P91D'],
  [
    'one external id for both roles',
    [
      [
        'targetAccounts: []',
        'targetAccounts: [{ account: "444455556666", startExternalId: abcdefghijklmnop, stopExternalId: abcdefghijklmnop }]',
      ],
    ],
    'targetAccounts[0].stopExternalId: found the external id of the start role',
  ],
  [
    'the home account as a target',
    [
      [
        'targetAccounts: []',
        'targetAccounts: [{ account: "111122223333", startExternalId: abcdefghijklmnop, stopExternalId: bbcdefghijklmnop }]',
      ],
    ],
    'targetAccounts[0].account: found the platform’s own account',
  ],
])('refuses %s', (_what, changes, expected) => {
  const problems = problemsOf(changed(...changes));
  expect(problems.join('\n')).toContain(expected);
  expect(problems).toHaveLength(1);
  expect(problems[0]).not.toMatch(/^1: /);
});

test('every problem at once, each with file, line and column', () => {
  const file = changed(['stage: staging', 'stage: Staging'], ['region: eu-central-1', 'region: here']);
  expect(() => requireConfiguration(file)).toThrow(
    expect.objectContaining({
      name: 'InvalidConfiguration',
      message: expect.stringMatching(/yaml:8:8: stage: found.*\n.*yaml:10:9: region: found/),
    }),
  );
  expect(() => requireConfiguration(join(folder, 'none.yaml'))).toThrow('no such file');
});
