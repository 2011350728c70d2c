/** One fault as its parameter holds it: who set it, on which requests, what it does, and when it is over. */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;
export type Millis = number;

export type Failure =
  | { readonly kind: 'latency'; readonly milliseconds: Millis; readonly jitter: Millis }
  | { readonly kind: 'exception'; readonly name: string; readonly message: string; readonly preventExecution: boolean }
  | {
      readonly kind: 'status';
      readonly statusCode: number;
      readonly body: string;
      readonly contentType: string;
      readonly preventExecution: boolean;
    }
  | { readonly kind: 'corrupt-response'; readonly how: 'truncate' | 'garble' | 'empty' }
  | { readonly kind: 'deny-hosts'; readonly hosts: readonly string[] };

/** Of a request; all that are given must hold. */
export interface Match {
  readonly tenant?: string;
  /** The whole path, or its beginning when it ends in `*`. */
  readonly path?: string;
  /** `name`, or `name: value`. */
  readonly header?: string;
}

export interface Fault {
  readonly run: string;
  readonly step: string;
  readonly epoch: number;
  /** The lease. From then on the fault is over, whether or not its parameter still stands. */
  readonly until: Instant;
  /** Of the requests that match: above 0, at most 1. */
  readonly share: number;
  /** Of the choice of requests. */
  readonly seed: string;
  readonly match: Match;
  readonly failure: Failure;
}

/** No lease of Squall's is longer. One that says so was not written by it, or by a broken clock. */
const longestLease: Millis = 13 * 3_600_000;
const longestDelay: Millis = 900_000;

export type ReadFault = { readonly fault: Fault } | { readonly malformed: string };

/**
 * Strict: whatever is not exactly as Squall writes it is no fault at all, since half a
 * fault understood could reach further than it was meant to.
 * @returns why it is none, without a word of what the parameter held
 */
export function readFault(value: string | undefined, now: Instant): ReadFault {
  let written: unknown;
  try {
    written = JSON.parse(value ?? '');
  } catch {
    return { malformed: 'not JSON' };
  }
  const fault = exactly(written, [
    'squall',
    'run',
    'token',
    'epoch',
    'step',
    'until',
    'share',
    'seed',
    'match',
    'failure',
  ]);
  if (!fault) return { malformed: 'not an object of the keys that Squall writes' };
  const { run, token, step, epoch, until, share, seed } = fault;
  if (fault.squall !== 1) return { malformed: 'of a version that this middleware does not know' };
  if (!isText(run) || !isText(token) || !isText(step) || !isText(seed))
    return { malformed: 'run, token, step or seed' };
  if (!isWhole(epoch, 1, Number.MAX_SAFE_INTEGER)) return { malformed: 'epoch' };
  if (!isWhole(until, 1, now + longestLease)) return { malformed: 'until' };
  if (typeof share !== 'number' || !(share > 0 && share <= 1)) return { malformed: 'share' };
  const match = matchOf(fault.match);
  if (!match) return { malformed: 'match' };
  const failure = failureOf(fault.failure);
  if (!failure) return { malformed: 'failure' };
  return { fault: { run, step, epoch, until, share, seed, match, failure } };
}

function matchOf(written: unknown): Match | undefined {
  const match = exactly(written, [], ['tenant', 'path', 'header']);
  return match && Object.values(match).every(isText) ? (match as Match) : undefined;
}

function failureOf(written: unknown): Failure | undefined {
  const kind = (written as { readonly kind?: unknown } | null | undefined)?.kind;
  const keys = typeof kind === 'string' && Object.hasOwn(keysOf, kind) ? keysOf[kind as Failure['kind']] : undefined;
  const failure = keys && exactly(written, ['kind', ...keys]);
  return failure && isSound(failure as unknown as Failure) ? (failure as unknown as Failure) : undefined;
}

const keysOf: Readonly<Record<Failure['kind'], readonly string[]>> = {
  latency: ['milliseconds', 'jitter'],
  exception: ['name', 'message', 'preventExecution'],
  status: ['statusCode', 'body', 'contentType', 'preventExecution'],
  'corrupt-response': ['how'],
  'deny-hosts': ['hosts'],
};

function isSound(failure: Failure): boolean {
  switch (failure.kind) {
    case 'latency':
      return isWhole(failure.milliseconds, 1, longestDelay) && isWhole(failure.jitter, 0, failure.milliseconds);
    case 'exception':
      return isText(failure.name) && isText(failure.message) && typeof failure.preventExecution === 'boolean';
    case 'status':
      return (
        isWhole(failure.statusCode, 200, 599) &&
        typeof failure.body === 'string' &&
        isText(failure.contentType) &&
        typeof failure.preventExecution === 'boolean'
      );
    case 'corrupt-response':
      return ['truncate', 'garble', 'empty'].includes(failure.how);
    case 'deny-hosts':
      return Array.isArray(failure.hosts) && failure.hosts.length > 0 && failure.hosts.every(isText);
  }
}

function exactly(
  written: unknown,
  required: readonly string[],
  optional: readonly string[] = [],
): Record<string, unknown> | undefined {
  if (written === null || typeof written !== 'object' || Array.isArray(written)) return undefined;
  const keys = Object.keys(written);
  const known = keys.every((key) => required.includes(key) || optional.includes(key));
  return known && required.every((key) => keys.includes(key)) ? { ...written } : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const isWhole = (value: unknown, min: number, max: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
