/** Scans are deployed where the configuration asks for them, and can change nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scanEvent } from '../../core/conformity/settings.ts';
import { statementsIn } from './statements.ts';
import { everything, resourcesOf, synthesized } from './synthesized.ts';

const { conformity: asked } = everything;
const template = synthesized(everything, { rate: '7 days' }).conformity!;
const [scan] = resourcesOf(template, 'AWS::Lambda::Function').filter(({ Properties }) => Properties.FunctionName);
const schedules = (changes: object) =>
  resourcesOf(synthesized({ ...everything, ...changes }).conformity!, 'AWS::Scheduler::Schedule');

test('without a section there is no stack, and without a time no schedule', () => {
  const { conformity: _, ...without } = everything;
  expect(synthesized(without).conformity).toBeUndefined();
  expect(schedules({ conformity: {} })).toEqual([]);
});

test('the schedule is disabled unless it is enabled, and carries what the function goes by', () => {
  const [disabled] = resourcesOf(template, 'AWS::Scheduler::Schedule');
  expect(disabled?.Properties).toMatchObject({
    State: 'DISABLED',
    ScheduleExpression: 'cron(0 6 ? * MON-FRI *)',
    ScheduleExpressionTimezone: 'Europe/Berlin',
  });
  expect(scanEvent.parse(JSON.parse(disabled?.Properties.Target.Input))).toEqual({ settings: asked });
  expect(disabled?.Properties.Target.DeadLetterConfig.Arn).toBeDefined();
  const [enabled] = schedules({ conformity: { ...asked, enabled: true } });
  expect(enabled?.Properties.State).toBe('ENABLED');
});

test('its role reads, keeps its own items and tells owners, and does nothing else', () => {
  const role = statementsIn(template).filter(({ of }) => of === 'role squall-staging-scan');
  const changing = role.filter(({ actions }) => actions.some((action) => !/:(?:Describe|Get|List|Query)/.test(action)));
  expect(changing.map(({ actions, condition }) => [actions, condition])).toEqual([
    [
      ['dynamodb:PutItem', 'dynamodb:Query'],
      { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['findings', 'scans'] } },
    ],
    [['sns:Publish'], {}],
    [['logs:CreateLogStream', 'logs:PutLogEvents'], {}],
  ]);
  expect(scan?.Properties).toMatchObject({ FunctionName: 'squall-staging-scan', Timeout: 900 });
});

test('every call of the inventory is granted to it', () => {
  const prefixes: Readonly<Record<string, string>> = {
    'auto-scaling': 'autoscaling',
    'elastic-load-balancing-v2': 'elasticloadbalancing',
  };
  const calls = readdirSync('adapters/aws/inventory').flatMap((file) =>
    [
      ...readFileSync(`adapters/aws/inventory/${file}`, 'utf8').matchAll(
        /import \{([^}]+)\} from '@aws-sdk\/client-([\w-]+)'/g,
      ),
    ].flatMap(([, names = '', client = '']) =>
      [...names.matchAll(/\b(?:paginate(\w+)|(\w+)Command)\b(?!Input|Output)/g)].map(
        ([, paginated, command]) => `${prefixes[client] ?? client}:${paginated ?? command}`,
      ),
    ),
  );
  expect(calls.length).toBeGreaterThan(12);
  const granted = new Set(statementsIn(template).flatMap(({ of, actions }) => (of.startsWith('role') ? actions : [])));
  expect(calls.filter((call) => !granted.has(call))).toEqual([]);
});

test('its dashboard shows what its function writes', () => {
  const [dashboard] = resourcesOf(template, 'AWS::CloudWatch::Dashboard');
  const body = JSON.stringify(dashboard?.Properties.DashboardBody);
  const written = [...readFileSync('lambdas/triggers/scan.ts', 'utf8').matchAll(/count\('(\w+)'/g)].map(
    ([, name]) => name!,
  );
  expect(written.length).toBeGreaterThan(6);
  for (const name of written) expect(body).toContain(name);
});
