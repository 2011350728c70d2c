/**
 * Health checks of Route 53. Several checkers ask, each at even intervals from a phase of its
 * own, and each believes what it has heard so many times in a row; healthy is what enough of
 * them believe to be. How long a check waits for an answer is left out.
 */
import type { EndpointCheckModel, Instant } from '../model.ts';
import { type AskingCheck, isAsking } from '../names-model.ts';
import { draw } from './fingerprint.ts';
import type { Plane } from './plane.ts';
import { answersCheck } from './probe.ts';
import { refresh } from './refresh.ts';
import type { EndpointCheckRecord } from './state.ts';

/** When a checker next asks; Infinity in a world without health checks. */
export function nextEndpointCheck({ state }: Plane): Instant {
  let next = Number.POSITIVE_INFINITY;
  for (const { checkers } of state.endpointChecks ?? [])
    for (const { nextAt } of checkers) if (nextAt < next) next = nextAt;
  return next;
}

/** Asks where it is time to, and makes known what has changed. */
export function checkEndpoints(plane: Plane): void {
  const { state, model } = plane;
  if (!state.endpointChecks) return;
  let changed = false;
  for (const record of state.endpointChecks) {
    const check = model.endpointChecks?.find(({ id }) => id === record.id);
    if (check && isAsking(check)) changed = ask(plane, check, record) || changed;
  }
  if (changed) refresh(plane);
}

function ask(plane: Plane, check: AskingCheck, record: EndpointCheckRecord): boolean {
  const { now } = plane.state;
  for (const [n, checker] of record.checkers.entries()) {
    if (checker.nextAt > now) continue;
    const passed = answersCheck(plane, check, n);
    checker.against = passed === checker.healthy ? 0 : checker.against + 1;
    if (checker.against >= check.unhealthyAfter) {
      checker.healthy = passed;
      checker.against = 0;
    }
    // After a time that nobody saw, it goes on in its own rhythm.
    checker.nextAt += check.every * (Math.floor((now - checker.nextAt) / check.every) + 1);
  }
  const healthy = record.checkers.filter((checker) => checker.healthy).length >= check.quorum;
  if (healthy === record.healthy) return false;
  record.healthy = healthy;
  return true;
}

/** Everything that is asked has been well until now. */
export const newEndpointChecks = (
  checks: readonly EndpointCheckModel[],
  seed: number,
  now: Instant,
): EndpointCheckRecord[] =>
  checks.filter(isAsking).map(({ id, every, checkers }) => ({
    id,
    healthy: true,
    checkers: Array.from({ length: checkers }, (_, n) => ({
      nextAt: now + Math.floor(draw(seed, `endpoint-check/${id}/${n}`) * every),
      healthy: true,
      against: 0,
    })),
  }));
