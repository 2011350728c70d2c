/** AWS asks for fewer calls, or fails: twice, and every adapter goes on; without end, and its caller hears of it in time. */
import type { IncomingMessage } from 'node:http';
import { CreateTopicCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bounds } from '../../adapters/aws/clients.ts';
import { awsDeadline } from '../../adapters/aws/deadline.ts';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import { awsExecutions } from '../../adapters/aws/executions.ts';
import { awsFaults } from '../../adapters/aws/faults.ts';
import { awsMarks } from '../../adapters/aws/marks.ts';
import { awsMetrics } from '../../adapters/aws/metrics.ts';
import { awsNotices } from '../../adapters/aws/notices.ts';
import { awsResources } from '../../adapters/aws/resources.ts';
import { sdkClients } from '../../adapters/aws/sdk-clients.ts';
import { awsSwitches } from '../../adapters/aws/switches.ts';
import { recordOf } from '../contract/records.ts';
import { account } from './fleet.ts';
import { makeHistoryTable } from './history-table.ts';
import { type Moto, motoCredentials, motoRegion, startMoto } from './moto.ts';
import { passedOn, type Reply, type Served, serve } from './passing-on.ts';

let moto: Moto;
let front: Served;
/** How often each call fails before it gets through. */
let failures = 0;
let how: 'throttled' | 'failed' = 'throttled';
const tried = new Map<string, number>();
const clock = { now: Date.now };

/** By the service's name in the signature: what it says when it is asked too much, in its own protocol. */
const throttles: Readonly<Record<string, readonly [protocol: 'json' | 'query' | 'ec2', code: string]>> = {
  autoscaling: ['query', 'Throttling'],
  dynamodb: ['json', 'ProvisionedThroughputExceededException'],
  ec2: ['ec2', 'RequestLimitExceeded'],
  elasticache: ['query', 'Throttling'],
  elasticloadbalancing: ['query', 'Throttling'],
  fis: ['json', 'ThrottlingException'],
  lambda: ['json', 'TooManyRequestsException'],
  monitoring: ['json', 'ThrottlingException'],
  rds: ['query', 'Throttling'],
  scheduler: ['json', 'ThrottlingException'],
  sns: ['query', 'ThrottledException'],
  ssm: ['json', 'ThrottlingException'],
  states: ['json', 'ThrottlingException'],
  tagging: ['json', 'ThrottledException'],
};

function refusal(service: string): Reply {
  const [protocol, code] = throttles[service]!;
  if (how === 'failed') return { status: 500, headers: {}, body: Buffer.from('') };
  const words = { json: { __type: code, message: 'Rate exceeded' }, query: '', ec2: '' }[protocol];
  const error = `<Error><Code>${code}</Code><Message>Rate exceeded</Message></Error>`;
  const xml =
    protocol === 'ec2' ? `<Response><Errors>${error}</Errors></Response>` : `<ErrorResponse>${error}</ErrorResponse>`;
  if (protocol !== 'json')
    return { status: protocol === 'ec2' ? 503 : 400, headers: { 'content-type': 'text/xml' }, body: Buffer.from(xml) };
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code };
  return { status: code.startsWith('TooMany') ? 429 : 400, headers, body: Buffer.from(JSON.stringify(words)) };
}

async function answer(request: IncomingMessage, sent: Buffer): Promise<Reply> {
  const [, service = ''] = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  const call = String(request.headers['amz-sdk-invocation-id']);
  const before = tried.get(call) ?? 0;
  tried.set(call, before + 1);
  return before < failures ? refusal(service) : passedOn(request, moto.endpoint, sent);
}

beforeAll(async () => {
  moto = await startMoto();
  front = await serve(answer, (error) => {
    throw error;
  });
  vi.stubEnv('AWS_ENDPOINT_URL', front.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', motoCredentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', motoCredentials.secretAccessKey);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await front.stop();
  await moto.stop();
});
beforeEach(() => {
  tried.clear();
});

const table = 'history';
const run = (name: string) => `arn:aws:states:${motoRegion}:${account}:stateMachine:${name}`;

