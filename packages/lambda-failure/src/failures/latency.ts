import type { Fault, Instant, Millis } from '../fault.ts';
import { drawn } from '../touches.ts';

/** How long this request waits: spread about the delay by the jitter, and never beyond the lease. */
export function delayOf(fault: Fault, requestId: string, now: Instant): Millis {
  const { failure, seed, until } = fault;
  if (failure.kind !== 'latency') return 0;
  const { milliseconds, jitter } = failure;
  const delay = milliseconds + Math.round((2 * drawn(`${seed}/jitter/${requestId}`) - 1) * jitter);
  return Math.max(0, Math.min(delay, until - now));
}
