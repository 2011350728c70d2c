/** What AWS refuses or does not answer, in one line with what to do. Pure, and free of the SDK. */
import { ServiceFailure } from '../../adapters/aws/errors.ts';

const absentCredentials = /CredentialsProvider|Could not load credentials/;
const expired = /ExpiredToken|TokenRefreshRequired|RequestExpired|\bexpired\b/i;
const unknownCredentials = /UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|AuthFailure/;

/** Undefined for an error that is not of AWS, or on the way there. */
export function sentenceOf(error: unknown): string | undefined {
  if (!(error instanceof ServiceFailure)) return undefined;
  const { name, code, message } = error;
  const about = `${code} ${message}`;
  if (expired.test(about))
    return `the AWS credentials have expired: log in again (aws sso login), then repeat this (${message})`;
  if (absentCredentials.test(about))
    return `no AWS credentials were found: set AWS_PROFILE, log in (aws sso login), or export AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (${message})`;
  if (unknownCredentials.test(code))
    return `AWS does not know these credentials: look at AWS_PROFILE and at the clock of this machine (${message})`;
  switch (name) {
    case 'AccessDenied':
      return `AWS does not allow it: ${message}. Ask for that action, or choose a role that has it with AWS_PROFILE`;
    case 'NotFound':
      return `it is not there: ${message}. Is it another Region (--region), another account (AWS_PROFILE), or not deployed (docs/deploy.md)?`;
    case 'Throttled':
      return `AWS asks for fewer calls, and went on asking: ${message}. Try again in a minute`;
    case 'Unavailable':
      return `AWS does not answer: ${message}. Look at the network, at the Region, and at AWS_ENDPOINT_URL if it is set`;
    case 'OutOfTime':
      return `AWS took too long: ${message}. It may have been carried out all the same`;
    default:
      return `AWS refused it (${code}): ${message}`;
  }
}

/** What may work when it is asked again. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ServiceFailure && ['Throttled', 'Unavailable', 'OutOfTime', 'Contended'].includes(error.name);
