import { failingInvocations } from './failing-invocations.ts';

/**
 * A share of invocations is answered with a status, and no code of the function's runs. A
 * caller takes 400 and above as a failure; below, the answer would be one without content,
 * of which a world knows nothing.
 */
export const invocationHttpResponse = failingInvocations('aws:lambda:invocation-http-integration-response', (read) => {
  read.number('statusCode', Number.NaN, 400, 599);
  read.text('contentTypeHeader');
  read.oneOf('preventExecution', ['true']);
});
