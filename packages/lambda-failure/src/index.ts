/**
 * Middy middleware that lets Squall fail a share of a function's requests. Without a
 * parameter, without a way to read it, or past a fault's lease, it does nothing.
 */
import { applyAfter, applyBefore, type Means, type Touched } from './apply.ts';
import type { Fault, Instant, Millis } from './fault.ts';
import { hostGuard } from './guard.ts';
import { type ReadParameters, ssmParameters } from './parameters.ts';
import { httpRequestOf } from './request.ts';
import { standingFaults } from './standing.ts';
import type { TenantSource } from './tenant.ts';
import { isOfShare, matches } from './touches.ts';
import { wordOf } from './word.ts';

export type { ReadParameters } from './parameters.ts';
export type { TenantSource } from './tenant.ts';

export interface LambdaFailureOptions {
  /** Folder of the function's faults: `/squall/<stage>/requests/<function>`. Default: the variable SQUALL_FAILURE_PATH. Without either: off. */
  readonly path?: string;
  /** Where a request says whose it is. Without it, a fault for one tenant touches nobody. */
  readonly tenant?: TenantSource;
  /** For how long a read of the folder holds: 1 to 30 s. Default 5. */
  readonly keepSeconds?: number;
  /** How long a read may hold a request up: 10 to 2,000 ms. Default 250. */
  readonly timeoutMillis?: Millis;
  /** The header `x-squall-fault` on responses that were touched. Default true. */
  readonly header?: boolean;
  /** Default: unless the variable SQUALL_FAILURE is `off`. */
  readonly enabled?: boolean;
  /** For tests. */
  readonly read?: ReadParameters;
  readonly now?: () => Instant;
  readonly sleep?: (millis: Millis) => Promise<unknown>;
  readonly write?: (line: string) => void;
}

interface MiddyRequest {
  readonly event: unknown;
  readonly context: {
    readonly awsRequestId?: string;
    readonly functionName?: string;
    readonly getRemainingTimeInMillis?: () => Millis;
  };
  response?: unknown;
}

export interface LambdaFailure {
  before(request: MiddyRequest): Promise<unknown>;
  after(request: MiddyRequest): void;
  onError(request: MiddyRequest): void;
}

export function lambdaFailure(options: LambdaFailureOptions = {}): LambdaFailure {
  const { enabled = process.env.SQUALL_FAILURE !== 'off', path = process.env.SQUALL_FAILURE_PATH } = options;
  const { now = Date.now, sleep = pause, write = toLog, header = true, tenant } = options;
  const keep = within(options.keepSeconds ?? 5, 1, 30, 'keepSeconds') * 1000;
  const timeout = within(options.timeoutMillis ?? 250, 10, 2000, 'timeoutMillis');
  if (!enabled || !path) return { before: async () => undefined, after() {}, onError() {} };

  const warn = (what: string) => write(JSON.stringify({ level: 'WARN', message: `squall: ${what}` }));
  const standing = standingFaults(options.read ?? ssmParameters(), { path, keep, timeout, now, warn });
  const guard = hostGuard();
  const underWay = new WeakMap<object, Touched & { readonly means: Means }>();
  /** Requests under way, each until its function's time is up at the latest: not all of them are seen to end. */
  const present = new Map<object, Instant>();

  const leave = (request: object) => {
    present.delete(request);
    guard.lift();
    const touched = underWay.get(request);
    underWay.delete(request);
    return touched;
  };

  return {
    async before(request) {
      // Left by a request that another middleware ended, or about to meet one that it is not for.
      guard.lift();
      for (const [other, end] of present) if (end <= now()) present.delete(other);
      present.set(request, now() + (request.context.getRemainingTimeInMillis?.() ?? longestInvocation));
      const { awsRequestId: requestId = '', functionName = '' } = request.context;
      const http = httpRequestOf(request.event);
      const faults = (await standing()).filter(
        (fault) => isOfShare(fault, requestId) && matches(fault.match, http, tenant),
      );
      if (faults.length === 0) return undefined;
      const tell = (fault: Fault, did: string, applied: boolean) =>
        write(wordOf({ fault, requestId, functionName, at: now(), did, applied }));
      const means: Means = { now, sleep, guard, alone: () => present.size === 1, tell, header };
      const touched = { faults, request: http, requestId };
      underWay.set(request, { ...touched, means });
      const answer = await applyBefore(touched, means);
      if (answer !== undefined) leave(request);
      return answer;
    },
    after(request) {
      const touched = leave(request);
      if (touched) request.response = applyAfter(touched, request.response, touched.means);
    },
    onError(request) {
      leave(request);
    },
  };
}

const longestInvocation: Millis = 900_000;

const pause = (millis: Millis): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, millis));

/** As it is: the embedded metric format has to be a line of its own. */
const toLog = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function within(value: number, min: number, max: number, name: string): number {
  if (value >= min && value <= max) return value;
  throw new RangeError(`lambdaFailure: ${name} is ${value}: it takes a number from ${min} to ${max}`);
}
