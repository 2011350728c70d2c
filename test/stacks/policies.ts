import { expect, test } from 'vitest';
import { type Statement, statementsIn } from './statements.ts';
import { everything, resourcesOf, synthesized } from './synthesized.ts';
import { widenings } from './widening.ts';

const schedule = { cron: '0 10 ? * TUE *' };
const running = synthesized(everything, schedule);
const observing = synthesized({ ...everything, profile: 'observe' }, schedule);
const all = (templates: typeof running) => Object.values(templates).flatMap(statementsIn);

test('no policy is wider than the rules allow', () => {
  expect(all(running).length).toBeGreaterThan(60);
  expect(widenings(all(running))).toEqual([]);
  expect(widenings(all(observing))).toEqual([]);
});

const bare = { of: 'planted', condition: {}, odd: [] };
const optedIn = { StringEquals: { 'aws:ResourceTag/resilience:fis-enabled': 'true' } };
const instances = 'arn:aws:ec2:eu-central-1:111122223333:instance/*';
const faults = 'arn:aws:iam::111122223333:role/squall-staging-faults-az-power';
const toFis = { StringEquals: { 'iam:PassedToService': 'fis.amazonaws.com' } };

test.each<[string, Partial<Statement>]>([
  ['every action', { actions: ['*'], resources: ['*'] }],
  ['every action of a service', { actions: ['ec2:*'], resources: [instances], condition: optedIn }],
  ['a family of actions', { actions: ['ec2:Describe*'], resources: ['*'] }],
  ['destruction without the tag', { actions: ['ec2:TerminateInstances'], resources: [instances] }],
  [
    'another value of the tag',
    {
      actions: ['ec2:StopInstances'],
      resources: [instances],
      condition: { StringEquals: { 'aws:ResourceTag/resilience:fis-enabled': 'false' } },
    },
  ],
  [
    'the tag if it exists',
    {
      actions: ['ec2:StopInstances'],
      resources: [instances],
      condition: { StringEqualsIfExists: optedIn.StringEquals },
    },
  ],
  ['an action that nobody thought of', { actions: ['s3:DeleteBucket'], resources: ['arn:aws:s3:::x'] }],
  [
    'the table of someone else',
    { actions: ['dynamodb:DeleteItem'], resources: ['arn:aws:dynamodb:eu-central-1:111122223333:table/orders'] },
  ],
  [
    'heartbeats in any table',
    {
      actions: ['dynamodb:PutItem'],
      resources: ['arn:aws:dynamodb:eu-central-1:111122223333:table/*'],
      condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'squall-heartbeat/*' } },
    },
  ],
  ['any machine', { actions: ['states:StartExecution'], resources: ['*'] }],
  ['any role to FIS', { actions: ['iam:PassRole'], resources: ['*'], condition: toFis }],
  ['our role to anyone', { actions: ['iam:PassRole'], resources: [faults] }],
  [
    'our role to EC2',
    {
      actions: ['iam:PassRole'],
      resources: [faults],
      condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    },
  ],
  [
    'a second role beside ours',
    { actions: ['iam:PassRole'], resources: [faults, 'arn:aws:iam::111122223333:role/admin'], condition: toFis },
  ],
  [
    'alarms to the bus of someone else',
    { actions: ['events:PutEvents'], resources: ['arn:aws:events:eu-central-1:444455556666:event-bus/default'] },
  ],
  ['any role in another account', { actions: ['sts:AssumeRole'], resources: ['arn:aws:iam::444455556666:role/*'] }],
  [
    'templates without a run',
    {
      actions: ['fis:CreateExperimentTemplate'],
      resources: ['arn:aws:fis:eu-central-1:111122223333:experiment-template/*'],
    },
  ],
  [
    'a document of one’s own',
    { actions: ['ssm:SendCommand'], resources: ['arn:aws:ssm:eu-central-1::document/AWS-RunShellScript'] },
  ],
  ['launch errors whatever asks', { actions: ['ec2:InjectApiError'], resources: ['*'] }],
  ['all but some actions', { actions: [], resources: ['*'], odd: ['NotAction'] }],
])('a planted violation is found: %s', (_what, planted) => {
  expect(widenings([{ ...bare, actions: [], resources: [], ...planted }])).toHaveLength(1);
});

const rolesThat = (action: string, templates = running) =>
  new Set(all(templates).flatMap(({ of, actions }) => (actions.includes(action) && of.startsWith('role') ? [of] : [])));

test('who may start may not stop, and the other way round', () => {
  const starting = rolesThat('fis:StartExperiment');
  const stopping = rolesThat('fis:StopExperiment');
  expect([...starting].sort()).toEqual(['role squall-staging-inject', 'role squall-staging-remote-start']);
  expect([...stopping].sort()).toEqual([
    'role squall-staging-remote-stop',
    'role squall-staging-stop',
    'role squall-staging-stop-scope',
    'role squall-staging-sweep',
    'role squall-staging-undo',
  ]);
});

test('only FIS breaks anything, and only for experiments of this account', () => {
  const breaking = [...rolesThat('ec2:TerminateInstances')];
  expect(breaking.length).toBeGreaterThan(0);
  for (const role of breaking) expect(role).toMatch(/^role squall-staging-faults-/);
  const roles = resourcesOf(running.experiments!, 'AWS::IAM::Role').filter(({ Properties }) =>
    Properties.RoleName?.startsWith?.('squall-staging-faults-'),
  );
  expect(roles.length).toBeGreaterThan(breaking.length);
  for (const role of roles) {
    const trust = JSON.stringify(role.Properties.AssumeRolePolicyDocument);
    expect(trust).toContain('"Service":"fis.amazonaws.com"');
    expect(trust).toContain('aws:SourceAccount');
    expect(trust).toContain(':experiment/*');
  }
});

