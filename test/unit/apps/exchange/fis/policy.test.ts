import { expect, test } from 'vitest';
import { readExperiment } from '../../../../../apps/documents/read.ts';
import { folderOf } from '../../../../../apps/exchange/fis/write/folder.ts';
import { policiesOf } from '../../../../../apps/exchange/fis/write/policy.ts';
import { writeTemplate } from '../../../../../apps/exchange/fis/write/template.ts';

const place = { account: '111122223333', region: 'eu-central-1' };

function templateOf(name: string) {
  const read = readExperiment(`templates/experiments/${name}/experiment.yaml`);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.experiment;
}

test('the role of an experiment has the documents that it names, held to what has opted in, and FIS alone may take it on', () => {
  const { role, functions } = policiesOf(templateOf('cpu-stress'), place);
  expect(functions).toBeUndefined();
  const statements = role!.policy.Statement;
  expect(statements.find(({ Sid }) => Sid === 'CommandByNamedDocuments')).toMatchObject({
    Action: ['ssm:SendCommand'],
    Resource: ['arn:aws:ssm:eu-central-1::document/AWSFIS-Run-CPU-Stress'],
  });
  expect(statements.find(({ Sid }) => Sid === 'CommandOptedInInstances')).toMatchObject({
    Resource: ['arn:aws:ec2:eu-central-1:111122223333:instance/*'],
    Condition: { StringEquals: { 'aws:ResourceTag/resilience:fis-enabled': ['true'] } },
  });
  expect(JSON.stringify(role)).not.toMatch(/\{(?:partition|region|account)\}/);
  expect(JSON.stringify(role!.trust)).toContain('fis.amazonaws.com');
});

test('a log that is asked for is in the template, and what delivers it in the policy of the role', () => {
  const faultLogs = { folder: 'arn:aws:s3:::my-logs/fis/' };
  const read = templateOf('cpu-stress');
  const experiment = { ...read, steps: read.steps.map((step) => ({ ...step, with: { duration: 'PT5M' } })) };
  const { role } = policiesOf(experiment, { ...place, faultLogs });
  const bare = policiesOf(experiment, place).role!.policy.Statement;
  expect(role!.policy.Statement.slice(bare.length)).toEqual([
    { Sid: 'DeliverLogs', Effect: 'Allow', Action: ['logs:CreateLogDelivery'], Resource: ['*'] },
    {
      Sid: 'DeliverLogsToBucket',
      Effect: 'Allow',
      Action: ['s3:GetBucketPolicy', 's3:PutBucketPolicy'],
      Resource: ['arn:aws:s3:::my-logs'],
    },
  ]);
  expect(writeTemplate(experiment, { ...place, faultLogs }).document.logConfiguration).toEqual({
    logSchemaVersion: 2,
    s3Configuration: { bucketName: 'my-logs', prefix: 'fis' },
  });
  expect(writeTemplate(experiment, place).document.logConfiguration).toBeUndefined();
});

test('over several accounts the role of the template may only be the roles there, each of which has its own part', () => {
  const read = templateOf('cpu-stress');
  const [name = ''] = Object.keys(read.targets);
  const target = read.targets[name]!;
  const there = '999988887777';
  const [step] = read.steps.map((each) => ({ ...each, with: { ...each.with, duration: 'PT5M' } }));
  const elsewhere = {
    ...step!,
    id: 'there',
    action: 'aws:ec2:reboot-instances',
    with: {},
    targets: { Instances: 'other' },
  };
  const experiment = {
    ...read,
    targets: { [name]: target, other: { ...target, where: { account: there, tags: { Service: 'web' } } } },
    steps: [{ ...step!, with: { duration: 'PT5M', documentArn: 'AWSFIS-Run-CPU-Stress' } }, elsewhere],
  };
  const written = writeTemplate(experiment, place);
  expect(written.accounts).toEqual([place.account, there]);
  expect(written.document.experimentOptions?.accountTargeting).toBe('multi-account');
  const files = new Map(folderOf(experiment, written, place).map((file) => [file.name, file.text]));
  const statements = (file: string) => JSON.parse(files.get(file)!).Statement as Record<string, unknown>[];
  const role = (account: string) => `arn:aws:iam::${account}:role/cpu-stress-fis-target-role`;
  expect(statements('cpu-stress-iam-policy.json')).toEqual([
    { Sid: 'ActInAccounts', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: [role(place.account), role(there)] },
  ]);
  const actionsIn = (account: string) =>
    statements(`cpu-stress-iam-policy-${account}.json`).flatMap(({ Action }) => Action);
  expect(actionsIn(there)).toContain('ec2:RebootInstances');
  expect(actionsIn(there)).not.toContain('ssm:SendCommand');
  expect(actionsIn(place.account)).toContain('ssm:SendCommand');
  expect(files.get(`cpu-stress-iam-policy-${there}.json`)).toContain(`:${there}:instance/*`);
  expect(statements('target-account-iam-trust-relationship.json')[0]!.Condition).toEqual({
    StringLike: { 'sts:ExternalId': `arn:aws:fis:eu-central-1:${place.account}:experiment/*` },
    ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${place.account}:role/cpu-stress-fis-role` },
  });
  const readme = files.get('README.md')!;
  expect(readme).toContain(`--account-id ${there} --role-arn ${role(there)}`);
  expect(readme).toContain(`--policy-document file://cpu-stress-iam-policy-${there}.json`);
  const alone = writeTemplate({ ...experiment, steps: [experiment.steps[0]!], targets: { [name]: target } }, place);
  expect(alone.accounts).toEqual([]);
  expect(folderOf(read, alone, place).map((file) => file.name)).not.toContain(
    'target-account-iam-trust-relationship.json',
  );
});

test('what FIS leaves is undone by the functions, whose permission is told apart', () => {
  const experiment = templateOf('cpu-stress');
  const [target] = Object.keys(experiment.targets);
  const forGood = {
    ...experiment.steps[0]!,
    action: 'aws:ec2:stop-instances',
    with: {},
    targets: { Instances: target! },
  };
  const { role, functions } = policiesOf({ ...experiment, steps: [forGood] }, place);
  const actions = (statements: readonly Record<string, unknown>[]) => statements.flatMap(({ Action }) => Action);
  expect(actions(role!.policy.Statement)).not.toContain('ec2:StartInstances');
  expect(actions(functions!.undo!.Statement)).toEqual(['ec2:StartInstances', 'kms:CreateGrant']);
});
