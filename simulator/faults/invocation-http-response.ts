import { timings } from '../control-plane/timings.ts';
import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:lambda:invocation-http-integration-response';

/**
 * A share of invocations is answered with a status, and no code of the function's runs. A
 * caller takes 400 and above as a failure; below, the answer would be one without content,
 * of which a world knows nothing.
 */
export const invocationHttpResponse: Fault = {
  actionId,
  targets: { Functions: 'lambda:function' },
  plan({ parameters, targets }) {
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    const share = read.number('invocationPercentage', 100, 1, 100) / 100;
    read.number('statusCode', Number.NaN, 400, 599);
    read.text('contentTypeHeader');
    read.oneOf('preventExecution', ['true']);
    read.finish();
    return {
      duration,
      effects: [{ kind: 'invocation-error', on: targets.Functions ?? [], share }],
      rampUp: timings.lambdaRampUp,
      rampDown: timings.lambdaRampDown,
    };
  },
};
