/**
 * What Lambda's runtime does, in a worker of its own: loads a bundle's handler once, calls
 * it with a context, and tells its answer or its error. `Date` is the suite's here: handlers
 * read the wall clock. Timers, and what measures how long something takes, stay real.
 */
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { parentPort } from 'node:worker_threads';
import type { Context } from 'aws-lambda';

/** To the worker. */
export interface Call {
  readonly id: number;
  readonly functionName: string;
  /** Bundle that exports `handler`. */
  readonly file: string;
  readonly event: unknown;
  /** What the wall clock says for as long as the call takes. */
  readonly now: number;
  /** Milliseconds that the function has. */
  readonly timeout: number;
}

/** From the worker. An error as Lambda tells it. */
export type Told =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly errorType: string; readonly errorMessage: string };

type Handler = (event: unknown, context: Context) => Promise<unknown>;

let now = 0;
globalThis.Date = new Proxy(Date, {
  construct: (date, given, target) => Reflect.construct(date, given.length === 0 ? [now] : given, target),
  apply: (date) => new date(now).toString(),
  get: (date, key, receiver) => (key === 'now' ? () => now : Reflect.get(date, key, receiver)),
});

const contextOf = ({ functionName, timeout }: Call): Context => {
  const begun = performance.now();
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:${process.env.SQUALL_ACCOUNT}:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'conformance',
    getRemainingTimeInMillis: () => timeout - (performance.now() - begun),
    done() {},
    fail() {},
    succeed() {},
  };
};

parentPort?.on('message', async (call: Call) => {
  const { id, file, event } = call;
  now = call.now;
  let told: Told;
  try {
    const { handler } = (await import(pathToFileURL(file).href)) as { handler: Handler };
    told = { id, answer: (await handler(event, contextOf(call))) ?? null };
  } catch (error) {
    const { name, message } = error as Error;
    told = { id, errorType: name, errorMessage: message };
  }
  parentPort?.postMessage(JSON.parse(JSON.stringify(told)));
});
