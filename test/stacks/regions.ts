/** Other Regions: what is granted there, what stands there, and nothing that was not asked for. */
import { readFileSync, writeFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Template as Assertions } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { deployedExperiments } from '../../lib/configuration/deployed.ts';
import { requireConfiguration } from '../../lib/configuration/read.ts';
import { mostRegions } from '../../lib/configuration/schema.ts';
import { FaultRoles } from '../../lib/constructs/fault-roles.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type Statement, statementsIn } from './statements.ts';
import { everything, resourcesOf, synthesized, type Template } from './synthesized.ts';
import { widenings } from './widening.ts';

const home = 'eu-central-1';
const regions = ['eu-west-1', 'us-east-1', 'ap-southeast-2'];
const schedule = { cron: '0 10 ? * TUE *' };
const abroad = synthesized({ ...everything, regions }, schedule);
const one = synthesized(everything, schedule);
const statements = (templates: Readonly<Record<string, Template>>) => Object.values(templates).flatMap(statementsIn);

const regionsIn = (texts: readonly string[]) =>
  new Set(texts.flatMap((text) => /^arn:[^:]*:[^:]*:([^:]*):/.exec(text)?.[1] || []));

/** A boundary says several Regions by what it denies elsewhere; a role never does. */
function reachOf({ of, resources, actions }: Statement): ReadonlySet<string> {
  const named = regionsIn(resources);
  const denied = denials.find(
    (each) =>
      `boundary ${each.of}` === of && actions.every((action) => each.actions.includes(`${action.split(':')[0]}:*`)),
  );
  if (!named.has('*') || !denied) return named;
  named.delete('*');
  return new Set([...named, ...denied.unless]);
}

/** By boundary: what is denied in other Regions than these. */
const denials = Object.values(abroad)
  .flatMap((template) => resourcesOf(template, 'AWS::IAM::ManagedPolicy'))
  .flatMap(({ Properties }) =>
    (Properties.PolicyDocument.Statement as readonly Denial[])
      .filter(({ Effect, Resource }) => Effect === 'Deny' && Resource === '*')
      .map(({ Action, Condition }) => ({
        of: Properties.ManagedPolicyName as string,
        actions: [Action].flat(),
        unless: Condition.StringNotEquals['aws:RequestedRegion'],
      })),
  );

interface Denial {
  readonly Effect: string;
  readonly Resource: unknown;
  readonly Action: string | string[];
  readonly Condition: { readonly StringNotEquals: { readonly 'aws:RequestedRegion': readonly string[] } };
}

test('as many Regions as the configuration takes are within what IAM takes', () => {
  expect(regions).toHaveLength(mostRegions);
  for (const [name, template] of Object.entries(abroad)) {
    const plain = (value: unknown) =>
      JSON.stringify(value)
        .replaceAll('{"Fn::Join":["",["', '"')
        .replaceAll('",{"Ref":"AWS::Partition"},"', 'aws')
        .replaceAll('"]]}', '"');
    for (const { Properties } of resourcesOf(template, 'AWS::IAM::ManagedPolicy'))
      expect(plain(Properties.PolicyDocument).length, `${name} ${Properties.ManagedPolicyName}`).toBeLessThan(6144);
    for (const { Properties } of resourcesOf(template, 'AWS::IAM::Role')) {
      const inline = (Properties.Policies ?? []).map((each: { PolicyDocument: unknown }) => plain(each.PolicyDocument));
      expect(inline.join('').length, `${name} ${Properties.RoleName}`).toBeLessThan(10_240);
    }
  }
});

test('faults are granted in the Regions that are named and no other, and no Region is a wildcard', () => {
  expect(widenings(statements(abroad))).toEqual([]);
  const starting = statements(abroad).filter(({ actions }) => actions.includes('fis:StartExperiment'));
  expect(starting.length).toBeGreaterThan(0);
  for (const statement of starting) expect(reachOf(statement)).toEqual(new Set([home, ...regions]));
  for (const statement of statements(abroad))
    for (const region of reachOf(statement)) expect([home, ...regions], statement.of).toContain(region);
  expect(regionsIn(statements(one).flatMap(({ resources }) => resources))).toEqual(new Set([home]));
  // History, machines and deadlines are the platform's own wherever it acts.
  const keeping = statements(abroad).filter(({ actions }) =>
    actions.some((action) => /^(?:dynamodb:UpdateItem|states:StartExecution|scheduler:)/.test(action)),
  );
  for (const statement of keeping.filter(({ of }) => !/faults/.test(of)))
    expect(reachOf(statement), statement.of).toEqual(new Set([home]));
});

