/** Abort is one mechanism, whoever asks: a person, an alarm, the kill switch. */
import type { Cause } from '../history/run-record.ts';
import type { Instant } from '../ports/clock.ts';
import { isActive } from '../ports/faults.ts';
import type { Ports } from '../ports/ports.ts';
import { redactTexts } from '../secrets/redact.ts';
import { ensureRecovery } from './ensure-recovery.ts';
import { distinctFaults } from './faults-of.ts';
import { divided } from './movers.ts';

/** Not all of an abort could be done; all of it was tried, and recovery or the sweeper will try again. */
export class AbortIncomplete extends AggregateError {
  override readonly name = 'AbortIncomplete';
}

export type Aborted =
  | { readonly known: false }
  | {
      readonly known: true;
      /** A look after one function timeout found nothing injected. */
      readonly acknowledged: boolean;
      /** When to ask `stopAcknowledged` again; missing once acknowledged. */
      readonly lookAgainAt?: Instant;
    };

/**
 * In this order: the epoch is raised, so that nothing more is injected; recovery is
 * ensured, so that the rest may fail; faults are stopped; the experiment's execution is
 * stopped. Idempotent, and works with the workflow gone. What moved users is left to Undo, which
 * sends them home once that is whole: to stop it here would send them into what is broken.
 *
 * The answer is seldom `acknowledged` at once: a call that was in flight when the epoch
 * rose can land up to one function timeout later. The Undo step makes the look that
 * counts: while an intent is unconfirmed it waits `stage.functionTimeout` from
 * `epochRaisedAt` and looks again, by token.
 * @throws AbortIncomplete with what failed after the epoch was raised
 */
export async function abort(runId: string, cause: Cause, ports: Ports): Promise<Aborted> {
  const record = await ports.runs.raiseEpoch(runId, redactTexts(cause));
  if (!record) return { known: false };
  const failures: unknown[] = [];
  const trying = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      failures.push(error);
    }
  };
  await trying(() => ensureRecovery(runId, cause, ports));
  await trying(async () => {
    for (const fault of distinctFaults(divided(record.plan, await ports.ledger.list(runId)).others))
      await trying(() => ports.faults.stop(fault, cause.detail));
  });
  await trying(() => ports.executions.stop('experiment', runId, cause.detail));
  if (failures.length > 0) throw new AbortIncomplete(failures, `run ${runId} is aborting, but not all of it worked`);
  return stopAcknowledged(runId, ports);
}

/** Whether the stop of a run is certain by now. Asks and changes nothing. */
export async function stopAcknowledged(runId: string, ports: Ports): Promise<Aborted> {
  const record = await ports.runs.load(runId);
  if (!record) return { known: false };
  if (record.terminal) return { known: true, acknowledged: true };
  const now = ports.clock.now();
  if (record.epochRaisedAt === undefined) return { known: true, acknowledged: false, lookAgainAt: now };
  const ledger = await ports.ledger.list(runId);
  // No intent can be written after the epoch rose, so an empty ledger stays empty.
  if (ledger.length === 0) return { known: true, acknowledged: true };
  const settledAt = record.epochRaisedAt + ports.stage.functionTimeout;
  if (now < settledAt) return { known: true, acknowledged: false, lookAgainAt: settledAt };
  // By clocks that may differ. An intent that is still open is Undo's to settle, by looking and by waiting.
  if (ledger.some(({ state }) => state === 'intended'))
    return { known: true, acknowledged: false, lookAgainAt: now + ports.stage.functionTimeout };
  for (const fault of distinctFaults(divided(record.plan, ledger).others)) {
    const { state } = await ports.faults.observe(fault);
    if (isActive(state)) return { known: true, acknowledged: false, lookAgainAt: now + ports.stage.functionTimeout };
  }
  return { known: true, acknowledged: true };
}
