/** Hosts that a request cannot reach, over real connections on the loopback, and nothing left of it afterwards. */
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import middy from '@middy/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOneOf } from '../../../../packages/lambda-failure/src/failures/denied-hosts.ts';
import { lambdaFailure } from '../../../../packages/lambda-failure/src/index.ts';
import { replace } from '../../../../packages/lambda-failure/src/replace.ts';
import { host, said, start, written } from './setup.ts';

const server = http.createServer((_, response) => response.end('here'));
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const agent = new http.Agent({ keepAlive: true });

const get = (name: string): Promise<string> =>
  new Promise((resolve) => {
    const request = http.get({ host: name, port, agent, family: 4 }, (answer) => {
      answer.resume().on('end', () => resolve(String(answer.statusCode)));
    });
    request.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
  });

const connect = (name: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = net.connect({ host: name, port, family: 4 }, () => {
      socket.destroy();
      resolve('connected');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
  });

const fetched = async (name: string): Promise<string> => {
  try {
    const answer = await fetch(`http://${name}:${port}/`);
    await answer.text();
    return String(answer.status);
  } catch (error) {
    return String(((error as Error).cause as NodeJS.ErrnoException).code);
  }
};

const all = async (): Promise<readonly string[]> => [
  await get('localhost'),
  await connect('localhost'),
  await fetched('localhost'),
  await get('127.0.0.1'),
];
const reached = ['200', 'connected', '200', '200'];
const cut = ['ECONNREFUSED', 'ECONNREFUSED', 'ECONNREFUSED', '200'];
const denial = { kind: 'deny-hosts', hosts: ['localhost'] };

const places = () =>
  [
    net.Socket.prototype,
    http.Agent.prototype,
    (globalThis as Record<symbol, object>)[Symbol.for('undici.globalDispatcher.1')]!,
  ]
    .map((place, i) => Object.getOwnPropertyDescriptor(place, ['connect', 'addRequest', 'dispatch'][i]!))
    .map((descriptor) => ({ ...descriptor }));

describe('a denied host', () => {
  it('is not reached while the request lasts, over new connections and kept ones, and everything is as it was after', async () => {
    expect(await all()).toEqual(reached);
    const before = places();
    const seen: unknown[] = [];
    const working = host({}, async () => {
      seen.push(await all());
      return { statusCode: 200, body: '' };
    });
    working.parameters.set('a', written(denial));
    await working.invoke();
    expect(seen).toEqual([cut]);
    expect(said(working)).toEqual(['denied 1 hosts']);
    expect(places()).toEqual(before);
    expect(await all()).toEqual(reached);
  });

  it('is reached again after a request that failed, or that another middleware ended', async () => {
    const before = places();
    const failing = host({}, () => {
      throw new Error('its own');
    });
    failing.parameters.set('a', written(denial));
    await expect(failing.invoke()).rejects.toThrow('its own');
    expect(places()).toEqual(before);

    const read = async () => [{ name: 'a', value: written(denial) }];
    const failure = lambdaFailure({ path: '/p', read, now: () => start, write: () => {} });
    const ended = middy(async () => 'never')
      .use(failure)
      .before(() => 'ended' as never);
    const healthy = middy(async () => connect('127.0.0.1')).use(failure);
    expect(await ended({} as never, { awsRequestId: 'a' } as never, undefined as never)).toBe('ended');
    expect(places()).not.toEqual(before);
    await healthy({} as never, { awsRequestId: 'b' } as never, undefined as never);
    expect(places()).toEqual(before);
  });

  it('is reached from the lease on, even in the middle of a request', async () => {
    const seen: unknown[] = [];
    const long = host({}, async () => {
      seen.push(await connect('localhost'));
      long.now = start + 600_000;
      seen.push(await connect('localhost'));
    });
    long.parameters.set('a', written(denial));
    await long.invoke();
    expect(seen).toEqual(['ECONNREFUSED', 'connected']);
  });

  it('is not denied where other requests under way would lose it too', async () => {
    const seen: unknown[] = [];
    let go: (() => void) | undefined;
    const first = new Promise<void>((resolve) => {
      go = resolve;
    });
    const busy = host({}, async (event) => {
      if (event === 'first') await first;
      else seen.push(await connect('localhost'));
      return { statusCode: 200, body: '' };
    });
    const waiting = busy.invoke('first', 'request-a');
    while (busy.worked === 0) await new Promise(setImmediate);
    busy.parameters.set('a', written(denial));
    busy.now += 5000;
    await busy.invoke('second', 'request-b');
    go?.();
    await waiting;
    expect(seen).toEqual(['connected']);
    expect(said(busy)).toEqual([
      'not applied: other requests are under way in this process, and would lose the hosts too',
    ]);
  });

  it('is never the runtime that brings the function its next request', async () => {
    process.env.AWS_LAMBDA_RUNTIME_API = `localhost:${port}`;
    const seen: unknown[] = [];
    const working = host({}, async () => {
      seen.push(await connect('localhost'));
    });
    working.parameters.set('a', written(denial));
    await working.invoke();
    delete process.env.AWS_LAMBDA_RUNTIME_API;
    expect(seen).toEqual(['connected']);
  });

  it('is named whole, or by what is above it', () => {
    expect(isOneOf(['api.example.com'], 'api.example.com')).toBe(true);
    expect(isOneOf(['example.com'], 'api.example.com')).toBe(false);
    expect(isOneOf(['*.Example.com'], 'api.example.com')).toBe(true);
    expect(isOneOf(['*.example.com'], 'example.com')).toBe(false);
    expect(isOneOf(['*.example.com'], 'notexample.com')).toBe(false);
  });
});

describe('a method that was replaced', () => {
  it('passes everything on once it is over, where somebody else wrapped it meanwhile', () => {
    const thing = { say: (): string => 'own' };
    const back = replace(thing, 'say', () => () => 'ours');
    const ours = thing.say;
    thing.say = () => `wrapped ${ours()}`;
    expect(thing.say()).toBe('wrapped ours');
    back();
    expect(thing.say()).toBe('wrapped own');
  });

  it('is gone without a trace where it was inherited', () => {
    const thing = Object.create({ say: () => 'inherited' }) as { say: () => string };
    const back = replace(thing, 'say', () => () => 'ours');
    expect(thing.say()).toBe('ours');
    back();
    expect([thing.say(), Object.hasOwn(thing, 'say')]).toEqual(['inherited', false]);
  });
});
