/** How every SDK client of ours behaves: its tries, its time, and what it throws. */
import type { Millis } from '../../core/ports/clock.ts';
import { failureOf, ServiceFailure } from './errors.ts';

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

/**
 * The client, with every `send` (and so every paginator and waiter) ended when the
 * caller's time is up, in the middle of a pause between tries too, and every error turned
 * into a `ServiceFailure`. The callback form of `send` is not kept.
 */
export function bounded<C extends Client>(client: C, bounds: Bounds = {}): C {
  const send: (command: object, options?: Options) => Promise<unknown> = client.send.bind(client);
  client.send = async (command: object, options: Options = {}) => {
    const call = `${client.config?.serviceId ?? 'AWS'} ${command.constructor.name.replace(/Command$/, '')}`;
    const millis = allowance(bounds);
    if (millis <= 0) throw new ServiceFailure('OutOfTime', 'OutOfTime', `${call}: not sent, no time was left for it`);
    const given = [bounds.signal, options.abortSignal].filter((signal) => signal !== undefined);
    const abortSignal = AbortSignal.any([AbortSignal.timeout(Math.ceil(millis)), ...given]);
    try {
      return await Promise.race([send(command, { ...options, abortSignal }), aborted(abortSignal)]);
    } catch (error) {
      if (!abortSignal.aborted) throw failureOf(error, call);
      const why = given.some((signal) => signal.aborted) ? 'called off' : `not answered within ${Math.ceil(millis)} ms`;
      throw new ServiceFailure('OutOfTime', 'OutOfTime', `${call}: ${why}`, error);
    }
  };
  return client;
}
