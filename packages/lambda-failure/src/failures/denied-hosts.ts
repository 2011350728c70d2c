/** Hosts that this process cannot reach for a while: connections and pooled requests to them are refused. */
import http from 'node:http';
import net from 'node:net';
import { replace } from '../replace.ts';

type Method = (this: unknown, ...args: never[]) => unknown;

/** undici's place for the dispatcher of `fetch`, shared by the copy in Node and the package. */
const dispatcher = Symbol.for('undici.globalDispatcher.1');

interface Connecting {
  readonly host?: unknown;
  readonly hostname?: unknown;
  readonly servername?: unknown;
}

/**
 * Three places, since a kept-alive connection passes the first: `connect` of every socket
 * (http, https, http2, fetch, drivers of databases), the agents' queue of requests (http,
 * https and with them the AWS SDK), and the dispatcher of `fetch`.
 * @param isDenied asked for each connection and request anew
 * @returns puts everything back exactly as it was; where somebody else has wrapped ours meanwhile, ours passes all on
 */
export function denyHosts(isDenied: (host: string) => boolean): () => void {
  const denied = (host: unknown): host is string => typeof host === 'string' && isDenied(host.toLowerCase());

  const undo = [
    replace(net.Socket.prototype, 'connect', (original: Method): Method => {
      return function (this: unknown, ...args: never[]) {
        const host = hostOf(args);
        if (!denied(host)) return Reflect.apply(original, this, args);
        const socket = this as net.Socket;
        process.nextTick(() => socket.destroy(refused(host)));
        return socket;
      };
    }),
    replace(http.Agent.prototype as unknown as Record<'addRequest', Method>, 'addRequest', (original: Method) => {
      return function (this: unknown, ...args: never[]) {
        const [request, options] = args as unknown as [
          { onSocket(socket: null, error: Error): void },
          Connecting | string | undefined,
        ];
        const host = typeof options === 'object' ? (options.host ?? options.hostname) : args[2];
        if (!denied(host)) return Reflect.apply(original, this, args);
        return request.onSocket(null, refused(host));
      };
    }),
  ];
  const fetching = (globalThis as Record<symbol, unknown>)[dispatcher] as Record<'dispatch', Method> | undefined;
  // Not there before the first `fetch`, and then there is no connection to be kept alive either.
  if (fetching !== undefined)
    undo.push(
      replace(fetching, 'dispatch', (original: Method): Method => {
        return function (this: unknown, ...args: never[]) {
          const { origin } = args[0] as unknown as { readonly origin?: string | URL };
          const host = origin === undefined ? undefined : new URL(String(origin)).hostname;
          if (denied(host)) throw refused(host);
          return Reflect.apply(original, this, args);
        };
      }),
    );
  return () => {
    for (const back of undo.toReversed()) back();
  };
}

/** `example.com`, or `*.example.com` for what is below it. A port is no part of a host. */
export function isOneOf(patterns: readonly string[], host: string): boolean {
  return patterns.some((pattern) => {
    const wanted = pattern.toLowerCase();
    return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : host === wanted;
  });
}

/** As a host answers on whose port nothing listens. */
const refused = (host: string): Error =>
  Object.assign(new Error(`connect ECONNREFUSED ${host}`), { code: 'ECONNREFUSED', syscall: 'connect', address: host });

/** `connect(options)`, `connect(port, host)`, or both as Node's own modules pass them on, in a list. */
function hostOf(args: readonly unknown[]): unknown {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as readonly unknown[]) : args;
  if (first !== null && typeof first === 'object') {
    const { host, hostname, servername } = first as Connecting;
    return host ?? hostname ?? servername;
  }
  return typeof second === 'string' ? second : undefined;
}
