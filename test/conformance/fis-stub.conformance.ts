/** The stub itself: it takes every operation of FIS that the product has, and nothing that FIS would not take. */
import {
  CreateExperimentTemplateCommand,
  DeleteExperimentTemplateCommand,
  FisClient,
  GetExperimentCommand,
  GetExperimentTemplateCommand,
  ListExperimentResolvedTargetsCommand,
  ListExperimentsCommand,
  ListExperimentTemplatesCommand,
  StartExperimentCommand,
  StopExperimentCommand,
} from '@aws-sdk/client-fis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FisStub, startFisStub } from './fis-stub.ts';
import { account, settings } from './fleet.ts';
import { type Moto, startMoto } from './moto.ts';
import { type Served, serve } from './passing-on.ts';
import { productCalls } from './product-calls.ts';
import { takeViolations } from './violations.ts';

const begins = Date.UTC(2026, 2, 3, 9, 30);
const operations = productCalls('.').filter(({ client }) => client === '@aws-sdk/client-fis');
let moto: Moto;
let stub: FisStub;
let fis: FisClient;
beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());
beforeEach(async () => {
  await moto.reset();
  stub = await startFisStub(moto.endpoint, begins);
  fis = new FisClient(settings(stub.endpoint));
  return () => stub.stop();
});

const template = (changes: object = {}) =>
  new CreateExperimentTemplateCommand({
    clientToken: 'token',
    description: 'waits',
    roleArn: `arn:aws:iam::${account}:role/faults`,
    stopConditions: [{ source: 'none' }],
    actions: { pause: { actionId: 'aws:fis:wait', parameters: { duration: 'PT5M' } } },
    targets: {},
    ...changes,
  });

test('each operation that the product has is asked for and answered, as botocore describes both', async () => {
  const made = await fis.send(template());
  const { id } = made.experimentTemplate!;
  await fis.send(new GetExperimentTemplateCommand({ id }));
  await fis.send(new ListExperimentTemplatesCommand({ maxResults: 100 }));
  const started = await fis.send(new StartExperimentCommand({ clientToken: 'token', experimentTemplateId: id }));
  const experiment = { id: started.experiment!.id };
  expect((await fis.send(new GetExperimentCommand(experiment))).experiment?.state?.status).toBe('running');
  expect((await fis.send(new ListExperimentsCommand({ maxResults: 100 }))).experiments).toHaveLength(1);
  await fis.send(new ListExperimentResolvedTargetsCommand({ experimentId: experiment.id }));
  await fis.send(new StopExperimentCommand(experiment));
  await stub.pass(60_000);
  expect((await fis.send(new GetExperimentCommand(experiment))).experiment?.state?.status).toBe('stopped');
  await fis.send(new DeleteExperimentTemplateCommand({ id }));
  expect(operations.length).toBeGreaterThan(5);
  expect([...stub.asked.keys()]).toEqual(expect.arrayContaining(operations.map(({ operation }) => operation)));
  // Nothing to take: `no-violations.ts` looks once more when the test is over.
  expect(takeViolations()).toEqual([]);
});

describe('what is not as botocore describes it is a violation', () => {
  const sign =
    'AWS4-HMAC-SHA256 Credential=conformance/20260303/eu-central-1/fis/aws4_request, SignedHeaders=, Signature=';
  const ask = (method: string, path: string, body?: object) =>
    fetch(`${stub.endpoint}${path}`, {
      method,
      headers: { authorization: sign, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });

  test.each<[string, RegExp, () => Promise<unknown>]>([
    [
      'a field that FIS does not know',
      /colour is unknown/,
      () => ask('POST', '/experimentTemplates', { colour: 'red' }),
    ],
    ['a required field left out', /roleArn is missing/, () => ask('POST', '/experimentTemplates', {})],
    ['a number out of place', /clientToken: not a string/, () => ask('POST', '/experiments', { clientToken: 7 })],
    ['a path that FIS does not have', /no operation of FIS/, () => ask('POST', '/experimentalTemplates', {})],
  ])('%s', async (_what, sentence, send) => {
    await send();
    expect(takeViolations().join('\n')).toMatch(sentence);
  });

  test('what the stub does not play is refused, not passed over', async () => {
    const actions = { api: { actionId: 'aws:fis:inject-api-throttle-error' } };
    await expect(fis.send(template({ actions }))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  describe('in answers', () => {
    let answer = { status: 200, headers: {} as Record<string, string>, body: {} as object };
    let upstream: Served;
    beforeEach(async () => {
      upstream = await serve(
        async () => ({ ...answer, body: Buffer.from(JSON.stringify(answer.body)) }),
        console.error,
      );
      await stub.stop();
      stub = await startFisStub(upstream.endpoint, begins);
      return () => upstream.stop();
    });

    test('a field that FIS does not have', async () => {
      answer = { status: 200, headers: {}, body: { experiment: { id: 'EXP1', mood: 'calm' } } };
      await ask('GET', '/experiments/EXP1');
      expect(takeViolations()).toEqual([expect.stringContaining('mood is unknown')]);
    });

    test('an error that the operation does not have', async () => {
      answer = { status: 400, headers: { 'x-amzn-errortype': 'NoSuchBucket' }, body: {} };
      await ask('GET', '/experiments/EXP1');
      expect(takeViolations()).toEqual(['GetExperiment does not answer NoSuchBucket']);
    });
  });
});