test('a deployment that observes has no role that could inject', () => {
  for (const action of [
    'fis:StartExperiment',
    'fis:CreateExperimentTemplate',
    'ec2:StopInstances',
    'ec2:InjectApiError',
    'ec2:StartInstances',
  ])
    expect(all(observing).filter(({ actions }) => actions.includes(action))).toEqual([]);
  expect(JSON.stringify(observing).includes('fis.amazonaws.com')).toBe(false);
  expect(
    all(observing)
      .flatMap(({ resources }) => resources)
      .join(),
  ).not.toContain('remote-start');
  const names = Object.values(observing).flatMap((template) =>
    resourcesOf(template, 'AWS::IAM::Role').map(({ Properties }) => Properties.RoleName),
  );
  expect(names.join()).not.toMatch(/faults|remote-start/);
  expect(JSON.stringify(observing.experiments).includes('SQUALL_FAULT_ROLE')).toBe(false);
});

test('every role of the platform has a boundary, which is within what IAM takes', () => {
  for (const [subject, template] of Object.entries(running)) {
    const roles = resourcesOf(template, 'AWS::IAM::Role');
    if (subject === 'sample-fleet') continue;
    for (const { Properties } of roles)
      expect(Properties.PermissionsBoundary, JSON.stringify(Properties.RoleName)).toBeDefined();
  }
  for (const template of Object.values(running))
    for (const { Properties } of resourcesOf(template, 'AWS::IAM::ManagedPolicy')) {
      const text = JSON.stringify(Properties.PolicyDocument)
        .replaceAll('{"Fn::Join":["",["', '"')
        .replaceAll('",{"Ref":"AWS::Partition"},"', 'aws')
        .replaceAll('"]]}', '"');
      expect(text.length, Properties.ManagedPolicyName).toBeLessThan(6144);
    }
});

test('roles in another account are for our functions alone, each with an external id of its own', () => {
  const roles = resourcesOf(running['target-account']!, 'AWS::IAM::Role');
  const trust = (name: string) =>
    JSON.stringify(roles.find(({ Properties }) => Properties.RoleName === name)?.Properties.AssumeRolePolicyDocument);
  expect(trust('squall-staging-remote-start')).toContain('"sts:ExternalId":"start-start-start-1"');
  expect(trust('squall-staging-remote-start')).toContain('role/squall-staging-inject');
  expect(trust('squall-staging-remote-start')).not.toContain('squall-staging-undo');
  expect(trust('squall-staging-remote-stop')).toContain('"sts:ExternalId":"stop-stop-stop-stop"');
  expect(trust('squall-staging-remote-stop')).toContain('role/squall-staging-stop"');
});

test('a function takes on one role in another account, and each role there is taken on by someone', () => {
  const roleOf = (name: string) =>
    statementsIn(running.experiments!)
      .filter(({ of, actions }) => of === `role ${name}` && actions.includes('sts:AssumeRole'))
      .flatMap(({ resources }) => resources.map((arn) => arn.split('/')[1]));
  expect(roleOf('squall-staging-inject')).toEqual(['squall-staging-remote-start']);
  for (const name of ['admit', 'verify-before', 'observe', 'undo', 'verify-after', 'stop', 'stop-scope', 'sweep'])
    expect(roleOf(`squall-staging-${name}`), name).toEqual(['squall-staging-remote-stop']);
  for (const name of ['arm', 'hand-over', 'conclude', 'start', 'recover', 'resume', 'approve', 'acknowledge', 'define'])
    expect(roleOf(`squall-staging-${name}`), name).toEqual([]);
});

test('a target account passes alarms on, and may pass on nothing else', () => {
  const [rule] = resourcesOf(running['target-account']!, 'AWS::Events::Rule');
  expect(rule?.Properties.EventPattern).toMatchObject({ source: ['aws.cloudwatch'] });
  expect(rule?.Properties.Targets[0].Arn).toMatchObject({ 'Fn::Join': expect.anything() });
  const [taken] = resourcesOf(running.experiments!, 'AWS::Events::EventBusPolicy');
  expect(taken?.Properties.Statement).toMatchObject({
    Action: 'events:PutEvents',
    Condition: {
      StringEquals: { 'events:source': 'aws.cloudwatch', 'events:detail-type': 'CloudWatch Alarm State Change' },
    },
  });
  expect(JSON.stringify(taken?.Properties.Statement.Principal)).toContain(':iam::444455556666:root');
});

test('managed policies of AWS are two, by name', () => {
  const attached = Object.values(running).flatMap((template) =>
    resourcesOf(template, 'AWS::IAM::Role').flatMap(({ Properties }) =>
      JSON.stringify(Properties.ManagedPolicyArns ?? []),
    ),
  );
  const named = new Set(attached.join().match(/policy\/[\w/-]+/g));
  expect([...named].sort()).toEqual([
    'policy/AmazonSSMManagedInstanceCore',
    'policy/service-role/AWSLambdaBasicExecutionRole',
  ]);
});
