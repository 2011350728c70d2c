/** How every SDK client of ours behaves: its tries, its time, and what it throws. */
import type { Millis } from '../../core/ports/clock.ts';
import { failureOf, isFailure, ServiceFailure } from './errors.ts';

/**
 * The SDK's standard retry mode: full jitter, doubling from 100 ms (500 ms when throttled)
 * up to 20 s, under a token bucket, so that a service in trouble is not asked ever more
 * often. `AWS_ENDPOINT_URL`, Region and credentials are the SDK's own business.
 */
export const clientSettings = {
  retryMode: 'standard',
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};

/** How long calls may take, asked anew for each: clients outlive the invocations that they serve. */
export interface Bounds {
  /** Milliseconds left to the caller: a function's `getRemainingTimeInMillis`. Endless when missing. */
  readonly remaining?: () => Millis;
  /** Ends what is in flight, and refuses what follows. */
  readonly signal?: AbortSignal;
}

/** Kept back from the caller's time, so that it can still say what went wrong. */
const reserve: Millis = 500;
/** All tries of one call together, however much time the caller has. */
const longestCall: Millis = 60_000;

/** Milliseconds that a call begun now may take, pauses between its tries included. May be negative. */
export const allowance = ({ remaining }: Bounds): Millis =>
  Math.min(longestCall, (remaining?.() ?? Number.POSITIVE_INFINITY) - reserve);

interface Options {
  readonly abortSignal?: AbortSignal;
}

interface Command {
  readonly middlewareStack?: {
    add(
      middleware: (
        next: (given: object) => Promise<unknown>,
        context: { readonly commandName?: string },
      ) => (given: object) => Promise<unknown>,
      how: {
        readonly step: 'finalizeRequest';
        readonly priority: 'low';
        readonly name: string;
        readonly override: boolean;
      },
    ): void;
  };
}

/** What all SDK clients have in common. */
interface Client {
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's overloads say no more that is common to all clients
  send: any;
  readonly config?: { readonly serviceId?: string };
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

interface Watched {
  /** What the last try threw, within the SDK's own loop. */
  readonly lastFailure: () => unknown;
  /** `DynamoDB GetItem`, also where a bundle has shortened the names of classes. */
  readonly call: () => string;
}

/** @param service for messages: the SDK's own word */
function watch(command: Command, service: string): Watched {
  let last: unknown;
  let name = command.constructor.name;
  const call = () => `${service} ${name.replace(/Command$/, '')}`;
  const remembering =
    (next: (given: object) => Promise<unknown>, context: { readonly commandName?: string }) =>
    async (given: object) => {
      name = context.commandName ?? name;
      try {
        return await next(given);
      } catch (error) {
        last = failureOf(error, call());
        throw error;
      }
    };
  // A command may be sent again, and then it is about that call.
  const how = { step: 'finalizeRequest', priority: 'low', name: 'rememberFailure', override: true } as const;
  command.middlewareStack?.add(remembering, how);
  return { lastFailure: () => last, call };
}

/**
 * The client, with every `send` (and so every paginator and waiter) ended when the
 * caller's time is up, in the middle of a pause between tries too, and every error turned
 * into a `ServiceFailure`. Time that ran out over throttling is `Throttled`, since that is
 * what to do something about. The callback form of `send` is not kept.
 */
export function bounded<C extends Client>(client: C, bounds: Bounds = {}): C {
  const send: (command: Command, options?: Options) => Promise<unknown> = client.send.bind(client);
  client.send = async (command: Command, options: Options = {}) => {
    const { lastFailure, call } = watch(command, client.config?.serviceId ?? 'AWS');
    const millis = allowance(bounds);
    if (millis <= 0) throw new ServiceFailure('OutOfTime', 'OutOfTime', `${call()}: not sent, no time was left for it`);
    const given = [bounds.signal, options.abortSignal].filter((signal) => signal !== undefined);
    const abortSignal = AbortSignal.any([AbortSignal.timeout(Math.ceil(millis)), ...given]);
    try {
      return await Promise.race([send(command, { ...options, abortSignal }), aborted(abortSignal)]);
    } catch (error) {
      if (!abortSignal.aborted) throw failureOf(error, call());
      const last = lastFailure();
      if (isFailure(last, 'Throttled') && !given.some((signal) => signal.aborted))
        throw new ServiceFailure('Throttled', last.code, `${last.message}, for ${Math.ceil(millis)} ms on end`, error);
      const why = given.some((signal) => signal.aborted) ? 'called off' : `not answered within ${Math.ceil(millis)} ms`;
      throw new ServiceFailure('OutOfTime', 'OutOfTime', `${call()}: ${why}`, error);
    }
  };
  return client;
}
