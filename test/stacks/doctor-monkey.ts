/** The doctor is deployed where the configuration asks for it, and can replace nothing by itself. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { treatEvent } from '../../core/doctor-monkey/settings.ts';
import { statementsIn } from './statements.ts';
import { everything, resourcesOf, synthesized } from './synthesized.ts';

const all = synthesized(everything, { rate: '7 days' });
const template = all['doctor-monkey']!;

test('without a section there is no stack; with one, the schedule is disabled and carries what the function goes by', () => {
  const { doctorMonkey: asked, ...without } = everything;
  expect(synthesized(without)['doctor-monkey']).toBeUndefined();
  const [schedule] = resourcesOf(template, 'AWS::Scheduler::Schedule');
  expect(schedule?.Properties).toMatchObject({ State: 'DISABLED', ScheduleExpression: 'rate(1 minute)' });
  expect(treatEvent.parse(JSON.parse(schedule?.Properties.Target.Input))).toEqual({ settings: asked });
});

test('its role looks, keeps the history and starts runs; what replaces is the function that injects, where the group is opted in', () => {
  const role = statementsIn(template).filter(({ of }) => of === 'role squall-staging-treat');
  const changing = role.flatMap(({ actions }) =>
    actions.filter((action) => !/:(?:Describe|Get|List|Query)/.test(action)),
  );
  expect(changing.filter((action) => !/^(?:dynamodb|logs):/.test(action)).sort()).toEqual([
    'sns:Publish',
    'states:StartExecution',
  ]);
  const replacing = Object.values(all)
    .flatMap(statementsIn)
    .filter(({ of, actions }) => of.startsWith('role') && actions.includes('autoscaling:SetInstanceHealth'));
  expect(replacing.map(({ of }) => of).sort()).toEqual([
    'role squall-staging-inject',
    'role squall-staging-remote-start',
  ]);
  for (const { condition } of replacing)
    expect(condition).toMatchObject({ StringEquals: { 'aws:ResourceTag/resilience:fis-enabled': 'true' } });
});

test('its dashboard shows what its function writes', () => {
  const [dashboard] = resourcesOf(template, 'AWS::CloudWatch::Dashboard');
  const body = JSON.stringify(dashboard?.Properties.DashboardBody);
  const source = readFileSync('lambdas/triggers/treat.ts', 'utf8');
  const written = [...source.matchAll(/count\('(\w+)'/g)].map(([, name]) => name!);
  expect(written.length).toBeGreaterThan(4);
  for (const name of written) expect(body).toContain(name);
});