test('functions are told of them', () => {
  const [fn] = resourcesOf(abroad.experiments!, 'AWS::Lambda::Function').filter(
    ({ Properties }) => Properties.FunctionName === 'squall-staging-inject',
  );
  expect(fn?.Properties.Environment.Variables.SQUALL_REGIONS).toBe(JSON.stringify(regions));
  expect(JSON.stringify(one)).not.toContain('SQUALL_REGIONS');
});

test('what is of one Region stands in each: documents, the log of FIS, alarms passed on to the platform', () => {
  const there = abroad['target-region']!;
  expect(one['target-region']).toBeUndefined();
  expect(resourcesOf(there, 'AWS::SSM::Document').length).toBe(
    resourcesOf(abroad.experiments!, 'AWS::SSM::Document').length,
  );
  expect(resourcesOf(there, 'AWS::Logs::LogGroup')).toHaveLength(1);
  const [rule] = resourcesOf(there, 'AWS::Events::Rule');
  expect(rule?.Properties.EventPattern).toMatchObject({ source: ['aws.cloudwatch'] });
  expect(JSON.stringify(rule?.Properties.Targets)).toContain(`:events:${home}:111122223333:event-bus/default`);
  const roles = resourcesOf(there, 'AWS::IAM::Role');
  expect(roles).toHaveLength(1);
  expect(roles[0]?.Properties.PermissionsBoundary).toBeDefined();
  expect(regions.map((region) => `squall-staging-passed-alarms-${region}`)).toContain(roles[0]?.Properties.RoleName);
  const observing = synthesized({ ...everything, regions, profile: 'observe' })['target-region']!;
  expect(resourcesOf(observing, 'AWS::SSM::Document')).toEqual([]);
  expect(resourcesOf(observing, 'AWS::Events::Rule')).toHaveLength(1);
});

test('a monkey is planned in each account and Region that its groups name, and its role is for those', () => {
  const file = `${temporaryFolder('monkeys')}/monkey.yaml`;
  const text = readFileSync('templates/monkeys/chaos-monkey/monkey.yaml', 'utf8');
  const [before, after] = text.split('- by: auto-scaling-group');
  writeFileSync(
    file,
    `${before}- by: auto-scaling-group\n    where: { regions: [eu-west-1] }${after?.replace(/\n {4}where:[^\n]*/, '')}`,
  );
  const monkeys = synthesized({ ...everything, regions, monkeys: [{ file }] });
  const [planned] = resourcesOf(monkeys.monkeys!, 'AWS::Scheduler::Schedule');
  expect(JSON.parse(planned?.Properties.Target.Input).places).toEqual([
    { account: '111122223333', region: 'eu-west-1' },
  ]);
  expect(() => synthesized({ ...everything, monkeys: [{ file }] })).toThrow(
    /found Region eu-west-1; allowed: eu-central-1; regions in/,
  );
});

const configuration = { ...requireConfiguration('templates/configuration/squall.config.yaml') };
const stop = deployedExperiments(configuration)
  .map(({ experiment }) => experiment)
  .find(({ steps }) => steps.some(({ action }) => action === 'aws:ec2:stop-instances'))!;

test.each([
  ['eu-west-1', ['eu-west-1']],
  [undefined, [home]],
  ['${parameters.region}', [home, ...regions]],
  ['eu-north-1', [home]],
])('the role of an experiment whose targets are in %s is for %s', (region, expected) => {
  const targets = Object.fromEntries(
    Object.entries(stop.targets).map(([name, target]) => {
      const { region: _, ...where } = target.where;
      return [name, { ...target, where: { ...where, ...(region !== undefined && { region }) } }];
    }),
  );
  const experiment: Experiment = { ...stop, targets };
  const stack = new Stack(new App(), 'Only', { env: { account: '111122223333', region: home } });
  new FaultRoles(stack, 'Faults', { stage: 'staging', experiments: [experiment], accounts: [undefined], regions });
  const template: Template = { Resources: {}, ...(Assertions.fromStack(stack).toJSON() as Partial<Template>) };
  const own = statementsIn(template).filter(({ of }) => of.startsWith('role '));
  const granted = own.filter(({ actions }) => actions.includes('ec2:StopInstances'));
  expect([...regionsIn(granted.flatMap(({ resources }) => resources))].sort()).toEqual([...expected].sort());
  const [role] = resourcesOf(template, 'AWS::IAM::Role');
  const trust = JSON.stringify(role?.Properties.AssumeRolePolicyDocument);
  for (const each of [home, ...regions]) expect(trust.includes(`:fis:${each}:`), each).toBe(expected.includes(each));
});
