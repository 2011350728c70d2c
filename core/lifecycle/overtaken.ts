/** Why a wave that was let in is not injected after all: what has come to pass since. */
import { rule as blackout } from '../guardrails/blackout.ts';
import { rule as holiday } from '../guardrails/holiday.ts';
import { rule as window } from '../guardrails/window.ts';
import type { RunRecord } from '../history/run-record.ts';
import type { PlannedAwait, PlannedStep } from '../plan/plan.ts';
import { changedTemplate } from '../plan/templates.ts';
import type { Instant } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';

/** One clause, or undefined while nothing speaks against it. @param steps of one wave @param awaits of the same */
export async function overtaken(
  record: RunRecord,
  steps: readonly PlannedStep[],
  now: Instant,
  { faults }: Pick<Ports, 'faults'>,
  awaits: readonly PlannedAwait[] = [],
): Promise<string | undefined> {
  const { lease, plan } = record;
  const lasting = (some: readonly PlannedStep[]) => some.map(({ duration }) => duration);
  const waiting = awaits.map(({ within }) => within);
  // A fault that its provider bounds must end within the lease, and nobody waits for longer.
  const longest = Math.max(0, ...lasting(steps), ...waiting);
  if (lease === undefined || now + longest > lease.until) return 'it would outlive the lease';
  // What stands goes on beside later waves, each of which asks for itself.
  const needed = Math.max(0, ...lasting(steps.filter(({ stands }) => !stands)), ...waiting);
  const stepIds = steps.map(({ id }) => id);
  return (
    offCalendar(record, needed, lease.until, now) ?? (await changedTemplate(plan.templates ?? [], stepIds, faults))
  );
}

/**
 * Admit has asked for the whole run by the clock of then. A run that was held up since, by
 * an outage or by retries, may come to a wave when its window has closed or its day is over.
 * Asked for this wave alone: the next one asks for itself.
 */
function offCalendar({ plan }: RunRecord, needed: number, until: Instant, now: Instant): string | undefined {
  const rest = { ...plan, times: { ...plan.times, gate: 0, waves: needed, lease: until - now } };
  for (const { rule, decide } of [window, holiday, blackout]) {
    const why = decide({ plan: rest, now }, undefined);
    if (why !== undefined) return `${rule}: ${why}`;
  }
  return undefined;
}
