/** The summary itself: it must not say more than the calls do. */
import { join } from 'node:path';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assumedRole } from '../../adapters/aws/account.ts';
import { awsMetrics } from '../../adapters/aws/metrics.ts';
import { account, settings } from './fleet.ts';
import { type Moto, startMoto } from './moto.ts';
import { callsIn, productCalls } from './product-calls.ts';
import { type Line, type RecordedCall, recorded } from './recorded-calls.ts';
import { catalogue, operationByPath } from './service-catalogue.ts';
import { summarise } from './summary.ts';
import { summaryText } from './summary-text.ts';

const naming = {
  signedAs: (client: string) => catalogue().find((each) => each.client === client)?.signedAs,
  operationByPath,
};
const product = [
  { client: '@aws-sdk/client-sns', operation: 'Publish', files: ['adapters/aws/notices.ts'] },
  { client: '@aws-sdk/client-scheduler', operation: 'CreateSchedule', files: ['adapters/aws/deadline.ts'] },
  { client: '@aws-sdk/client-sfn', operation: 'PlantedOperation', files: ['adapters/aws/executions.ts'] },
];
const call = (service: string, operation: string | null, changes: Partial<RecordedCall> = {}): RecordedCall => ({
  ...{ by: 'moto', service, operation, method: 'POST', path: '/', agent: 'aws-sdk-js/3.1169.0', status: 200 },
  id: 'a',
  ...changes,
});
const ours = (id: string): Line => ({ by: 'client', id, from: 'product' });
const theirs = (id: string): Line => ({ by: 'client', id, from: 'suite' });
const of = (...lines: Line[]) => summarise(lines, product, naming);
const operations = (all: readonly { readonly operation: string }[]) => all.map(({ operation }) => operation);

describe('an operation of the product', () => {
  test('that nobody called is proved by nothing', () => {
    const { overTheWire, byNothing } = of(ours('a'), call('sns', 'Publish'));
    expect(operations(overTheWire)).toEqual(['Publish']);
    expect(byNothing).toMatchObject([
      { operation: 'CreateSchedule', why: 'never called' },
      { operation: 'PlantedOperation', why: 'never called' },
    ]);
  });

  test('is known by its method and path, where nothing else names it', () => {
    const put = call('scheduler', null, { path: '/schedules/reaper' });
    expect(operations(of(ours('a'), put).overTheWire)).toEqual(['CreateSchedule']);
    expect(operations(of(ours('a'), { ...put, method: 'PUT' }).overTheWire)).toEqual([]);
  });

  test('is not proved by the suite’s own calls, nor by moto’s', () => {
    const byTheSuite = of(theirs('a'), call('sns', 'Publish'));
    expect(byTheSuite).toMatchObject({ overTheWire: [], calls: { product: 0, suite: 1, moto: 0 } });
    expect(byTheSuite.byNothing[0]).toMatchObject({ operation: 'Publish', why: 'called by the suite alone' });
    const byMoto = of(call('sns', 'Publish', { agent: 'Boto3/1.44.5 md/Botocore#1.44.5' }));
    expect(byMoto).toMatchObject({ overTheWire: [], motosOwn: [{ call: 'sns Publish', times: 1 }] });
    for (const agent of ['aws-cli/1.46.3 md/Botocore#1.44.5', 'squall-suite Botocore/1.44.5'])
      expect(of(call('sns', 'Publish', { agent })).calls).toEqual({ product: 0, suite: 1, moto: 0 });
  });

  test('is not proved by errors, unless a later try was answered', () => {
    const refused = call('sns', 'Publish', { status: 400, reason: 'InvalidParameter' });
    expect(of(ours('a'), refused).byNothing[0]?.why).toBe('answered with errors only: 400 InvalidParameter');
    expect(operations(of(ours('a'), refused, call('sns', 'Publish')).overTheWire)).toEqual(['Publish']);
  });

  test('is the stub’s when its answer had the stub’s hand in it, each time', () => {
    const stub = call('sns', 'Publish', { by: 'fis-stub' });
    const both = of(ours('a'), call('sns', 'Publish'), stub);
    expect(both).toMatchObject({ overTheWire: [], byTheStub: [{ operation: 'Publish', by: 'fis-stub and moto' }] });
    const oncePure = of(ours('a'), call('sns', 'Publish'), stub, ours('b'), call('sns', 'Publish', { id: 'b' }));
    expect(operations(oncePure.overTheWire)).toEqual(['Publish']);
  });
});

