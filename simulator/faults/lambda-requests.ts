/**
 * Requests of functions that carry our middleware. It hears of a fault, and of its end,
 * within the seconds for which it keeps what it read: a few, which are taken as none. A
 * world's requests have no tenant, path or header.
 */
import { NotSimulated } from '../cloud.ts';
import type { Effect } from './effect.ts';
import type { Fault, FaultRequest } from './fault.ts';
import { type Parameters, readParameters } from './parameters.ts';

const wearsOff = 32_000;

const requestFault = (
  kind: string,
  effectsOf: (read: Parameters, share: number, on: readonly string[], request: FaultRequest) => readonly Effect[],
): Fault => {
  const actionId = `squall:lambda:${kind}`;
  return {
    actionId,
    targets: { Functions: 'lambda:function' },
    plan(request) {
      const { parameters, targets } = request;
      for (const name of ['tenant', 'path', 'header'])
        if (parameters[name] !== undefined)
          throw new NotSimulated(
            `the simulator does not model ${actionId} for one ${name}: requests of a world have none`,
          );
      const read = readParameters(actionId, parameters);
      const duration = read.duration('duration');
      const share = read.number('requestPercentage', 100, 0.01, 100) / 100;
      const effects = effectsOf(read, share, targets.Functions ?? [], request);
      read.finish();
      return { duration, effects };
    },
    // Effects are over at once; that every function has heard of it is known after this.
    undoTime: () => wearsOff,
  };
};

const latency = requestFault('latency', (read, share, on) => {
  const milliseconds = read.number('latencyMilliseconds', Number.NaN, 1, 900_000);
  const jitter = Math.min(milliseconds, read.number('jitterMilliseconds', 0, 0, 900_000));
  return [{ kind: 'mishap', on, mishap: { share, outcome: 'late', latency: milliseconds, jitter } }];
});

/** Only in place of the function's work: after it, the time that it takes would be missing. */
const exception = requestFault('exception', (read, share, on) => {
  read.text('name', 'InjectedFailure');
  read.text('message', 'injected');
  read.oneOf('preventExecution', ['true'], 'true');
  return [{ kind: 'invocation-error', on, share }];
});

/** A caller takes 400 and above as a failure; below, the answer would be one without content. */
const status = requestFault('status', (read, share, on) => {
  read.number('statusCode', Number.NaN, 400, 599);
  read.text('body', '');
  read.text('contentType', 'application/json');
  read.oneOf('preventExecution', ['true'], 'true');
  return [{ kind: 'invocation-error', on, share }];
});

/** The function has done its work, and counts it as done; its caller cannot use the answer. */
const corruptResponse = requestFault('corrupt-response', (read, share, on) => {
  read.oneOf('how', ['truncate', 'garble', 'empty']);
  return [{ kind: 'mishap', on, mishap: { share, outcome: 'spoiled', latency: 0, jitter: 0 } }];
});

/**
 * Calls of the functions to hosts that the world knows by name fail at once. Only for all
 * requests: of a share, each call of one request would have to share its fate.
 */
const denyHosts = requestFault('deny-hosts', (read, share, on, { model }) => {
  const actionId = 'squall:lambda:deny-hosts';
  if (share < 1) throw new NotSimulated(`the simulator does not model ${actionId} with requestPercentage below 100`);
  const to = read.list('hosts').map((host) => {
    const node =
      model.dns.find(({ name }) => name === host)?.to ??
      [...model.loadBalancers, ...model.services].find(({ id }) => id === host)?.id;
    if (node === undefined)
      throw new NotSimulated(
        `the simulator does not model ${actionId} of ${host}: nothing in the world is called that`,
      );
    return node;
  });
  return [{ kind: 'outgoing', on, to, outcome: 'refused', milliseconds: 0, share: 0 }];
});

export const lambdaRequests: readonly Fault[] = [latency, exception, status, corruptResponse, denyHosts];
