/** Every call that an adapter makes is granted to someone: a call without its permission is found only in AWS. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { awsResourceTypes } from '../../core/faults/aws/resource-types.ts';
import { canMark } from '../../core/faults/choosing.ts';
import { statementsIn } from './statements.ts';
import { everything, synthesized } from './synthesized.ts';

/** Client of the SDK to the prefix of its actions in IAM. */
const services: Readonly<Record<string, string>> = {
  'auto-scaling': 'autoscaling',
  cloudwatch: 'cloudwatch',
  ec2: 'ec2',
  'elastic-load-balancing-v2': 'elasticloadbalancing',
  elasticache: 'elasticache',
  fis: 'fis',
  'global-accelerator': 'globalaccelerator',
  iam: 'iam',
  lambda: 'lambda',
  rds: 'rds',
  'resource-groups-tagging-api': 'tag',
  'route-53': 'route53',
  'route53-recovery-cluster': 'route53-recovery-cluster',
  scheduler: 'scheduler',
  'service-quotas': 'servicequotas',
  sfn: 'states',
  sns: 'sns',
  ssm: 'ssm',
};

/** Accounts other than our own are not reached yet. */
const notOfFunctions = ['sts:AssumeRole'];

/** DynamoDB is held apart: its transactions ask for the permissions of their parts. */
function callsOf(text: string): readonly string[] {
  return [...text.matchAll(/import \{([^}]+)\} from '@aws-sdk\/client-([\w-]+)'/g)].flatMap(
    ([, names = '', client = '']) => {
      const service = services[client];
      if (service === undefined) return [];
      const calls = [...names.matchAll(/\b(?:paginate(\w+)|(\w+)Command)\b(?!Input|Output)/g)];
      return calls.map(([, paginated, command]) => `${service}:${paginated ?? command}`);
    },
  );
}

const everyRole = statementsIn(synthesized(everything, { cron: '0 10 ? * TUE *' }).experiments!).filter(({ of }) =>
  of.startsWith('role'),
);

test('every call of the adapters is granted', () => {
  const calls = new Set(
    ['adapters/aws', 'adapters/aws/routing', 'adapters/aws/squall'].flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => file.endsWith('.ts'))
        .flatMap((file) => callsOf(readFileSync(`${folder}/${file}`, 'utf8'))),
    ),
  );
  expect(calls.size).toBeGreaterThan(25);
  const granted = new Set(everyRole.flatMap(({ actions }) => actions));
  expect([...calls].filter((call) => !granted.has(call) && !notOfFunctions.includes(call))).toEqual([]);
});

/** What a file calls, and whatever it is made of, at once or later. */
function reachedFrom(file: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  const imports = [/^import (?!type)[^;]* from '(\.[^']+)'/gm, /\bimport\('(\.[^']+)'\)/g];
  const made = imports.flatMap((pattern) => [...text.matchAll(pattern)].map(([, path = '']) => join(file, '..', path)));
  return [...callsOf(text), ...made.flatMap((each) => reachedFrom(each, seen))];
}

/** Each on its own: a call that another function may make is refused to this one. */
test.each(['admit', 'inject', 'observe', 'undo', 'verify-after', 'sweep'])(
  'whatever looks at resources is granted to %s',
  (name) => {
    const calls = new Set(reachedFrom('adapters/aws/resources.ts'));
    expect(calls).toContain('ec2:DescribeSecurityGroupRules');
    const granted = new Set(
      everyRole.filter(({ of }) => of === `role squall-staging-${name}`).flatMap(({ actions }) => actions),
    );
    expect([...calls].filter((call) => !granted.has(call))).toEqual([]);
  },
);

test('whatever a run may mark can be marked and unmarked, each by its own service and held to the opt-in', () => {
  const marking = everyRole.filter(({ of, resources, condition }) => {
    const keys = condition['ForAllValues:StringLike']?.['aws:TagKeys'];
    return of === 'role squall-staging-inject' && String(keys) === 'squall:chosen-*' && resources.length > 0;
  });
  expect(marking).toHaveLength(2);
  const types = awsResourceTypes.filter(({ type }) => canMark(type));
  expect(types.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['ec2:ebs-volume', 'ecs:task', 'kinesis:stream']),
  );
  for (const { actions, resources, condition } of marking) {
    expect(condition.StringEquals).toEqual({ 'aws:ResourceTag/resilience:fis-enabled': 'true' });
    for (const { type, arn } of types) {
      const prefix = arn.split(':')[2];
      expect(
        actions.some((action) => action.startsWith(`${prefix}:`)),
        type,
      ).toBe(true);
      expect(
        resources.some((resource) => resource.endsWith(arn.split('{account}')[1]!)),
        type,
      ).toBe(true);
    }
  }
});
