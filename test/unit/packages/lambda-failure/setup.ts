/** A function behind the middleware, its parameters, its clock and its log, all in hand. */
import middy from '@middy/core';
import { type LambdaFailureOptions, lambdaFailure } from '../../../../packages/lambda-failure/src/index.ts';

export const start = Date.UTC(2026, 2, 3, 9, 30);

export const written = (failure: object, changes: object = {}): string =>
  JSON.stringify({
    squall: 1,
    run: 'run-1',
    token: 'run-1/1/squall',
    epoch: 1,
    step: 'slow',
    until: start + 600_000,
    share: 1,
    seed: 'run-1',
    match: {},
    failure,
    ...changes,
  });

export const latency = { kind: 'latency', milliseconds: 250, jitter: 0 };
export const exception = { kind: 'exception', name: 'DatabaseGone', message: 'no route', preventExecution: true };
export const status = {
  kind: 'status',
  statusCode: 503,
  body: '{"message":"busy"}',
  contentType: 'application/json',
  preventExecution: true,
};

export const httpEvent = (path = '/orders', headers: Record<string, string> = {}) => ({
  version: '2.0',
  rawPath: path,
  headers,
  requestContext: { http: { method: 'GET', path }, authorizer: { jwt: { claims: { 'custom:tenant': 'acme' } } } },
});

export interface Host {
  /** By name: what SSM holds. */
  readonly parameters: Map<string, string>;
  now: number;
  reads: number;
  /** Set: reads fail so. */
  failing: Error | undefined;
  readonly slept: number[];
  readonly lines: string[];
  /** Times that the function's own code ran. */
  worked: number;
  invoke(event?: unknown, requestId?: string): Promise<unknown>;
}

export function host(
  options: LambdaFailureOptions = {},
  work: (event: unknown) => unknown = () => ({ statusCode: 200, body: '{"ok":true}' }),
): Host {
  const made: Host = {
    parameters: new Map(),
    now: start,
    reads: 0,
    failing: undefined,
    slept: [],
    lines: [],
    worked: 0,
    invoke: async (event = httpEvent(), awsRequestId = 'request-1') =>
      handler(event as never, { awsRequestId, functionName: 'orders' } as never, undefined as never),
  };
  const handler = middy(async (event: unknown) => {
    made.worked += 1;
    return work(event);
  }).use(
    lambdaFailure({
      path: '/squall/test/requests/orders',
      now: () => made.now,
      sleep: async (millis) => {
        made.slept.push(millis);
        made.now += millis;
      },
      write: (line) => made.lines.push(line),
      read: async () => {
        made.reads += 1;
        if (made.failing) throw made.failing;
        return [...made.parameters].map(([name, value]) => ({ name, value }));
      },
      ...options,
    }),
  );
  return made;
}

export const said = (of: Host): readonly string[] =>
  of.lines.map((line) => JSON.parse(line)).map(({ squall, message }) => squall?.did ?? message);
