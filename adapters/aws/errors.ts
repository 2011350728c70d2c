/** What AWS answers, in the platform's words: Step Functions and the lifecycle go by `name`. */
import { redactText } from '../../core/secrets/redact.ts';

export type FailureName =
  /** AWS asks for fewer calls, and the SDK's own tries are used up. */
  | 'Throttled'
  /** A condition of a write did not hold: an answer, not a mishap. */
  | 'ConditionFailed'
  /** Another writer was at the same items at the same moment. Nothing was written. */
  | 'Contended'
  | 'NotFound'
  | 'AlreadyExists'
  /** In use, or in a state that does not allow it. */
  | 'Conflict'
  | 'AccessDenied'
  /** Asking again at once is no use: the request is wrong, or a quota is used up. */
  | 'InvalidRequest'
  /** No answer, or one that says the fault is theirs. It may have been carried out all the same. */
  | 'Unavailable'
  /** The caller's time was up first. It may have been carried out all the same. */
  | 'OutOfTime';

export class ServiceFailure extends Error {
  override readonly name: FailureName;
  /** As AWS names it: `TransactionCanceledException`. */
  readonly code: string;

  constructor(name: FailureName, code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = name;
    this.code = code;
  }
}

export const isFailure = (error: unknown, ...names: readonly FailureName[]): error is ServiceFailure =>
  error instanceof ServiceFailure && names.includes(error.name);

/** Why one item of a transaction did not pass: in the order of its items, code `None` for those that would have. */
export interface CancellationReason {
  readonly Code?: string;
  readonly Message?: string;
}

interface SdkError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: { readonly throttling?: boolean };
  readonly CancellationReasons?: readonly CancellationReason[];
}

const throttling =
  /^(Throttl|K(?:MS|ms)Throttling|RequestThrottled|TooManyRequests|ProvisionedThroughputExceeded|RequestLimitExceeded|BandwidthLimitExceeded|EC2Throttled|SlowDown|PriorRequestNotComplete)/;
const denied =
  /AccessDenied|Unauthorized|NotAuthorized|AuthFailure|Forbidden|ExpiredToken|UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|OptInRequired|CredentialsProvider/;
const unreachable = /^(ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

const byName: readonly (readonly [RegExp, FailureName])[] = [
  [throttling, 'Throttled'],
  [/^ConditionalCheckFailed/, 'ConditionFailed'],
  [/^(TransactionConflict|TransactionInProgress|ReplicatedWriteConflict|TooManyUpdates)/, 'Contended'],
  [/NotFound|NoSuch|DoesNotExist/, 'NotFound'],
  [/AlreadyExists|Duplicate/, 'AlreadyExists'],
  [
    /Conflict|ResourceInUse|VersionMismatch|Invalid(?:DB|Global)ClusterState|IncorrectState|IncorrectInstanceState|ActivityInProgress|ServiceNotActive|Deleting$/,
    'Conflict',
  ],
  [denied, 'AccessDenied'],
  [
    /^(TimeoutError|RequestTimeout|Internal(?:Server|Service|Failure|Error)|ServiceUnavailable|EndpointTemporarilyUnavailable)/,
    'Unavailable',
  ],
];

/**
 * A transaction is contended if any of its items was: conditions that failed beside it may
 * have been held against a state that is about to change. Only with none contended do
 * failed conditions count as the answer.
 */
function cancelled(reasons: readonly CancellationReason[]): FailureName {
  const codes = new Set(reasons.map(({ Code }) => Code));
  if (codes.has('ThrottlingError') || codes.has('ProvisionedThroughputExceeded')) return 'Throttled';
  if (codes.has('TransactionConflict')) return 'Contended';
  if (codes.has('ConditionalCheckFailed')) return 'ConditionFailed';
  return 'InvalidRequest';
}

function nameOf(error: SdkError): FailureName | undefined {
  if (error.CancellationReasons) return cancelled(error.CancellationReasons);
  const known = byName.find(([pattern]) => pattern.test(error.name));
  if (known) return known[1];
  const status = error.$metadata?.httpStatusCode ?? 0;
  if (error.$retryable?.throttling || status === 429) return 'Throttled';
  if (status >= 500 || unreachable.test(error.code ?? '')) return 'Unavailable';
  if (status === 401 || status === 403) return 'AccessDenied';
  return status >= 400 ? 'InvalidRequest' : undefined;
}

/**
 * @param call what was asked, for the sentence: `DynamoDB PutItem`
 * @returns the failure, or the error itself when it did not come from AWS or the way there
 */
export function failureOf(error: unknown, call: string): unknown {
  if (!(error instanceof Error) || error instanceof ServiceFailure) return error;
  const name = nameOf(error as SdkError);
  return name
    ? new ServiceFailure(name, error.name, `${call}: ${redactText(error.message || error.name)}`, error)
    : error;
}

/** Of a cancelled transaction, in the order of its items; empty for anything else. */
export const reasonsOf = (failure: ServiceFailure): readonly CancellationReason[] =>
  (failure.cause as SdkError | undefined)?.CancellationReasons ?? [];
