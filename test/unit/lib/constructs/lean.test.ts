/** What is left out of the bundles is missed by no call: errors keep the names and the reasons that we go by. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { failureOf, reasonsOf } from '../../../../adapters/aws/errors.ts';
import { lean } from '../../../../lib/constructs/lean.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const root = join(import.meta.dirname, '../../../..');
const entry = `
export { failureOf, reasonsOf } from './adapters/aws/errors.ts';
import { bounded } from './adapters/aws/clients.ts';
import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { FisClient, GetExperimentCommand } from '@aws-sdk/client-fis';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
export const calls = {
  dynamodb: (settings) => new DynamoDBClient(settings).send(new TransactWriteItemsCommand({ TransactItems: [] })),
  rds: (settings) => new RDSClient(settings).send(new DescribeDBClustersCommand({})),
  lambda: (settings) => new LambdaClient(settings).send(new GetFunctionConfigurationCommand({ FunctionName: 'f' })),
  sfn: (settings) => new SFNClient(settings).send(new DescribeExecutionCommand({ executionArn: 'e' })),
  fis: (settings) => new FisClient(settings).send(new GetExperimentCommand({ id: 'EXP1' })),
  bounded: (settings) => bounded(new SFNClient(settings)).send(new DescribeExecutionCommand({ executionArn: 'e' })),
  sns: (settings) => new SNSClient(settings).send(new PublishCommand({ Message: 'm' })),
};`;

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
}

const json = (type: string, rest: object = {}): string =>
  JSON.stringify({ __type: `com.amazonaws#${type}`, message: 'no', ...rest });
const xml = (code: string): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error><RequestId>1</RequestId></ErrorResponse>`;

let bundle: {
  readonly calls: Readonly<Record<string, (settings: object) => Promise<unknown>>>;
  readonly failureOf: typeof failureOf;
  readonly reasonsOf: typeof reasonsOf;
};
let answer: Answer;
const server = createServer((_request, response) => {
  response.writeHead(answer.status, answer.headers ?? {}).end(answer.body);
});

beforeAll(async () => {
  const outfile = join(temporaryFolder('lean'), 'calls.mjs');
  await build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    logLevel: 'error',
    banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
    plugins: lean,
  });
  bundle = await import(pathToFileURL(outfile).href);
  await once(server.listen(0, '127.0.0.1'), 'listening');
}, 60_000);
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function failure(call: string, given: Answer) {
  answer = given;
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const settings = { endpoint, credentials, region: 'eu-central-1', retryMode: 'standard', maxAttempts: 1 };
  const thrown = await bundle.calls[call]!(settings).catch((error: unknown) => error);
  return bundle.failureOf(thrown, call) as ReturnType<typeof failureOf> & {
    name: string;
    code: string;
    message: string;
  };
}

describe('in a bundle', () => {
  test.each<[string, Answer, string, string]>([
    ['rds', { status: 404, body: xml('DBClusterNotFoundFault') }, 'NotFound', 'DBClusterNotFoundFault'],
    ['rds', { status: 400, body: xml('Throttling') }, 'Throttled', 'Throttling'],
    ['sns', { status: 404, body: xml('NotFound') }, 'NotFound', 'NotFound'],
    [
      'lambda',
      {
        status: 404,
        headers: { 'x-amzn-errortype': 'ResourceNotFoundException' },
        body: json('ResourceNotFoundException'),
      },
      'NotFound',
      'ResourceNotFoundException',
    ],
    ['sfn', { status: 400, body: json('ExecutionDoesNotExist') }, 'NotFound', 'ExecutionDoesNotExist'],
    [
      'dynamodb',
      { status: 400, body: json('ProvisionedThroughputExceededException') },
      'Throttled',
      'ProvisionedThroughputExceededException',
    ],
    [
      'fis',
      { status: 404, headers: { 'x-amzn-errortype': 'ResourceNotFoundException' }, body: '{"message":"no"}' },
      'NotFound',
      'ResourceNotFoundException',
    ],
    ['rds', { status: 503, body: xml('ServiceUnavailable') }, 'Unavailable', 'ServiceUnavailable'],
  ])('%s: what AWS refuses has the name that we go by', async (call, given, name, code) => {
    expect(await failure(call, given)).toMatchObject({ name, code, message: expect.stringContaining('no') });
  });

  test('a cancelled transaction tells the reason of each part', async () => {
    const reasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Message: 'the condition failed' }];
    const told = json('TransactionCanceledException', { CancellationReasons: reasons });
    const found = await failure('dynamodb', { status: 400, body: told });
    expect(found).toMatchObject({ name: 'ConditionFailed', code: 'TransactionCanceledException' });
    expect(bundle.reasonsOf(found as never)).toMatchObject(reasons);
  });

  test('a failure names its call, although the classes of the bundle have lost their names', async () => {
    const found = await failure('bounded', { status: 400, body: json('ExecutionDoesNotExist') });
    expect(found.message).toMatch(/^SFN DescribeExecution: /);
  });
});
