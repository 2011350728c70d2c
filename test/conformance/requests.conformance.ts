/**
 * Failure of functions' requests over the wire: our words left in moto's Parameter Store by
 * the provider, and read there by the middleware as it ships, with the SDK of the runtime.
 */

import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  GetParametersByPathCommand,
  ParameterAlreadyExists,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import middy from '@middy/core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { lambdaRequests as lambdaFaults } from '../../adapters/aws/squall/lambda-requests.ts';
import type { OwnInjection, OwnReference, Place } from '../../adapters/aws/squall/own-fault.ts';
import { placeIn } from '../../adapters/aws/squall/place.ts';
import { folderOf, parameterOf, wearsOff } from '../../adapters/aws/squall/request-word.ts';
import { compileParameters } from '../../core/faults/parameters.ts';
import { lambdaRequests as definitions } from '../../core/faults/squall/lambda.ts';
import { type LambdaFailureOptions, lambdaFailure } from '../../packages/lambda-failure/src/index.ts';
import { type Moto, motoCredentials, motoRegion, startMoto } from './moto.ts';

const account = '123456789012';
const arn = (name: string) => `arn:aws:lambda:${motoRegion}:${account}:function:${name}`;
const begin = Date.UTC(2026, 2, 3, 9, 30);
const minutes = 60_000;

let moto: Moto;
let ssm: SSMClient;
let place: Place;
let now = begin;

beforeAll(async () => {
  moto = await startMoto();
  vi.stubEnv('AWS_ENDPOINT_URL', moto.endpoint);
  vi.stubEnv('AWS_REGION', motoRegion);
  vi.stubEnv('AWS_ACCESS_KEY_ID', motoCredentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', motoCredentials.secretAccessKey);
  ssm = new SSMClient({});
  const deployment = { account, region: motoRegion, stage: 'test' };
  place = placeIn({ account, region: motoRegion }, { deployment, bounds: {}, credentialsIn: () => ({}) } as never);
});
afterAll(async () => {
  await moto.stop();
  vi.unstubAllEnvs();
});
beforeEach(async () => {
  await moto.reset();
  now = begin;
  for (const name of ['orders', 'prices']) await make(name, { SQUALL_FAILURE_PATH: folderOf(place, arn(name)) });
});

async function make(name: string, variables: Record<string, string>, tags = { 'resilience:fis-enabled': 'true' }) {
  const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const role = await new IAMClient({}).send(
    new CreateRoleCommand({ RoleName: `runs-${name}`, AssumeRolePolicyDocument: trust }),
  );
  await new LambdaClient({}).send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: role.Role?.Arn,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: emptyZip },
      Environment: { Variables: variables },
      Tags: tags,
    }),
  );
}

/** The end of a central directory with nothing in it. */
const emptyZip = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex');

const injectionOf = (kind: string, given: object = {}, over: Partial<OwnInjection> = {}): OwnInjection => {
  const definition = definitions.find(({ id }) => id === `squall:lambda:${kind}`)!;
  return {
    runId: 'run-1',
    epoch: 1,
    wave: 1,
    token: 'run-1/1/squall/fail',
    action: {
      stepId: 'fail',
      action: definition.id,
      parameters: compileParameters(definition, { ...definition.examples.minimal, ...given }),
      targets: { Functions: [arn('orders'), arn('prices')] },
    },
    ...over,
  };
};
const referenceOf = ({ runId, wave, token, action }: OwnInjection, more: Partial<OwnReference> = {}): OwnReference => ({
  runId,
  wave,
  provider: 'squall',
  token,
  own: { ...action, intendedAt: begin, before: [] },
  ...more,
});

const faults = () => lambdaFaults(place, { now: () => now });

