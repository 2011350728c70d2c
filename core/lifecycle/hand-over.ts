/** HandOver: asks for recovery, with the reason that ended the injection. */
import type { JournalEntry } from '../history/journal.ts';
import type { Cause } from '../history/run-record.ts';
import type { Ports } from '../ports/ports.ts';
import { reasonIn } from './cause.ts';
import { ensureRecovery } from './ensure-recovery.ts';
import type { CaughtError } from './input.ts';
import type { StepReference } from './reference.ts';
import { goTo, knownRun } from './step.ts';

/**
 * The reason is what the step before it wrote under the same wave and visit. If it wrote
 * none it has failed, and the caught error says why. A run that someone else has ended
 * keeps their cause.
 * @throws UnknownRun
 */
export async function handOver(
  reference: StepReference & { readonly error?: CaughtError },
  ports: Ports,
): Promise<StepReference> {
  const { runId } = reference;
  const now = ports.clock.now();
  await knownRun(runId, ports);
  const reason = reasonIn(handedBy(await ports.journal.read(runId), reference));
  const cause: Cause = { ...(reason ?? { kind: 'failed', detail: failure(reference.error) }), at: now };
  await ensureRecovery(runId, cause, ports);
  return goTo('Done', reference);
}

const mayHandOver: readonly string[] = ['VerifyBefore', 'Inject', 'Observe'];

const handedBy = (journal: readonly JournalEntry[], { wave, visit }: StepReference): readonly JournalEntry[] =>
  journal.filter((entry) => mayHandOver.includes(entry.step) && entry.wave === wave && entry.visit === visit);

/** Lambda's Cause is JSON with an `errorMessage`; anyone else's is the message itself. */
function failure(error: CaughtError | undefined): string {
  if (!error) return 'the experiment ended without a reason';
  return `a step failed: ${[error.Error, messageOf(error.Cause)].filter(Boolean).join(': ')}`;
}

function messageOf(cause: string | undefined): string | undefined {
  try {
    const told: unknown = JSON.parse(cause ?? '');
    return (told as { errorMessage?: string } | null)?.errorMessage ?? cause;
  } catch {
    return cause;
  }
}
