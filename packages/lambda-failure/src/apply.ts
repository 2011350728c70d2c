/** What the faults of one request come to: delays first, then hosts denied, then a failure instead of the work, or after it. */
import { answerTo, isAnswer, withHeader } from './answer.ts';
import { corrupted } from './failures/corrupt-response.ts';
import { exceptionOf } from './failures/exception.ts';
import { delayOf } from './failures/latency.ts';
import type { Failure, Fault, Instant, Millis } from './fault.ts';
import type { Guard } from './guard.ts';
import type { HttpRequest } from './request.ts';
import { nameOf, touchedHeader } from './word.ts';

export interface Touched {
  readonly faults: readonly Fault[];
  readonly request: HttpRequest | undefined;
  readonly requestId: string;
}

export interface Means {
  readonly now: () => Instant;
  readonly sleep: (millis: Millis) => Promise<unknown>;
  readonly guard: Guard;
  /** Whether other requests are under way in this process. */
  readonly alone: () => boolean;
  readonly tell: (fault: Fault, did: string, applied: boolean) => void;
  readonly header: boolean;
}

type Of<Kind extends Failure['kind']> = Fault & { readonly failure: Extract<Failure, { readonly kind: Kind }> };

const are = <Kind extends Failure['kind']>(faults: readonly Fault[], kind: Kind, now: Instant): readonly Of<Kind>[] =>
  faults.filter((fault): fault is Of<Kind> => fault.failure.kind === kind && now < fault.until);

/** @returns an answer in place of the function's, if there is to be one. @throws the injected exception, if there is one */
export async function applyBefore({ faults, request, requestId }: Touched, means: Means): Promise<unknown> {
  const { now, sleep, guard, alone, tell } = means;
  for (const fault of are(faults, 'latency', now())) {
    const delay = delayOf(fault, requestId, now());
    tell(fault, `delayed by ${delay} ms`, true);
    await sleep(delay);
  }
  for (const fault of are(faults, 'exception', now()))
    if (fault.failure.preventExecution) {
      tell(fault, `threw ${fault.failure.name} in place of the function`, true);
      throw exceptionOf(fault);
    }
  for (const fault of are(faults, 'status', now())) {
    if (!fault.failure.preventExecution) continue;
    if (request) {
      tell(fault, `answered ${fault.failure.statusCode} in place of the function`, true);
      return marked(answerTo(request, fault.failure), [fault], request, means);
    }
    tell(fault, 'not applied: the event is no HTTP request, so there is no status to answer with', false);
  }
  const denying = are(faults, 'deny-hosts', now());
  if (denying.length > 0 && alone()) guard.deny(denying, now);
  for (const fault of denying) {
    if (alone()) tell(fault, `denied ${fault.failure.hosts.length} hosts`, true);
    else tell(fault, 'not applied: other requests are under way in this process, and would lose the hosts too', false);
  }
  return undefined;
}

/** @returns the response as the caller gets it. @throws the injected exception, if there is one */
export function applyAfter({ faults, request, requestId }: Touched, response: unknown, means: Means): unknown {
  const { now, tell } = means;
  for (const fault of are(faults, 'exception', now()))
    if (!fault.failure.preventExecution) {
      tell(fault, `threw ${fault.failure.name} after the function's work`, true);
      throw exceptionOf(fault);
    }
  let answer = response;
  for (const fault of are(faults, 'status', now())) {
    if (fault.failure.preventExecution) continue;
    if (!request) tell(fault, 'not applied: the event is no HTTP request', false);
    else {
      tell(fault, `answered ${fault.failure.statusCode} after the function's work`, true);
      answer = answerTo(request, fault.failure);
      break;
    }
  }
  for (const fault of are(faults, 'corrupt-response', now())) {
    const damaged = corrupted(answer, fault.failure.how, `${fault.seed}/${requestId}`);
    if (damaged === undefined) tell(fault, 'not applied: the response has no body of text', false);
    else {
      tell(fault, `response: ${fault.failure.how}`, true);
      answer = damaged;
    }
  }
  return marked(answer, faults, request, means);
}

const marked = (answer: unknown, faults: readonly Fault[], request: HttpRequest | undefined, { header }: Means) =>
  header && request && isAnswer(answer)
    ? withHeader(answer, request, touchedHeader, faults.map(nameOf).join(', '))
    : answer;
