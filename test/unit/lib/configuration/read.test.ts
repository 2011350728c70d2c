import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
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
      message: expect.stringMatching(/yaml:7:8: stage: found.*\n.*yaml:9:9: region: found/),
    }),
  );
  expect(() => requireConfiguration(join(folder, 'none.yaml'))).toThrow('no such file');
});
