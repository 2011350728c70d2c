/**
 * ARC zonal shift over its REST interface, signed, with the tries and the time of every SDK client
 * here: the registry has no client of it. Shapes: the service model of 2022-10-30. Tries and their
 * pauses are the SDK's own; its middleware is not, which would want a client's whole configuration.
 */
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { loadConfig } from '@smithy/core/config';
import { HttpRequest, type HttpResponse } from '@smithy/core/protocols';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { Hash } from '@smithy/core/serde';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import { type FailureName, failureOf, isFailure } from '../errors.ts';

const service = 'arc-zonal-shift';

/** One call: what it is named, where it goes, and what goes along. */
export interface ZonalShiftCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

type Once = (given: object) => Promise<unknown>;
type Around = (next: Once, context: object) => Once;

export interface ZonalShiftCommand extends ZonalShiftCall {
  /** As commands of the SDK have it: what is laid around each of its tries. */
  readonly middlewareStack: { add(around: Around): void };
  around: Around;
}

/** The name of a call is that of its class: failures are told by it. */
export function commandOf(name: string, call: ZonalShiftCall): ZonalShiftCommand {
  const command: ZonalShiftCommand = Object.assign(new { [name]: class {} }[name]!(), call, {
    around: (next: Once) => next,
    middlewareStack: { add: (around: Around) => void Object.assign(command, { around }) },
  });
  return command;
}

interface Settings {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: ConstructorParameters<typeof SignatureV4>[0]['credentials'];
  readonly maxAttempts?: number;
  readonly requestHandler?: ConstructorParameters<typeof NodeHttpHandler>[0];
}

/** Where everything of a stand-in for AWS is asked, by the SDK's own word for it. */
const endpointSaid = loadConfig<string | undefined>({
  environmentVariableSelector: (env) => env.AWS_ENDPOINT_URL_ARC_ZONAL_SHIFT ?? env.AWS_ENDPOINT_URL,
  configFileSelector: () => undefined,
  default: undefined,
});

const endpointOf = (region: string): string =>
  `https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;

/** Worth another try, as the SDK's standard mode has it. */
const passing: Readonly<Partial<Record<FailureName, 'THROTTLING' | 'TRANSIENT'>>> = {
  Throttled: 'THROTTLING',
  Unavailable: 'TRANSIENT',
};

/** As it is made by `place.client`, and bounded by it. */
export class ZonalShiftClient {
  readonly config = { serviceId: 'ARC Zonal Shift' };
  readonly #settings: Settings;
  readonly #signer: SignatureV4;
  readonly #handler: NodeHttpHandler;
  readonly #retries: StandardRetryStrategy;

  constructor(settings: object) {
    this.#settings = settings as Settings;
    const { region, credentials = defaultProvider(), maxAttempts = 3, requestHandler } = this.#settings;
    this.#signer = new SignatureV4({ service, region, credentials, sha256: Hash.bind(null, 'sha256') });
    this.#handler = new NodeHttpHandler(requestHandler);
    this.#retries = new StandardRetryStrategy(async () => maxAttempts);
  }

  /** @throws an error named as ARC names it */
  async send<T>(command: ZonalShiftCommand, options: { readonly abortSignal?: AbortSignal } = {}): Promise<T> {
    const once = command.around(() => this.#once(command, options), {});
    let token = await this.#retries.acquireInitialRetryToken(service);
    for (;;) {
      try {
        const answer = await once({});
        this.#retries.recordSuccess(token);
        return answer as T;
      } catch (error) {
        const failure = failureOf(error, service);
        const errorType = isFailure(failure, 'Throttled', 'Unavailable') ? passing[failure.name] : undefined;
        if (errorType === undefined || options.abortSignal?.aborted) throw error;
        // It throws when there are no more tries.
        const { retryAfterHint } = error as { readonly retryAfterHint?: Date };
        const info = { errorType, ...(retryAfterHint && { retryAfterHint }) };
        token = await this.#retries.refreshRetryTokenForRetry(token, info).catch(() => {
          throw error;
        });
        await pause(token.getRetryDelay(), options.abortSignal);
      }
    }
  }

  async #once({ method, path, query = {}, body }: ZonalShiftCall, options: { readonly abortSignal?: AbortSignal }) {
    const { endpoint = await endpointSaid(), region } = this.#settings;
    const { protocol, hostname, port, host } = new URL(endpoint ?? endpointOf(region));
    const request = new HttpRequest({
      method,
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path,
      query: { ...query },
      headers: { host, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const signed = await this.#signer.sign(request);
    const { response } = await this.#handler.handle(HttpRequest.clone(signed), { ...options });
    const text = await textOf(response, options.abortSignal);
    if (response.statusCode >= 300) throw errorOf(response, text);
    try {
      return text === '' ? {} : JSON.parse(text);
    } catch {
      throw Object.assign(new Error('it answered with what is no JSON'), { name: 'InternalFailure' });
    }
  }
}

/** Over as soon as nobody waits for it any more. */
const pause = (millis: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });

interface Body extends AsyncIterable<Uint8Array> {
  destroy(error: unknown): void;
}

/** Time for the first byte is the handler's to keep; whoever has no time left takes the rest away. */
async function textOf({ body }: HttpResponse, signal?: AbortSignal): Promise<string> {
  if (!body) return '';
  const read = body as Body;
  signal?.addEventListener('abort', () => read.destroy(signal.reason), { once: true });
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of read) text += decoder.decode(part, { stream: true });
  return text + decoder.decode();
}

/** `ConflictException: … (ZonalShiftAlreadyExists)` */
function errorOf({ statusCode, headers }: HttpResponse, text: string): Error {
  const { message, reason, __type } = parsed(text);
  const named = headers['x-amzn-errortype'] ?? __type ?? `Status${statusCode}`;
  const error = new Error(`${message ?? `it answered ${statusCode}`}${reason === undefined ? '' : ` (${reason})`}`);
  // With a namespace before it, or an address after it.
  error.name = named.replace(/^.*#/, '').replace(/:.*$/, '');
  const seconds = Number(headers['retry-after']);
  const hint = seconds > 0 ? { retryAfterHint: new Date(Date.now() + seconds * 1000) } : {};
  return Object.assign(error, { $metadata: { httpStatusCode: statusCode }, ...hint });
}

function parsed(text: string): { readonly message?: string; readonly reason?: string; readonly __type?: string } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
