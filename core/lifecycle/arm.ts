/** Arm: the dead-man's switch first, then locks, lease and the right to inject, in one transaction. */
import { killSwitch } from '../guardrails/kill-switch.ts';
import { locksOf } from '../guardrails/locks.ts';
import { refuse } from '../history/refusal.ts';
import type { RunRecord } from '../history/run-record.ts';
import type { Instant } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import { reaperMargin } from './allowances.ts';
import { notify } from './notify.ts';
import type { StepReference } from './reference.ts';
import { refusedBefore, refuseRun } from './refuse-run.ts';
import { goTo, knownRun } from './step.ts';
import { visitOf, write } from './writing.ts';

/**
 * The kill switch once more: it may have been raised since Admit asked, and whoever raised
 * it has looked for runs to stop before this one was written down, or finds it now.
 *
 * The reaper before the locks: should we die in between, it fires for a run without a
 * lease, which does no harm; the other way round a lease could be left unguarded. A
 * retried call keeps the lease that stands.
 */
export async function arm(reference: StepReference, ports: Ports): Promise<StepReference> {
  const { runId } = reference;
  const now = ports.clock.now();
  const record = await knownRun(runId, ports);
  if (record.terminal) return refusedBefore(record, visitOf('Arm', reference), now, ports);
  if (record.phase === 'recovering') return goTo('HandOver', reference);

  const { plan } = record;
  const lease = record.lease ?? { from: now, until: now + plan.times.lease };
  const raised = record.phase === 'proposed' ? await killSwitch.check({ plan, now, runId }, ports) : undefined;
  if (raised) {
    const stopped = await refuseRun(record, [raised], visitOf('Arm', reference), now, ports);
    // Not refused: it was aborted meanwhile, or a call beside this one has armed it, for whoever raised the switch to find.
    if (!stopped) return armedAs(await knownRun(runId, ports), lease, reference, now, ports);
    await ports.deadline.disarm(runId);
    return stopped;
  }
  await ports.deadline.arm(runId, reaperAt(lease.until));
  const answer = await ports.runs.arm(runId, lease, locksOf(plan));
  const armed = await knownRun(runId, ports);

  const refused =
    !answer.armed && armed.phase === 'proposed'
      ? await refuseRun(armed, [refuse('overlap', answer.why)], visitOf('Arm', reference), now, ports)
      : undefined;
  // Only once it is over for good: a call beside this one may still take the locks that were just given back.
  if (refused || armed.terminal) {
    await ports.deadline.disarm(runId);
    return goTo('Refused', reference);
  }
  return armedAs(armed.phase === 'proposed' ? await knownRun(runId, ports) : armed, lease, reference, now, ports);
}

async function armedAs(
  armed: RunRecord,
  lease: NonNullable<RunRecord['lease']>,
  reference: StepReference,
  now: Instant,
  ports: Ports,
): Promise<StepReference> {
  const { runId, plan } = armed;
  // Asked to end while it was being armed.
  if (!armed.lease || armed.phase !== 'injecting') return goTo('HandOver', reference);

  // A duplicate of this call may have armed first: the reaper follows the lease that stands.
  const { until } = armed.lease;
  if (until !== lease.until) await ports.deadline.arm(runId, reaperAt(until));
  const held = locksOf(plan).map(({ key }) => key);
  const event = { type: 'armed', leaseUntil: until, reaperAt: reaperAt(until), locks: held } as const;
  await write(visitOf('Arm', reference), now, [event], ports);
  const body = `Run ${runId} by ${armed.startedBy}, its lease ends at ${new Date(until).toISOString()}.`;
  await notify({ runId, kind: 'started', subject: `${armed.title}: started`, body }, ports);
  return goTo('VerifyBefore', reference);
}

const reaperAt = (until: Instant): Instant => until - reaperMargin;
