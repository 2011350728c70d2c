/** Monkeys are deployed where the configuration asks for them, disabled, and what plans them can break nothing. */
import { readFileSync } from 'node:fs';
import aslValidator from 'asl-validator';
import { expect, test } from 'vitest';
import { killTags } from '../../core/monkey/experiment-of.ts';
import { roleExperimentOf } from '../../core/monkey/role-of.ts';
import { validateMonkey } from '../../core/monkey/validate.ts';
import { sharedRoleTag } from '../../core/plan/fault-role.ts';
import { dayOfMonkey } from '../../lambdas/triggers/plan-monkey.ts';
import { deployedMonkeys } from '../../lib/configuration/monkeys.ts';
import { requireConfiguration } from '../../lib/configuration/read.ts';
import { flat } from './flat.ts';
import { statementsIn } from './statements.ts';
import { everything, resourcesOf, synthesized } from './synthesized.ts';

const templates = synthesized(everything, { rate: '7 days' });
const template = templates.monkeys!;
const [schedule] = resourcesOf(template, 'AWS::Scheduler::Schedule');
const input = JSON.parse(schedule?.Properties.Target.Input);
const [machine] = resourcesOf(template, 'AWS::StepFunctions::StateMachine');
const definition = JSON.parse(flat(machine?.Properties.DefinitionString, template));

test('without a list there is no stack', () => {
  const { monkeys: _, ...without } = everything;
  expect(synthesized(without).monkeys).toBeUndefined();
});

test('a monkey’s schedule is disabled, comes before its window and its notices, and carries all that a day takes', () => {
  expect(schedule?.Properties).toMatchObject({
    Name: 'fleet-monkey',
    State: 'DISABLED',
    // 09:30, less two hours of notice, less an hour for the planning.
    ScheduleExpression: 'cron(30 6 ? * * *)',
    ScheduleExpressionTimezone: 'Europe/Berlin',
  });
  expect(schedule?.Properties.Target.DeadLetterConfig.Arn).toBeDefined();
  expect(validateMonkey(input.monkey).ok).toBe(true);
  expect(input.calendar.holidays.length).toBeGreaterThan(20);
  expect(input.places).toEqual([
    { account: '111122223333', region: 'eu-central-1' },
    { account: '444455556666', region: 'eu-central-1' },
  ]);
});

test('the machine makes one call for each account, of what the function takes, and one that fails keeps no other back', () => {
  const { isValid, errorsText } = aslValidator(definition, { checkArn: true, checkPaths: true });
  expect(isValid, errorsText()).toBe(true);
  const { EachPlace } = definition.States;
  expect(EachPlace).toMatchObject({ Type: 'Map', ItemsPath: '$.places' });
  const { schedules, ...others } = EachPlace.ItemSelector;
  expect(
    Object.keys(others)
      .map((key) => key.replace(/\.\$$/, ''))
      .sort(),
  ).toEqual(['calendar', 'monkey', 'place', 'scheduledTime', 'seed'].sort());
  const event = { ...input, scheduledTime: '2026-11-23T05:30:00Z', place: input.places[0], schedules };
  expect(dayOfMonkey.safeParse(event).success).toBe(true);
  const inner = EachPlace.ItemProcessor.States;
  expect(inner.PlanMonkey.Catch[0].Next).toBe('NotPlanned');
  expect(inner.TellTrackers.ItemProcessor.States.PutEvents).toMatchObject({
    Resource: 'arn:aws:states:::events:putEvents',
    Parameters: { 'Entries.$': '$' },
  });
});

test('who plans looks, keeps records, tells owners and sets schedules, and starts and stops nothing', () => {
  const role = statementsIn(template).filter(({ of }) => of === 'role squall-staging-plan-monkey');
  const changing = role
    .flatMap(({ actions }) => actions)
    .filter((action) => !/:(?:BatchGet|Describe|Get|List|Query|ConditionCheck)/.test(action));
  expect([...new Set(changing)].sort()).toEqual([
    'dynamodb:DeleteItem',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'iam:PassRole',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'scheduler:CreateSchedule',
    'sns:Publish',
    'sts:AssumeRole',
  ]);
  const roles = resourcesOf(template, 'AWS::IAM::Role');
  expect(roles.length).toBeGreaterThan(3);
  for (const { Properties } of roles) expect(Properties.PermissionsBoundary, Properties.RoleName).toBeDefined();
});

test('trackers of all monkeys are told on exactly their buses', () => {
  const told = statementsIn(template).filter(
    ({ of, actions }) => of.startsWith('policy') && actions.includes('events:PutEvents'),
  );
  expect(told.flatMap(({ resources }) => resources).sort()).toEqual([
    'arn:aws:events:eu-central-1:111122223333:event-bus/chaos',
    'arn:aws:events:eu-central-1:444455556666:event-bus/kills',
  ]);
});

test('trackers that follow kills are told by a function that reads, and puts events on their buses alone', () => {
  const of = 'role squall-staging-tell-trackers';
  const role = statementsIn(template).filter((statement) => statement.of === of);
  expect([...new Set(role.flatMap(({ actions }) => actions))].sort()).toEqual([
    'dynamodb:BatchGetItem',
    'dynamodb:GetItem',
    'dynamodb:Query',
    'events:PutEvents',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ]);
  // The other asks for what is planned alone.
  expect(
    role.filter(({ actions }) => actions.includes('events:PutEvents')).flatMap(({ resources }) => resources),
  ).toEqual(['arn:aws:events:eu-central-1:111122223333:event-bus/chaos']);
  const [subscription] = resourcesOf(template, 'AWS::SNS::Subscription');
  expect(subscription?.Properties).toMatchObject({
    Protocol: 'lambda',
    FilterPolicy: { kind: ['started', 'refused', 'aborted', 'concluded'] },
  });
});

test('FIS acts as one role for all kills of a monkey, in each of its accounts', () => {
  expect(sharedRoleTag).toBe(killTags.monkey);
  const here = statementsIn(templates.experiments!).filter(
    ({ of }) => of === 'role squall-staging-faults-fleet-monkey',
  );
  const there = statementsIn(templates['target-account']!).filter(
    ({ of }) => of === 'role squall-staging-faults-fleet-monkey',
  );
  const actions = (found: typeof here) => found.flatMap((statement) => statement.actions);
  expect(actions(here)).toEqual(
    expect.arrayContaining(['ec2:TerminateInstances', 'ecs:StopTask', 'eks:DescribeNodegroup']),
  );
  expect(actions(there)).toContain('ecs:StopTask');
  expect(actions(there)).not.toContain('ec2:TerminateInstances');
  // Nothing of an example group is left in it.
  const { monkey } = deployedMonkeys({
    ...requireConfiguration('templates/configuration/squall.config.yaml'),
    ...everything,
  })[0]!;
  expect(JSON.stringify(roleExperimentOf(monkey).targets)).not.toMatch(/example|123456789012/);
});

test('the dashboard shows what planning writes', () => {
  const [dashboard] = resourcesOf(template, 'AWS::CloudWatch::Dashboard');
  const body = JSON.stringify(dashboard?.Properties.DashboardBody);
  const written = ['plan-monkey', 'tell-trackers'].flatMap((name) =>
    [...readFileSync(`lambdas/triggers/${name}.ts`, 'utf8').matchAll(/count\('(\w+)'/g)].map(([, metric]) => metric!),
  );
  expect(written).toHaveLength(4);
  for (const name of written) expect(body).toContain(name);
});
