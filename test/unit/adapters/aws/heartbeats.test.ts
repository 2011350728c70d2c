/** What a Region answers, or does not, as an outcome of a beat: nothing is thrown. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { heartbeatsAcross } from '../../../../adapters/aws/heartbeats.ts';
import { beatItem } from '../../../../core/steady-state/heartbeat.ts';

type Answer = 'silence' | readonly [status: number, code: string, message: string];
const [home, away] = ['eu-central-1', 'eu-west-1'];
const heartbeat = { table: 'carts', key: 'id', ttlAttribute: 'expires', home, away };
const item = beatItem('run-1', 'writes');
const at = Date.UTC(2026, 2, 3, 9, 30);

let server: Server;
const answers = new Map<string, Answer>();
const asked: { readonly region: string; readonly call: string; readonly body: Record<string, unknown> }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const region = /Credential=[^/]+\/\d+\/([\w-]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk;
    });
    request.on('end', () => {
      asked.push({ region, call: String(request.headers['x-amz-target']).split('.')[1]!, body: JSON.parse(text) });
      const answer = answers.get(region);
      if (answer === 'silence') return;
      const [status, code, message] = answer ?? [200, ''];
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(answer ? { __type: `com.amazonaws.dynamodb.v20120810#${code}`, message } : {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

const signals: AbortController[] = [];
/** Each call has a signal of its own, in the order in which they are made; no time passes. */
const heartbeats = () =>
  heartbeatsAcross(
    {
      deployment: { account: '111122223333', region: 'us-east-1', regions: [home, away] },
      bounds: {},
      credentialsIn: () => ({ credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'planted' } }),
    } as unknown as Parameters<typeof heartbeatsAcross>[0],
    () => {
      signals.push(new AbortController());
      return signals.at(-1)!.signal;
    },
  );

function play(of: Readonly<Record<string, Answer>>) {
  answers.clear();
  for (const [region, answer] of Object.entries(of)) answers.set(region, answer);
  asked.length = 0;
  signals.length = 0;
}

async function beaten(of: Readonly<Record<string, Answer>>) {
  play(of);
  return heartbeats().beat({ heartbeat, item, at, first: true });
}

/** The time of one call is up once the silent Region was asked. */
const outOfTime = (call: number, region: string) =>
  vi.waitUntil(() => asked.some((each) => each.region === region)).then(() => signals[call]!.abort());

test('a Region that does not answer is an outcome: the other one is read all the same', async () => {
  const [unwritten] = await Promise.all([beaten({ [home]: 'silence' }), outOfTime(0, home)]);
  expect(unwritten).toEqual({ written: false, why: 'eu-central-1 took no write: DynamoDB PutItem: called off' });
  expect(asked.map(({ region, call }) => `${region} ${call}`).sort()).toEqual([
    'eu-central-1 PutItem',
    'eu-west-1 GetItem',
  ]);
  const [unread] = await Promise.all([beaten({ [away]: 'silence' }), outOfTime(1, away)]);
  expect(unread).toEqual({ written: true, why: 'eu-west-1 was not read: DynamoDB GetItem: called off' });
});

test.each<[number, string]>([
  [503, 'ServiceUnavailable'],
  [500, 'InternalServerError'],
  [400, 'ThrottlingException'],
  [400, 'ProvisionedThroughputExceededException'],
  [400, 'ReplicatedWriteConflictException'],
])('%s is what is measured, is asked for once, and bars nothing', async (status, code) => {
  const answer = await beaten({ [home]: [status, code, 'not now'] });
  expect(answer).toEqual({ written: false, why: expect.stringContaining('eu-central-1 took no write') });
  expect(asked.filter(({ call }) => call === 'PutItem')).toHaveLength(1);
});

test.each<[number, string, string]>([
  [400, 'AccessDeniedException', 'not authorized to perform: dynamodb:PutItem'],
  [400, 'ResourceNotFoundException', 'Requested resource not found'],
  [400, 'ValidationException', 'One of the required keys was not given a value'],
  [400, 'UnrecognizedClientException', 'The security token included in the request is invalid'],
])('%s tells nothing of the Region, whichever of the two says it', async (...answer) => {
  expect(await beaten({ [home]: answer })).toEqual({ written: false, why: expect.any(String), barred: true });
  expect(await beaten({ [away]: answer })).toEqual({ written: true, why: expect.any(String), barred: true });
});

test('what a late write could leave expires by the table’s own attribute, a day after it', async () => {
  await beaten({});
  const put = asked.find(({ call }) => call === 'PutItem')!.body;
  expect(put.Item).toEqual({
    id: { S: item },
    writtenAt: { N: String(at) },
    expires: { N: String(at / 1000 + 86_400) },
  });
  // And only the first could leave anything: a later one changes what is there, or fails.
  await heartbeats().beat({ heartbeat, item, at: at + 1, first: false });
  const again = asked.findLast(({ call }) => call === 'PutItem')!.body;
  expect(again.ConditionExpression).toBe('attribute_exists(#key) AND #at < :at');
});

test('ending tries both Regions, and says when one did not answer', async () => {
  play({ [home]: 'silence' });
  const ended = heartbeats().endBeat(heartbeat, item);
  await Promise.all([expect(ended).rejects.toMatchObject({ name: 'OutOfTime' }), outOfTime(0, home)]);
  expect(asked.map(({ region, call }) => `${region} ${call}`).sort()).toEqual([
    'eu-central-1 DeleteItem',
    'eu-west-1 DeleteItem',
  ]);
});
