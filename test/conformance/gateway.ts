/** Lambda's Invoke, answered by functions of this process; every other request is the next server's. */
import type { IncomingMessage } from 'node:http';
import { passedOn, type Reply, serve } from './passing-on.ts';
import { recordAnswer } from './recorded-calls.ts';

export interface Invocation {
  readonly name: string;
  readonly event: unknown;
}

/** What a function answers. A throw is told as Lambda tells it, by the error's name. */
export type Invoked = (event: unknown) => Promise<unknown>;

export interface Gateway {
  /** For clients, and for moto's own calls. */
  readonly endpoint: string;
  /** In the order of their arrival. */
  readonly invocations: readonly Invocation[];
  stop(): Promise<void>;
}

/** Sees what goes on to the next server, and what comes back; may change the answer. */
export type Around = (request: IncomingMessage, sent: Buffer, pass: () => Promise<Reply>) => Promise<Reply>;

const invoke = /^\/2015-03-31\/functions\/([^/]+)\/invocations/;
const json = { 'content-type': 'application/json' };

/**
 * @param upstream `http://host:port`, asked for anew with each request: moto may start after its gateway
 * @param function_ by the function's name, whether it was called by name or by ARN; undefined is answered as Lambda
 *   answers for a function that does not exist
 */
export async function startGateway(
  upstream: () => string,
  function_: (name: string) => Invoked | undefined,
  around: Around = (_request, _sent, pass) => pass(),
): Promise<Gateway> {
  const invocations: Invocation[] = [];

  async function invoked(name: string, sent: Buffer): Promise<Reply> {
    const run = function_(name);
    if (!run) {
      const body = Buffer.from(JSON.stringify({ Type: 'User', Message: `Function not found: ${name}` }));
      return { status: 404, headers: { ...json, 'x-amzn-errortype': 'ResourceNotFoundException' }, body };
    }
    const event: unknown = sent.length > 0 ? JSON.parse(sent.toString()) : {};
    invocations.push({ name, event });
    try {
      const answer = (await run(event)) ?? null;
      return { status: 200, headers: json, body: Buffer.from(JSON.stringify(answer)) };
    } catch (error) {
      const { name: errorType, message: errorMessage } = error as Error;
      const body = Buffer.from(JSON.stringify({ errorType, errorMessage, trace: [] }));
      return { status: 200, headers: { ...json, 'x-amz-function-error': 'Unhandled' }, body };
    }
  }

  const server = await serve(
    async (request, sent) => {
      const called = invoke.exec(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
      if (!called || request.method !== 'POST') return around(request, sent, () => passedOn(request, upstream(), sent));
      const answered = await invoked(called[1]!.replace(/^arn:[^/]*:function:/, '').replace(/:.*$/, ''), sent);
      recordAnswer(request, { by: 'gateway', service: 'lambda', operation: 'Invoke', status: answered.status });
      return answered;
    },
    (error) => console.error('the gateway failed', error),
  );
  return { endpoint: server.endpoint, invocations, stop: server.stop };
}
