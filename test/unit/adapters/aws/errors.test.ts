import { describe, expect, test } from 'vitest';
import { failureOf, isFailure, reasonsOf, ServiceFailure } from '../../../../adapters/aws/errors.ts';

const sdk = (name: string, more: object = {}) => Object.assign(new Error('said so'), { name, ...more });
const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });
const reasons = (...codes: readonly string[]) => ({ CancellationReasons: codes.map((Code) => ({ Code })) });
const named = (error: unknown) => (failureOf(error, 'DynamoDB PutItem') as Error).name;

describe('what AWS answers gets the name that the lifecycle goes by', () => {
  test.each([
    ['ThrottlingException', {}, 'Throttled'],
    ['RequestLimitExceeded', {}, 'Throttled'],
    ['Odd', { $retryable: { throttling: true } }, 'Throttled'],
    ['ConditionalCheckFailedException', status(400), 'ConditionFailed'],
    ['TransactionConflictException', status(400), 'Contended'],
    ['InvalidInstanceID.NotFound', status(400), 'NotFound'],
    ['StateMachineDoesNotExist', status(400), 'NotFound'],
    ['ExecutionAlreadyExists', status(400), 'AlreadyExists'],
    ['ConflictException', status(409), 'Conflict'],
    ['UnauthorizedOperation', status(403), 'AccessDenied'],
    ['CredentialsProviderError', {}, 'AccessDenied'],
    ['ValidationException', status(400), 'InvalidRequest'],
    ['InternalServerError', status(500), 'Unavailable'],
    ['Error', { code: 'ECONNREFUSED' }, 'Unavailable'],
    ['TimeoutError', {}, 'Unavailable'],
  ])('%s %j is %s', (name, more, expected) => {
    expect(named(sdk(name, more))).toBe(expected);
  });

  test.each([
    [['None', 'ConditionalCheckFailed'], 'ConditionFailed'],
    [['ConditionalCheckFailed', 'TransactionConflict'], 'Contended'],
    [['ThrottlingError', 'TransactionConflict'], 'Throttled'],
    [['ValidationError'], 'InvalidRequest'],
  ])('a transaction cancelled for %j is %s', (codes, expected) => {
    expect(named(sdk('TransactionCanceledException', { ...status(400), ...reasons(...codes) }))).toBe(expected);
  });

  test('the sentence says what was asked, and the cause stays', () => {
    const cause = sdk('TransactionCanceledException', reasons('None', 'ConditionalCheckFailed'));
    const failure = failureOf(cause, 'DynamoDB TransactWriteItems') as ServiceFailure;
    expect(failure.message).toBe('DynamoDB TransactWriteItems: said so');
    expect(failure.code).toBe('TransactionCanceledException');
    expect(reasonsOf(failure).map(({ Code }) => Code)).toEqual(['None', 'ConditionalCheckFailed']);
    expect(isFailure(failure, 'Throttled', 'ConditionFailed')).toBe(true);
    expect(isFailure(failure, 'Throttled')).toBe(false);
  });

  test('a slip of our own stays what it is', () => {
    const slip = new TypeError('undefined is not a function');
    expect(failureOf(slip, 'any')).toBe(slip);
    expect(failureOf('text', 'any')).toBe('text');
    const failure = new ServiceFailure('NotFound', 'X', 'gone');
    expect(failureOf(failure, 'any')).toBe(failure);
  });
});
