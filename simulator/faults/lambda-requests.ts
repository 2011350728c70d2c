/**
 * Requests of functions that carry our middleware. It hears of a fault, and of its end,
 * within the seconds for which it keeps what it read: a few, which are taken as none. Of
 * which tenant, path or header a request is, the world says.
 */
import { NotSimulated } from '../cloud.ts';
import type { Mishap } from '../fleet.ts';
import { nodesCalled } from '../geography.ts';
import type { WorldModel } from '../model.ts';
import { amongOf, saltOf } from './among.ts';
import { beforeWork } from './before-work.ts';
import type { Effect } from './effect.ts';
import type { Fault, FaultRequest } from './fault.ts';
import { type Parameters, readParameters } from './parameters.ts';

const wearsOff = 32_000;

/** Which requests, and what share of them. */
type Hit = Pick<Mishap, 'share' | 'among'>;

const requestFault = (
  kind: string,
  effectsOf: (read: Parameters, hit: Hit, on: readonly string[], request: FaultRequest) => readonly Effect[],
): Fault => {
  const actionId = `squall:lambda:${kind}`;
  return {
    actionId,
    targets: { Functions: 'lambda:function' },
    plan(request) {
      const { parameters, targets } = request;
      const read = readParameters(actionId, parameters);
      const duration = read.duration('duration');
      const share = read.number('requestPercentage', 100, 0.01, 100) / 100;
      const hit = { share, ...amongOf(actionId, read, request) };
      const effects = effectsOf(read, hit, targets.Functions ?? [], request);
      read.finish();
      return { duration, effects };
    },
    // Effects are over at once; that every function has heard of it is known after this.
    undoTime: () => wearsOff,
  };
};

const latency = requestFault('latency', (read, hit, on) => {
  const milliseconds = read.number('latencyMilliseconds', Number.NaN, 1, 900_000);
  const jitter = Math.min(milliseconds, read.number('jitterMilliseconds', 0, 0, 900_000));
  return [{ kind: 'mishap', on, mishap: { ...hit, outcome: 'late', latency: milliseconds, jitter } }];
});

/** It ends before any work of the function's. */
const atOnce = (on: readonly string[], { share, among }: Hit): readonly Effect[] =>
  among
    ? [{ kind: 'mishap', on, mishap: { share, among, outcome: 'refused', latency: 0, jitter: 0 } }]
    : [{ kind: 'invocation-error', on, share }];

/** Only in place of the function's work: after it, the time that it takes would be missing. */
const exception = requestFault('exception', (read, hit, on) => {
  read.text('name', 'InjectedFailure');
  read.text('message', 'injected');
  beforeWork('squall:lambda:exception', read, 'true');
  return atOnce(on, hit);
});

/** A caller takes 400 and above as a failure; below, the answer would be one without content. */
const status = requestFault('status', (read, hit, on) => {
  read.number('statusCode', Number.NaN, 400, 599);
  read.text('body', '');
  read.text('contentType', 'application/json');
  beforeWork('squall:lambda:status', read, 'true');
  return atOnce(on, hit);
});

/** The function has done its work, and counts it as done; its caller cannot use the answer. */
const corruptResponse = requestFault('corrupt-response', (read, hit, on) => {
  read.oneOf('how', ['truncate', 'garble', 'empty']);
  return [{ kind: 'mishap', on, mishap: { ...hit, outcome: 'spoiled', latency: 0, jitter: 0 } }];
});

/** Calls of the functions to hosts that the world knows by name fail at once: all calls of a request, or none. */
const denyHosts = requestFault('deny-hosts', (read, hit, on, { model, draw }) => {
  const actionId = 'squall:lambda:deny-hosts';
  const to = read.list('hosts').flatMap((host) => {
    const called = nodesCalled(model, host);
    const nodes = called.length > 0 ? called : named(model, host);
    if (nodes.length === 0)
      throw new NotSimulated(
        `the simulator does not model ${actionId} of ${host}: nothing in the world is called that`,
      );
    return nodes;
  });
  if (hit.share >= 1 && !hit.among)
    return [{ kind: 'outgoing', on, to, outcome: 'refused', milliseconds: 0, share: 0 }];
  const once = saltOf(`${draw('once')}`);
  const mishap = { ...hit, once, outcome: 'refused', latency: 0, jitter: 0 } as const;
  return [{ kind: 'outgoing', on, to, outcome: 'late', milliseconds: 0, share: 0, mishap }];
});

const named = ({ loadBalancers, services }: WorldModel, host: string): readonly string[] =>
  [...loadBalancers, ...services].filter(({ id }) => id === host).map(({ id }) => id);

export const lambdaRequests: readonly Fault[] = [latency, exception, status, corruptResponse, denyHosts];
