/** What FIS may do in our name: a role for each experiment, of what that experiment needs, and of nothing else. */
import { App, Stack } from 'aws-cdk-lib';
import { Template as Assertions } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { faultRoleOf } from '../../core/plan/fault-role.ts';
import { deliveryFor } from '../../core/plan/log-delivery.ts';
import { policyOf } from '../../core/plan/role-policy.ts';
import { compileExperiments } from '../../lib/configuration/experiments.ts';
import { FaultRoles } from '../../lib/constructs/fault-roles.ts';
import { statementsIn } from './statements.ts';
import { everything, resourcesOf, synthesized, type Template } from './synthesized.ts';

const templates = synthesized(everything);
/** What may be left out of a configuration. */
const { lambdaFaults: _, faultLogs: __, ...settings } = everything;
const without = synthesized(settings);
const ofFaults = (template: Template) =>
  statementsIn(template).filter(({ of }) => of.startsWith('role squall-staging-faults'));
const experiments = compileExperiments('templates/experiments', 'staging').map(({ experiment }) => experiment);
const faultLogs = { logGroup: '/aws/vendedlogs/fis/squall-staging', folder: 'arn:aws:s3:::squall-logs/fis/' };
const lambdaFaults = 'arn:aws:s3:::squall-faults/FisConfigs/';

test('each experiment has a role of its own, with the actions of its policy and no others', () => {
  expect(experiments.length).toBeGreaterThan(5);
  const statements = ofFaults(templates.experiments!);
  for (const experiment of experiments) {
    const name = `role ${faultRoleOf('squall-staging-faults', experiment.metadata.name)}`;
    const granted = statements.filter(({ of }) => of === name).flatMap(({ actions }) => actions);
    const wanted = [...policyOf(experiment), ...deliveryFor(experiment, faultLogs)].flatMap(({ actions }) => actions);
    expect(granted.sort(), name).toEqual([...wanted].sort());
  }
});

test('whoever injects may have FIS act as those roles and no other, and asks about no other', () => {
  const roles = resourcesOf(templates.experiments!, 'AWS::IAM::Role')
    .map(({ Properties }) => Properties.RoleName as string)
    .filter((name) => name?.startsWith('squall-staging-faults'))
    .map((name) => `arn:aws:iam::111122223333:role/${name}`);
  const inject = statementsIn(templates.experiments!).filter(({ of }) => of === 'role squall-staging-inject');
  // As many as there are may be in several parts of what it is granted.
  const passing = inject.filter(({ actions }) => actions.includes('iam:PassRole'));
  expect(passing.flatMap(({ resources }) => resources).sort()).toEqual(roles.sort());
});

test('functions are broken only where their folder is named, and looked at only when they have opted in', () => {
  const words = ofFaults(templates.experiments!).filter(({ actions }) => actions.includes('s3:PutObject'));
  expect(new Set(words.flatMap(({ resources }) => resources))).toEqual(
    new Set(['arn:aws:s3:::squall-faults/FisConfigs/*']),
  );
  const [look] = ofFaults(templates.experiments!).filter(({ actions }) => actions.includes('lambda:GetFunction'));
  expect(look!.condition.StringEquals).toMatchObject({ 'aws:ResourceTag/resilience:fis-enabled': 'true' });
  const granted = ofFaults(without.experiments!).flatMap(({ actions }) => actions);
  expect(granted).toContain('ec2:StopInstances');
  expect(granted.filter((action) => /^s3:(?:Put|Delete)Object$/.test(action))).toEqual([]);
});

test('FIS delivers its log to a group that each account has and to the one bucket, and without the setting to nothing', () => {
  for (const stack of ['experiments', 'target-account'] as const)
    expect(resourcesOf(templates[stack]!, 'AWS::Logs::LogGroup').map(({ Properties }) => Properties)).toContainEqual(
      expect.objectContaining({ LogGroupName: faultLogs.logGroup, RetentionInDays: 90 }),
    );
  const delivering = (template: Template) =>
    ofFaults(template).filter(({ actions }) => actions.some((action) => /^logs:|^s3:\w+BucketPolicy$/.test(action)));
  const roles = new Set(ofFaults(templates.experiments!).map(({ of }) => of));
  const granted = Map.groupBy(delivering(templates.experiments!), ({ of }) => of);
  expect(granted.size).toBeGreaterThan(5);
  expect(granted.size).toBeLessThanOrEqual(roles.size);
  for (const statements of granted.values())
    expect(statements.map(({ actions, resources }) => [actions, resources])).toEqual([
      [
        ['logs:CreateLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies', 'logs:PutResourcePolicy'],
        ['*'],
      ],
      [['s3:GetBucketPolicy', 's3:PutBucketPolicy'], ['arn:aws:s3:::squall-logs']],
    ]);
  expect(delivering(without.experiments!)).toEqual([]);
  const named = resourcesOf(without.experiments!, 'AWS::Logs::LogGroup').map(
    ({ Properties }) => Properties.LogGroupName,
  );
  expect(named).not.toContain(faultLogs.logGroup);
});