/** A request to a function that carries the middleware, in an environment that has read nothing yet. */
async function request(name: string, options: LambdaFailureOptions = {}, event: object = http()): Promise<unknown> {
  const handler = middy(async () => ({ statusCode: 200, body: 'served' })).use(
    lambdaFailure({
      path: folderOf(place, arn(name)),
      now: () => now,
      timeoutMillis: 2000,
      write: () => {},
      sleep: async () => {},
      ...options,
    }),
  );
  return handler(event as never, { awsRequestId: 'r', functionName: name } as never, undefined as never);
}
const http = (headers = {}) => ({ version: '2.0', rawPath: '/orders/7', headers, requestContext: { http: {} } });
const served = { statusCode: 200, body: 'served' };

const inFolders = async () => {
  const { Parameters = [] } = await ssm.send(
    new GetParametersByPathCommand({ Path: '/squall/test/requests', Recursive: true }),
  );
  return Parameters.map(({ Name }) => Name).sort();
};

describe('a fault on requests', () => {
  test('is left for each function, touches their requests, is stopped, and leaves nothing', async () => {
    const injection = injectionOf('status');
    const reference = referenceOf(injection);
    expect(await faults().observe(reference)).toEqual({ state: 'absent', targets: [] });
    await faults().start(injection);
    expect(await faults().observe(reference)).toEqual({
      state: 'running',
      targets: injection.action.targets.Functions,
    });
    for (const name of ['orders', 'prices'])
      expect(await request(name)).toMatchObject({ statusCode: 503, headers: { 'x-squall-fault': 'run-1/fail' } });

    now += minutes;
    await faults().stop(reference, 'enough');
    expect(await request('orders')).toEqual(served);
    expect(await faults().observe(reference)).toMatchObject({ state: 'stopping' });
    now += wearsOff;
    expect(await faults().observe(reference)).toMatchObject({ state: 'stopped' });
    expect(await inFolders()).toEqual([]);
    expect(await faults().observe({ ...reference, externalId: 'x' })).toEqual({ state: 'stopped', targets: [] });
    expect(await faults().observe(reference)).toEqual({ state: 'absent', targets: [] });
  });

  test('is over at its time though whoever started it is gone and its word still stands', async () => {
    const injection = injectionOf('exception', { duration: 'PT5M' });
    await faults().start(injection);
    now = begin + 5 * minutes - 1;
    await expect(request('orders')).rejects.toThrow('injected by Squall');
    now += 1;
    expect(await inFolders()).toHaveLength(2);
    expect(await request('orders')).toEqual(served);
    expect(await faults().observe(referenceOf(injection, { externalId: injection.token }))).toMatchObject({
      state: 'completed',
    });
    expect(await inFolders()).toEqual([]);
    now += minutes;
    expect(await faults().observe(referenceOf(injection, { externalId: injection.token }))).toMatchObject({
      state: 'completed',
    });
  });

  test.each(
    definitions.flatMap(({ id, examples }) => [
      [id, 'minimal', examples.minimal] as const,
      [id, 'maximal', examples.maximal] as const,
    ]),
  )('%s is understood by the middleware as it was written: %s', async (id, _, example) => {
    const definition = definitions.find((each) => each.id === id)!;
    const { action, ...injection } = injectionOf('latency');
    await faults().start({
      ...injection,
      action: { ...action, action: id, parameters: compileParameters(definition, example) },
    });
    const read = await reading(folderOf(place, arn('orders')));
    const lines: string[] = [];
    const handler = middy(async () => served).use(
      lambdaFailure({
        path: folderOf(place, arn('orders')),
        tenant: { header: 'x-tenant' },
        now: () => now,
        sleep: async () => {},
        write: (line) => lines.push(line),
        read: async () => read,
      }),
    );
    const event = http({ 'x-canary': 'yes', 'x-tenant': 'acme' });
    // Of a quarter of all requests some of these hundred are hit.
    for (let i = 0; i < 100; i++)
      await Promise.resolve(handler(event, { awsRequestId: `r${i}` } as never, undefined as never)).catch(() => {});
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter((line) => line.includes('ignored'))).toEqual([]);
  });

  /** Once is enough here; the middleware's own way there is gone by the other tests. */
  const reading = async (path: string) => {
    const { Parameters = [] } = await ssm.send(new GetParametersByPathCommand({ Path: path }));
    return Parameters.map(({ Name = '', Value }) => ({ name: Name, value: Value }));
  };

  test('stands beside one of another run, and each is taken away alone', async () => {
    const mine = injectionOf('status', { statusCode: 503 });
    const theirs = injectionOf(
      'status',
      { statusCode: 429, header: 'x-canary' },
      { runId: 'run-2', token: 'run-2/1/squall/fail' },
    );
    await faults().start(mine);
    await faults().start(theirs);
    await faults().stop(referenceOf(mine), 'enough');
    now += wearsOff;
    await faults().observe(referenceOf(mine));
    expect(await inFolders()).toEqual(['orders', 'prices'].map((name) => parameterOf(place, arn(name), theirs.token)));
    expect(await request('orders')).toEqual(served);
    expect(await request('orders', {}, http({ 'x-canary': 'yes' }))).toMatchObject({ statusCode: 429 });
  });

  test('started twice, or by a late second call, is one, with the time of the first', async () => {
    const injection = injectionOf('exception', { duration: 'PT2M' });
    await faults().start(injection);
    now += minutes;
    await faults().start(injection);
    now += minutes;
    expect(await request('orders')).toEqual(served);
  });

  test('never writes over a word that is not its own, nor takes it away', async () => {
    const injection = injectionOf('status');
    const Name = parameterOf(place, arn('orders'), injection.token);
    await ssm.send(new PutParameterCommand({ Name, Value: 'somebody else’s', Type: 'String' }));
    await faults().start(injection);
    await faults().stop(referenceOf(injection), 'enough');
    now += wearsOff;
    await faults().observe(referenceOf(injection));
    expect(await inFolders()).toEqual([Name]);
    await expect(ssm.send(new PutParameterCommand({ Name, Value: 'x', Type: 'String' }))).rejects.toThrow(
      ParameterAlreadyExists,
    );
  });

  test.each<[string, Record<string, string>, Record<string, string>, string]>([
    [
      'not opted in',
      { SQUALL_FAILURE_PATH: '/squall/test/requests/odd' },
      {},
      'lacks the tag resilience:fis-enabled=true',
    ],
    [
      'without the middleware',
      {},
      { 'resilience:fis-enabled': 'true' },
      'would not hear of it: its environment has no SQUALL_FAILURE_PATH=/squall/test/requests/odd',
    ],
    [
      'of another stage',
      { SQUALL_FAILURE_PATH: '/squall/prod/requests/odd' },
      { 'resilience:fis-enabled': 'true' },
      'would not hear of it',
    ],
  ])('of a function that is %s is refused before any word is left', async (_, variables, tags, why) => {
    await make('odd', variables, tags as never);
    const { action, ...injection } = injectionOf('status');
    const targets = { Functions: [arn('orders'), arn('odd')] };
    await expect(faults().start({ ...injection, action: { ...action, targets } })).rejects.toMatchObject({
      name: 'FaultRefused',
      message: expect.stringContaining(why),
    });
    expect(await inFolders()).toEqual([]);
  });

  test('of a function that does not exist is refused', async () => {
    const { action, ...injection } = injectionOf('status');
    const targets = { Functions: [arn('nowhere')] };
    await expect(faults().start({ ...injection, action: { ...action, targets } })).rejects.toMatchObject({
      name: 'FaultRefused',
    });
  });
});

describe('the middleware', () => {
  test('serves as ever while Parameter Store cannot be reached, and within the time that it may take', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
    const lines: string[] = [];
    expect(await request('orders', { write: (line) => lines.push(line) })).toEqual(served);
    vi.stubEnv('AWS_ENDPOINT_URL', moto.endpoint);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('could not be read, so no fault stands');
  });

  test('reads a folder of many pages', async () => {
    for (let i = 0; i < 23; i++)
      await faults().start(injectionOf('latency', {}, { runId: `run-${i}`, token: `run-${i}/1/squall/fail` }));
    const slept: number[] = [];
    await request('orders', { sleep: async (millis) => slept.push(millis) });
    expect(slept).toHaveLength(23);
  });
});
