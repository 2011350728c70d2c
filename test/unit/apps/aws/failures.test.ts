import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../adapters/aws/errors.ts';
import { isPassing, sentenceOf } from '../../../../apps/aws/failures.ts';

const failure = (name: string, message: string, more: object = {}) =>
  failureOf(Object.assign(new Error(message), { name, ...more }), 'DynamoDB Query');

describe('what AWS refuses or does not answer', () => {
  it.each([
    [
      'CredentialsProviderError',
      'Could not load credentials from any providers',
      /no AWS credentials.*AWS_PROFILE.*aws sso login/,
    ],
    [
      'CredentialsProviderError',
      'The SSO session associated with this profile has expired',
      /have expired: log in again/,
    ],
    ['ExpiredTokenException', 'The security token included in the request is expired', /have expired: log in again/],
    [
      'UnrecognizedClientException',
      'The security token included in the request is invalid',
      /does not know these credentials/,
    ],
    [
      'AccessDeniedException',
      'User: arn:aws:sts::1:assumed-role/reader/ada is not authorized to perform: dynamodb:Query on resource: x',
      /does not allow it: .*assumed-role\/reader\/ada is not authorized to perform: dynamodb:Query.*Ask for that action/,
    ],
    [
      'ResourceNotFoundException',
      'Requested resource not found',
      /it is not there: DynamoDB Query.*--region.*docs\/deploy/,
    ],
    ['ThrottlingException', 'Rate exceeded', /fewer calls.*in a minute/],
  ])('%s (%s) is one line with what to do', (name, message, expected) => {
    const told = sentenceOf(failure(name, message))!;
    expect(told).toMatch(expected);
    expect(told).not.toContain('\n');
  });
  it('an endpoint that nobody answers at', () =>
    expect(sentenceOf(failure('Error', 'connect ECONNREFUSED 127.0.0.1:1', { code: 'ECONNREFUSED' }))).toMatch(
      /does not answer: .*AWS_ENDPOINT_URL/,
    ));
  it('is not said of anything else', () => expect(sentenceOf(new TypeError('x'))).toBeUndefined());
  it('may pass, or will not', () => {
    expect(isPassing(failure('ThrottlingException', 'Rate exceeded'))).toBe(true);
    expect(isPassing(failure('AccessDeniedException', 'no'))).toBe(false);
  });
});