test('whoever starts instances again may do so with encrypted volumes, and uses the key for nothing else', () => {
  const starting = Object.values(templates)
    .flatMap(statementsIn)
    .filter(({ of, actions }) => of.startsWith('role') && actions.includes('ec2:StartInstances'));
  const granting = Object.values(templates)
    .flatMap(statementsIn)
    .filter(({ of, actions }) => of.startsWith('role') && actions.includes('kms:CreateGrant'));
  expect(new Set(granting.map(({ of }) => of))).toEqual(new Set(starting.map(({ of }) => of)));
  for (const { condition } of granting)
    expect(condition).toMatchObject({
      StringEquals: { 'kms:ViaService': expect.stringMatching(/^ec2\./) },
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
    });
});

function placedIn(accounts: readonly (string | undefined)[], of: readonly Experiment[]): Template {
  const stack = new Stack(new App(), 'Only', { env: { account: '444455556666', region: 'eu-central-1' } });
  new FaultRoles(stack, 'Faults', { stage: 'staging', lambdaFaults, experiments: of, accounts });
  return { Resources: {}, ...(Assertions.fromStack(stack).toJSON() as Partial<Template>) };
}

const stop = experiments.find(({ steps }) => steps.some(({ action }) => action === 'aws:ec2:stop-instances'))!;

test('another account has a role for each experiment that acts there, and for no other', () => {
  const there: Experiment = {
    ...stop,
    targets: Object.fromEntries(
      Object.entries(stop.targets).map(([name, target]) => [
        name,
        { ...target, where: { ...target.where, account: '444455556666' } },
      ]),
    ),
  };
  expect(resourcesOf(placedIn(['444455556666'], [stop]), 'AWS::IAM::Role')).toEqual([]);
  const template = placedIn(['444455556666'], [stop, there]);
  const [role, ...others] = resourcesOf(template, 'AWS::IAM::Role');
  expect(others).toEqual([]);
  expect(role!.Properties.RoleName).toBe(faultRoleOf('squall-staging-faults', stop.metadata.name));
  expect(ofFaults(template).flatMap(({ actions }) => actions)).toContain('ec2:StopInstances');
});

test('what a template may ask for is more than a role holds, and is attached in parts that IAM takes', () => {
  const foreign: Experiment = { ...stop, steps: [{ id: 'foreign', fisTemplate: 'EXT1' }] };
  const template = placedIn([undefined], [foreign]);
  const [role] = resourcesOf(template, 'AWS::IAM::Role');
  expect(role!.Properties.Policies).toBeUndefined();
  const policies = resourcesOf(template, 'AWS::IAM::ManagedPolicy');
  expect(role!.Properties.ManagedPolicyArns).toHaveLength(policies.length - 1);
  expect(policies.length).toBeLessThanOrEqual(11);
  for (const { Properties } of policies)
    expect(sizeOf(Properties.PolicyDocument), Properties.ManagedPolicyName).toBeLessThan(6144);
  const granted = statementsIn(template).flatMap(({ actions }) => actions);
  expect(granted).toEqual(
    expect.arrayContaining(['eks:DescribeNodegroup', 's3:PauseReplication', 'ec2:StopInstances']),
  );
});

test('a name that IAM would not take is cut, and still told apart', () => {
  const long = 'az-power-interruption-of-everything-that-there-is-in-the-shop';
  const names = [`${long}-1`, `${long}-2`].map((name) => faultRoleOf('squall-a-stage-of-20-chars-faults', name));
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]{1,64}$/);
  expect(faultRoleOf('arn:aws:iam::111122223333:role/squall-staging-faults', 'az')).toBe(
    'arn:aws:iam::111122223333:role/squall-staging-faults-az',
  );
});

/** As IAM counts: references written out. */
const sizeOf = (document: unknown): number =>
  JSON.stringify(document)
    .replaceAll('{"Fn::Join":["",["', '"')
    .replaceAll('",{"Ref":"AWS::Partition"},"', 'aws')
    .replaceAll('"]]}', '"').length;
