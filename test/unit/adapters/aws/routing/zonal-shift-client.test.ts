/** The client of ARC zonal shift against a server on the loopback that answers badly. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bounded } from '../../../../../adapters/aws/clients.ts';
import {
  commandOf,
  type ZonalShiftCall,
  ZonalShiftClient,
} from '../../../../../adapters/aws/routing/zonal-shift-client.ts';

type Answer = (answer: ServerResponse, request: IncomingMessage) => void;

let server: Server;
let answers: Answer[] = [];
let asked: { readonly authorization: string; readonly body: string }[] = [];

beforeEach(async () => {
  asked = [];
  server = createServer(async (request, answer) => {
    let body = '';
    for await (const part of request) body += part;
    asked.push({ authorization: request.headers.authorization ?? '', body });
    (answers.shift() ?? status(200, { items: [] }))(answer, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  answers = [];
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const status =
  (code: number, body: object | string, headers: Record<string, string> = {}): Answer =>
  (answer) =>
    answer.writeHead(code, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
const reset: Answer = (_, request) => request.socket.destroy();
const never: Answer = () => {};
/** Its head is there at once, and the rest never comes. */
const halfway: Answer = (answer) => answer.writeHead(200).write('{"items":');

const list: ZonalShiftCall = { method: 'GET', path: '/managedresources' };
const begin: ZonalShiftCall = { method: 'POST', path: '/zonalshifts', body: { comment: 'squall' } };
function send(call: ZonalShiftCall, { tries = 2, remaining = 60_000 } = {}): Promise<unknown> {
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new ZonalShiftClient({
    region: 'eu-central-1',
    endpoint,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: tries,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 150, throwOnRequestTimeout: true },
  });
  return bounded(client, { remaining: () => remaining }).send(commandOf('Asked', call));
}

test.each<readonly [string, Answer]>([
  ['429', status(429, { message: 'slow down' }, { 'x-amzn-errortype': 'ThrottlingException' })],
  ['503 without a word', status(503, '')],
  ['a connection that is reset', reset],
  ['no answer in time', never],
  ['what is no JSON', status(200, '<html>')],
])('%s is tried again, signed as before', async (_, answer) => {
  answers = [answer];
  await expect(send(begin)).resolves.toEqual({ items: [] });
  expect(asked.map(({ body }) => body)).toEqual(Array(2).fill('{"comment":"squall"}'));
  for (const { authorization } of asked)
    expect(authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=a\/\d{8}\/eu-central-1\/arc-zonal-shift\/aws4_request/);
});

test.each<readonly [string, Answer, object]>([
  ['429', status(429, '', {}), { name: 'Throttled' }],
  ['500', status(500, { __type: 'x#InternalServerException', message: 'oh' }), { name: 'Unavailable' }],
  ['reset', reset, { name: 'Unavailable', code: expect.any(String) }],
  ['slow', never, { name: 'Unavailable', code: 'TimeoutError' }],
  ['garbage', status(200, 'no'), { name: 'Unavailable', message: expect.stringContaining('no JSON') }],
])(
  'what goes on (%s) is told by the name that it has of every client, after as many tries',
  async (_, answer, told) => {
    answers = Array(5).fill(answer);
    await expect(send(list)).rejects.toMatchObject(told);
    expect(asked).toHaveLength(2);
  },
);

test.each<readonly [number, string, string]>([
  [409, 'ConflictException', 'Conflict'],
  [404, 'ResourceNotFoundException:http://internal', 'NotFound'],
  [403, 'AccessDeniedException', 'AccessDenied'],
  [400, 'ValidationException', 'InvalidRequest'],
])('%d is an answer, and asked for once', async (code, named, name) => {
  answers = [status(code, { message: 'no', reason: 'ZonalShiftAlreadyExists' }, { 'x-amzn-errortype': named })];
  await expect(send(begin)).rejects.toMatchObject({
    name,
    message: expect.stringContaining('(ZonalShiftAlreadyExists)'),
  });
  expect(asked).toHaveLength(1);
});

test('nothing is waited for longer than its caller has, in a pause or halfway through an answer', async () => {
  answers = [halfway];
  await expect(send(list, { remaining: 700 })).rejects.toMatchObject({ name: 'OutOfTime' });
  answers = Array(5).fill(status(429, '', { 'retry-after': '5' }));
  await expect(send(list, { tries: 5, remaining: 700 })).rejects.toMatchObject({
    name: 'Throttled',
    message: expect.stringContaining('ARC Zonal Shift Asked: it answered 429'),
  });
});
