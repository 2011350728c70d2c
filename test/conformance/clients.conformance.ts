/** Our clients as functions and the command line make them: told where AWS is by the environment alone. */
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateExperimentTemplateCommand, FisClient } from '@aws-sdk/client-fis';
import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { DescribeExecutionCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { type Moto, motoCredentials, motoRegion, startMoto } from './moto.ts';

let moto: Moto;
beforeAll(async () => {
  moto = await startMoto();
  vi.stubEnv('AWS_ENDPOINT_URL', moto.endpoint);
  vi.stubEnv('AWS_REGION', motoRegion);
  vi.stubEnv('AWS_ACCESS_KEY_ID', motoCredentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', motoCredentials.secretAccessKey);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await moto.stop();
});

const template = new CreateExperimentTemplateCommand({
  clientToken: 'token',
  description: 'any',
  roleArn: 'arn:aws:iam::123456789012:role/any',
  stopConditions: [{ source: 'none' }],
  actions: {},
});

test.each<[string, () => Promise<unknown>]>([
  ['DynamoDB', () => bounded(new DynamoDBClient(clientSettings)).send(new ListTablesCommand({}))],
  ['EC2', () => bounded(new EC2Client(clientSettings)).send(new DescribeInstancesCommand({}))],
  ['Auto Scaling', () => bounded(new AutoScalingClient(clientSettings)).send(new DescribeAutoScalingGroupsCommand({}))],
  ['CloudWatch', () => bounded(new CloudWatchClient(clientSettings)).send(new DescribeAlarmsCommand({}))],
  ['Step Functions', () => bounded(new SFNClient(clientSettings)).send(new ListStateMachinesCommand({}))],
  ['Scheduler', () => bounded(new SchedulerClient(clientSettings)).send(new ListSchedulesCommand({}))],
  ['SNS', () => bounded(new SNSClient(clientSettings)).send(new ListTopicsCommand({}))],
  ['STS', () => bounded(new STSClient(clientSettings)).send(new GetCallerIdentityCommand({}))],
  ['FIS', () => bounded(new FisClient(clientSettings)).send(template)],
])('%s is found where AWS_ENDPOINT_URL says', async (_service, call) => {
  expect(await call()).toBeDefined();
});

describe('what is not there has one name', () => {
  test.each<[string, () => Promise<unknown>]>([
    [
      'a table',
      () => bounded(new DynamoDBClient(clientSettings)).send(new DescribeTableCommand({ TableName: 'none' })),
    ],
    ['a parameter', () => bounded(new SSMClient(clientSettings)).send(new GetParameterCommand({ Name: '/none' }))],
    [
      'an execution',
      () =>
        bounded(new SFNClient(clientSettings)).send(
          new DescribeExecutionCommand({
            executionArn: `arn:aws:states:${motoRegion}:123456789012:execution:none:none`,
          }),
        ),
    ],
    [
      'an instance',
      () =>
        bounded(new EC2Client(clientSettings)).send(
          new DescribeInstancesCommand({ InstanceIds: ['i-00000000000000000'] }),
        ),
    ],
  ])('%s', async (_thing, call) => {
    await expect(call()).rejects.toMatchObject({ name: 'NotFound' });
  });
});

test('a server that is not there is unavailable, and a caller whose time is up does not wait for the tries', async () => {
  const settings = { ...clientSettings, endpoint: 'http://127.0.0.1:9' };
  await expect(
    bounded(new SNSClient({ ...settings, maxAttempts: 1 })).send(new ListTopicsCommand({})),
  ).rejects.toMatchObject({
    name: 'Unavailable',
  });
  const client = bounded(new SNSClient(settings), { remaining: () => 501 });
  await expect(client.send(new ListTopicsCommand({}))).rejects.toMatchObject({ name: 'OutOfTime' });
});
