/** A Lambda event read as an HTTP request: of API Gateway (payload 1.0 and 2.0), a load balancer, a function URL. */

export interface HttpRequest {
  /** `gateway` in the shape of payload 1.0, `http` in that of 2.0, which function URLs share. */
  readonly from: 'gateway' | 'http' | 'load-balancer';
  readonly path: string;
  /** All values, comma-joined where there are several. Names are matched without regard to case. */
  header(name: string): string | undefined;
  claim(name: string): string | undefined;
  /** Answers are read from `multiValueHeaders` alone: a load balancer's setting, known by its events. */
  readonly multiValue: boolean;
}

interface Event {
  readonly version?: unknown;
  readonly rawPath?: unknown;
  readonly path?: unknown;
  readonly httpMethod?: unknown;
  readonly headers?: unknown;
  readonly multiValueHeaders?: unknown;
  readonly requestContext?: {
    readonly http?: unknown;
    readonly elb?: unknown;
    readonly authorizer?: Readonly<Record<string, unknown>>;
  };
}

/** @returns undefined for an event of any other kind: a queue's, a schedule's, a direct call's */
export function httpRequestOf(event: unknown): HttpRequest | undefined {
  if (event === null || typeof event !== 'object') return undefined;
  const { version, rawPath, path, httpMethod, headers, multiValueHeaders, requestContext } = event as Event;
  const http = version === '2.0' && typeof rawPath === 'string' && isObject(requestContext?.http);
  const older = typeof httpMethod === 'string' && typeof path === 'string';
  if (!http && !older) return undefined;
  const { authorizer } = requestContext ?? {};
  const multiValue = !isObject(headers) && isObject(multiValueHeaders);
  return {
    from: http ? 'http' : isObject(requestContext?.elb) ? 'load-balancer' : 'gateway',
    path: http ? rawPath : String(path),
    header: (name) => named(multiValueHeaders, name) ?? named(headers, name),
    claim: (name) => claimOf(authorizer, name),
    multiValue,
  };
}

/** Of a JWT or Cognito authorizer the claims, of a Lambda authorizer its context. */
function claimOf(authorizer: Readonly<Record<string, unknown>> = {}, name: string): string | undefined {
  const { jwt, claims, lambda } = authorizer;
  const places = [(jwt as { readonly claims?: unknown } | undefined)?.claims, claims, lambda, authorizer];
  for (const place of places) {
    const value = isObject(place) && Object.hasOwn(place, name) ? place[name] : undefined;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return undefined;
}

function named(headers: unknown, name: string): string | undefined {
  if (!isObject(headers)) return undefined;
  const wanted = name.toLowerCase();
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === wanted)?.[1];
  if (Array.isArray(found)) return found.join(', ');
  return typeof found === 'string' ? found : undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