/** One read of each adapter, with clients as functions make them. */
function reads(bounds: Bounds = {}): Readonly<Record<string, () => Promise<unknown>>> {
  const clients = sdkClients(motoRegion, bounds);
  const resources = awsResources(clients, motoRegion, clock);
  const resolved = (type: string) => () => resources.resolve({ type, where: {} });
  const settings = { account, region: motoRegion };
  const marks = awsMarks(clients.tagging, resources);
  const metrics = awsMetrics(clients.cloudWatch, clock);
  const scheduler = { group: 'none', target: 'a', role: 'b', deadLetters: 'c' };
  const history = dynamodbHistory(clients.dynamodb, table, bounds);
  return {
    ec2: resolved('ec2:subnet'),
    autoscaling: resolved('ec2:autoscaling-group'),
    rds: resolved('rds:cluster'),
    lambda: resolved('lambda:function'),
    elasticache: resolved('elasticache:replicationgroup'),
    elasticloadbalancing: resolved('elasticloadbalancing:loadbalancer'),
    tagging: () => marks.remove('lambda:function', 'squall:chosen-1-0', 'run-1'),
    fis: () =>
      awsFaults({ fis: clients.fis, marks }, settings).observe({ runId: 'r', wave: 1, provider: 'fis', token: 't' }),
    monitoring: () => metrics.alarms(['none']),
    ssm: () =>
      awsSwitches(clients.ssm, '/squall/test/kill-switches', { keep: async () => {}, read: async () => [] }).raised(),
    states: () =>
      awsExecutions(clients.stepFunctions, { experiment: run('e'), recovery: run('r') }).look('experiment', 'x'),
    scheduler: () => awsDeadline(clients.scheduler, scheduler, clock).disarm('run-1'),
    sns: () =>
      awsNotices(clients.sns, `arn:aws:sns:${motoRegion}:${account}:notices`).send({
        runId: 'r',
        kind: 'started',
        subject: 's',
        body: 'b',
      }),
    dynamodb: () => history.runs.load('run-1'),
  };
}

const answered = () => 'answered';
const millisLeft = (until: number) => () => until - Date.now();

describe('twice', () => {
  beforeAll(async () => {
    failures = 0;
    const { dynamodb, sns } = sdkClients(motoRegion);
    await makeHistoryTable(dynamodb, table);
    await sns.send(new CreateTopicCommand({ Name: 'notices' }));
    await dynamodbHistory(dynamodb, table, {}).runs.propose(recordOf('run-1'));
  });
  test.each(['throttled', 'failed'] as const)('%s, every adapter goes on', async (kind) => {
    [failures, how] = [2, kind];
    const all = reads();
    expect(Object.keys(all).sort()).toEqual(Object.keys(throttles).sort());
    const answers = await Promise.all(
      Object.entries(all).map(async ([name, read]) => [
        name,
        await read().then(answered, (error) => `${error.name}: ${error.message}`),
      ]),
    );
    expect(answers).toEqual(Object.keys(all).map((name) => [name, 'answered']));
    for (const [call, tries] of tried) expect(tries, call).toBe(3);
  });

  test('a transaction of many items is written once, and what it wrote is there', async () => {
    [failures, how] = [2, 'throttled'];
    const { runs } = dynamodbHistory(sdkClients(motoRegion).dynamodb, table, {});
    await runs.propose(recordOf('run-2'));
    expect(await runs.arm('run-2', { from: 1, until: 2 }, [{ key: 'zone/a', mode: 'shared' }])).toEqual({
      armed: true,
    });
    expect(await runs.load('run-2')).toMatchObject({ phase: 'injecting', epoch: 1 });
  });
});

describe('without end', () => {
  test('throttled, each caller hears of it as Throttled, within its time', async () => {
    [failures, how] = [Number.POSITIVE_INFINITY, 'throttled'];
    const all = reads({ remaining: millisLeft(Date.now() + 4000) });
    const heard = await Promise.all(
      Object.entries(all).map(async ([name, read]) => [name, await read().then(answered, (error) => error.name)]),
    );
    expect(heard).toEqual(Object.keys(all).map((name) => [name, 'Throttled']));
  });

  test('failing, it is Unavailable or out of time, and never something to be taken for an answer', async () => {
    [failures, how] = [Number.POSITIVE_INFINITY, 'failed'];
    const all = reads({ remaining: millisLeft(Date.now() + 4000) });
    for (const failed of await Promise.allSettled(Object.values(all).map((read) => read())))
      expect(['Unavailable', 'OutOfTime']).toContain(failed.status === 'rejected' ? failed.reason.name : 'an answer');
  });
});