test('what moto does not have, and what its CloudFormation leaves out, is listed by name', () => {
  const skipped = { by: 'stacks', stack: 'history', type: 'AWS::Planted::Thing', logicalId: 'Thing' } as const;
  const summary = of(
    theirs('a'),
    call('states', 'RedriveExecution', { status: 500, reason: 'NotImplementedError: no' }),
    call('sns', 'Publish', { id: 'b', status: 404, reason: 'NotFound' }),
    skipped,
    { ...skipped, logicalId: 'Other' },
  );
  expect(summary.refused).toEqual([{ call: 'states RedriveExecution', times: 1, said: '500 NotImplementedError: no' }]);
  expect(summary.notCreated).toEqual([{ call: 'AWS::Planted::Thing', times: 2, said: 'history' }]);
});

test('files that failed or did not run are told first', () => {
  const text = (files: object) => summaryText(of(), { all: 3, passed: ['a', 'b', 'c'], failed: [], ...files });
  expect(text({})).toContain('From 3 of 3 files, all of which passed.');
  expect(text({ passed: ['a'], failed: ['b'] })).toMatch(
    /From 1 of 3 files\. 1 FAILED, and what they saw is left out: b\. 1 did not run\./,
  );
  expect(text({})).toMatch(/BY NOTHING YET.*\(3 of 3\)[\s\S]*sfn +PlantedOperation/);
});

describe('what the product can call', () => {
  test('is read from its imports, document clients and paginators by what they send', () => {
    const source = `
      import { type SNSClient, PublishCommand as Say } from '@aws-sdk/client-sns';
      import type { QueryCommand } from '@aws-sdk/lib-dynamodb';
      import {
        TransactWriteCommand,
      } from '@aws-sdk/lib-dynamodb';
      import { paginateListExperiments } from '@aws-sdk/client-fis';`;
    expect(callsIn(source, 'any.ts')).toEqual([
      ['@aws-sdk/client-sns', 'Publish'],
      ['@aws-sdk/client-dynamodb', 'TransactWriteItems'],
      ['@aws-sdk/client-fis', 'ListExperiments'],
    ]);
  });

  test.each([
    "import * as sns from '@aws-sdk/client-sns';",
    "const sns = await import('@aws-sdk/client-sns');",
    "import { waitUntilInstanceRunning } from '@aws-sdk/client-ec2';",
  ])('what would hide an operation is an error: %s', (source) => {
    expect(() => callsIn(source, 'any.ts')).toThrow(expect.objectContaining({ name: 'UnreadableImport' }));
  });

  test('every operation is one that botocore knows by a client that it knows', () => {
    const found = productCalls(join(import.meta.dirname, '../..'));
    expect(found.length).toBeGreaterThan(40);
    expect(found.filter(({ client }) => naming.signedAs(client) === undefined)).toEqual([]);
  });
});

describe('over the wire', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto.stop());
  const seen = () => summarise(recorded().get('summary.conformance.ts') ?? [], productCalls('.'), naming);

  test('a call counts for who sends it', async () => {
    const before = seen().calls;
    await new STSClient(settings(moto.endpoint)).send(new GetCallerIdentityCommand({}));
    expect(seen().calls).toEqual({ ...before, suite: before.suite + 1 });
    await awsMetrics(new CloudWatchClient(settings(moto.endpoint)), { now: () => 0 }).alarms(['none']);
    expect(operations(seen().overTheWire)).toEqual(['DescribeAlarms']);
    expect(seen().calls).toEqual({ ...before, suite: before.suite + 1, product: before.product + 1 });
  });

  test('what is called for a call’s credentials counts for whose credentials they are', async () => {
    const role = `arn:aws:iam::${account}:role/squall-stop`;
    const asked = { role, externalId: 'shared', session: 'run-1', remedy: 'none' };
    const credentials = assumedRole(new STSClient(settings(moto.endpoint)), asked);
    await new STSClient({ ...settings(moto.endpoint), credentials }).send(new GetCallerIdentityCommand({}));
    expect(operations(seen().overTheWire)).toContain('AssumeRole');
    expect(operations(seen().overTheWire)).not.toContain('GetCallerIdentity');
  });

  test('what moto does not have is seen as refused, by the name that moto gives it', async () => {
    const { SFNClient, RedriveExecutionCommand } = await import('@aws-sdk/client-sfn');
    const executionArn = `arn:aws:states:eu-central-1:${account}:execution:none:none`;
    const sfn = new SFNClient({ ...settings(moto.endpoint), maxAttempts: 1 });
    await sfn.send(new RedriveExecutionCommand({ executionArn })).catch(() => {});
    expect(seen().refused).toEqual([
      { call: 'states RedriveExecution', times: 1, said: expect.stringMatching(/^50\d .*[Nn]ot/) },
    ]);
  });
});
