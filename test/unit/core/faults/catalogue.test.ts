import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../../core/faults/catalogue.ts';
import { checkParameters, compileParameters } from '../../../../core/faults/parameters.ts';

/** Source: AWS FIS actions reference, November 2026. `TargetKey:type | parameters`, `?` for those that may be left out. */
const documented = `
aws:ec2:stop-instances Instances:ec2:instance | startInstancesAfterDuration?, completeIfInstancesTerminated?
aws:ec2:terminate-instances Instances:ec2:instance |
aws:ec2:reboot-instances Instances:ec2:instance |
aws:ec2:asg-insufficient-instance-capacity-error AutoScalingGroups:ec2:autoscaling-group | duration, availabilityZoneIdentifiers, percentage?
aws:network:disrupt-connectivity Subnets:ec2:subnet | duration, scope all|availability-zone|dynamodb|prefix-list|s3|s3express|vpc, prefixListIdentifier?
aws:ssm:send-command Instances:ec2:instance | documentArn, duration, documentVersion?, documentParameters?
aws:lambda:invocation-add-delay Functions:lambda:function | duration, invocationPercentage?, startupDelayMilliseconds?
aws:lambda:invocation-error Functions:lambda:function | duration, preventExecution, invocationPercentage?
aws:rds:failover-db-cluster Clusters:rds:cluster |
aws:rds:reboot-db-instances DBInstances:rds:db | forceFailover?
aws:fis:wait | duration
`;

test('every action takes what FIS documents, and nothing else', () => {
  const ours = catalogue
    .filter(({ provider }) => provider === 'fis')
    .map(({ id, targets, parameters }) => {
      const taken = parameters
        .map(({ name, required, allowed }) => `${name}${required ? '' : '?'}${allowed ? ` ${allowed.join('|')}` : ''}`)
        .sort();
      const aimed = Object.entries(targets).map(([key, { type }]) => `${key}:${type}`);
      return [id, ...aimed, '|', taken.join(', ')].join(' ').trim();
    });
  const theirs = documented
    .trim()
    .split('\n')
    .map((line) => {
      const [head = '', tail = ''] = line.split(/ \| ?/);
      return `${head} | ${tail
        .split(',')
        .map((name) => name.trim())
        .sort()
        .join(', ')}`.trim();
    });
  expect(ours.sort()).toEqual(theirs.sort());
});

describe('parameters reach FIS in its spelling', () => {
  test.each(catalogue.map((definition) => [definition.id, definition] as const))('%s', (_id, definition) => {
    for (const given of [definition.examples.minimal, definition.examples.maximal]) {
      expect(checkParameters(definition, given)).toEqual([]);
      const compiled = compileParameters(definition, given);
      const names = Object.keys(given);
      // Each duration is written once: that of a document follows the action's.
      if (definition.id === 'aws:ssm:send-command') names.push('documentParameters');
      expect(Object.keys(compiled).sort()).toEqual([...new Set(names)].sort());
      for (const value of Object.values(compiled)) expect(typeof value).toBe('string');
      // Written a second time it stays as it is: plans, templates and retries compile what was compiled.
      expect(compileParameters(definition, compiled)).toEqual(compiled);
    }
  });

  test.each([
    [
      'aws:lambda:invocation-error',
      { duration: 'PT90S', preventExecution: false, invocationPercentage: 5 },
      { duration: 'PT1M30S', preventExecution: 'false', invocationPercentage: '5' },
    ],
    [
      'aws:lambda:invocation-add-delay',
      { duration: 'PT1H', startupDelayMilliseconds: 0 },
      { duration: 'PT1H', startupDelayMilliseconds: '0' },
    ],
    [
      'aws:ec2:stop-instances',
      { startInstancesAfterDuration: 'PT120S', completeIfInstancesTerminated: false },
      { startInstancesAfterDuration: 'PT2M', completeIfInstancesTerminated: 'false' },
    ],
    [
      'aws:ec2:asg-insufficient-instance-capacity-error',
      { duration: 'PT5M', availabilityZoneIdentifiers: ['euc1-az1', 'euc1-az2'], percentage: 33 },
      { duration: 'PT5M', availabilityZoneIdentifiers: 'euc1-az1,euc1-az2', percentage: '33' },
    ],
    ['aws:rds:reboot-db-instances', { forceFailover: true }, { forceFailover: 'true' }],
  ])('%s %j', (id, given, expected) => {
    expect(compileParameters(catalogue.find((each) => each.id === id)!, given)).toEqual(expected);
  });
});

test('the scope prefix-list asks for a prefix list', () => {
  const definition = catalogue.find(({ id }) => id === 'aws:network:disrupt-connectivity')!;
  const problems = (given: object) =>
    checkParameters(definition, { duration: 'PT5M', ...given }).map(
      ({ parameter, allowed }) => `${parameter}: ${allowed}`,
    );
  expect(problems({ scope: 'prefix-list' })).toEqual([
    'prefixListIdentifier: text (the prefix list, with scope prefix-list)',
  ]);
  expect(problems({ scope: 'all' })).toEqual([]);
  expect(problems({ scope: 'prefix-list', prefixListIdentifier: 'pl-1' })).toEqual([]);
  expect(problems({ scope: '${parameters.scope}', prefixListIdentifier: 'pl-1' })).toEqual([]);
});
