/** Every call that an adapter makes is granted to someone: a call without its permission is found only in AWS. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
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
  iam: 'iam',
  lambda: 'lambda',
  rds: 'rds',
  'resource-groups-tagging-api': 'tag',
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

test('every call of the adapters is granted', () => {
  const folder = 'adapters/aws';
  const calls = new Set(
    readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => callsOf(readFileSync(`${folder}/${file}`, 'utf8'))),
  );
  expect(calls.size).toBeGreaterThan(25);
  const granted = new Set(
    statementsIn(synthesized(everything, { cron: '0 10 ? * TUE *' }).experiments!)
      .filter(({ of }) => of.startsWith('role'))
      .flatMap(({ actions }) => actions),
  );
  expect([...calls].filter((call) => !granted.has(call) && !notOfFunctions.includes(call))).toEqual([]);
});
