/**
 * Before each test file: from now on it is known whose calls its clients make. A call counts
 * for the product when the product's code sends it; what a test sends to set something up,
 * or to look, does not.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import { FisClient } from '@aws-sdk/client-fis';
import { SFNClient } from '@aws-sdk/client-sfn';
import { expect } from 'vitest';
import { type Claim, record, recordFor } from './recorded-calls.ts';

const root = join(import.meta.dirname, '../..');
const sender = new AsyncLocalStorage<Claim['from']>();

/** Deep enough for an adapter below the SDK's own frames. */
const frames = 40;

/** The first frame that is neither a package's nor of what every call passes through. */
function callerOf(stack: string): Claim['from'] | undefined {
  const paths = [...stack.matchAll(/(?:file:\/\/)?(\/[^\s:)?]+)[^\s)]*:\d+:\d+/g)].map(([, path]) => path!);
  const own = paths.find(
    (path) =>
      path.startsWith(root) &&
      !path.includes('/node_modules/') &&
      path !== import.meta.filename &&
      path !== join(root, 'adapters/aws/clients.ts'),
  );
  if (own === undefined) return undefined;
  return own.startsWith(join(root, 'test/')) ? 'suite' : 'product';
}

/** The SDK's middleware, as far as it matters here: requests pass it once a try. */
// biome-ignore lint/suspicious/noExplicitAny: two generations of the SDK's types do not agree
type Client = { send: any; middlewareStack: { add: any } };

function watch(prototype: Client): void {
  const send = prototype.send;
  const known = new WeakSet<object>();
  prototype.send = function watched(this: Client, ...given: unknown[]) {
    if (!known.has(this.middlewareStack)) {
      known.add(this.middlewareStack);
      const claimed =
        (next: (args: unknown) => unknown) => (args: { request?: { headers?: Record<string, string> } }) => {
          const id = args.request?.headers?.['amz-sdk-invocation-id'];
          const from = sender.getStore();
          if (id && from) record({ by: 'client', id, from });
          return next(args);
        };
      this.middlewareStack.add(claimed, {
        step: 'finalizeRequest',
        priority: 'low',
        name: 'squallCaller',
        override: true,
      });
    }
    const before = Error.stackTraceLimit;
    Error.stackTraceLimit = frames;
    const { stack = '' } = new Error('who calls');
    Error.stackTraceLimit = before;
    // What the SDK itself calls on behalf of a call (for credentials, say) is part of it.
    return sender.run(callerOf(stack) ?? sender.getStore() ?? 'suite', () => send.apply(this, given));
  };
}

recordFor(expect.getState().testPath ?? 'unknown');
// The FIS client is older than the others, and stands on a base class of its own.
for (const { prototype } of [SFNClient, FisClient]) watch(Object.getPrototypeOf(prototype) as Client);
