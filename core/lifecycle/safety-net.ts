/** The safety net: status events of both machines and the reaper, so that no execution dies unnoticed. */
import type { Cause } from '../history/run-record.ts';
import type { ExecutionState, Machine } from '../ports/executions.ts';
import type { Ports } from '../ports/ports.ts';
import { type Ensured, ensureRecovery, isConcluded } from './ensure-recovery.ts';
import { isTold } from './last-line.ts';
import { lastWords } from './last-words.ts';

export interface ExecutionStatus {
  readonly machine: Machine;
  readonly name: string;
  readonly how: Extract<ExecutionState, { state: 'ended' }>['how'];
  /** `error.name` and message, as the event tells them. */
  readonly error?: { readonly name: string; readonly message: string };
}

/**
 * Undefined: it ended well. Duplicates, late and reordered events do no harm. An execution that
 * died right after it had concluded its run has left the telling of it undone.
 */
export async function onExecutionStatus(status: ExecutionStatus, ports: Ports): Promise<Ensured | undefined> {
  if (status.how === 'succeeded') return undefined;
  const runId = runOf(status);
  const ensured = await ensureRecovery(runId, causeOf(status, ports.clock.now()), ports);
  if (!isConcluded(ensured) || isTold(await ports.journal.read(runId))) return ensured;
  return startedAs(await lastWords(runId, ports), ensured);
}

/** The reaper. Of a run that is over it fires only if whoever concluded it died before giving the reaper back, which comes last. */
export async function onDeadline(runId: string, ports: Ports): Promise<Ensured> {
  const cause = { kind: 'deadline', detail: 'the lease was about to end', at: ports.clock.now() } as const;
  const ensured = await ensureRecovery(runId, cause, ports);
  return isConcluded(ensured) ? startedAs(await lastWords(runId, ports), ensured) : ensured;
}

const startedAs = (attempt: number | undefined, otherwise: Ensured): Ensured =>
  attempt === undefined ? otherwise : { action: 'started', attempt };

/** The run behind an execution's name. */
export const runOf = ({ machine, name }: Pick<ExecutionStatus, 'machine' | 'name'>): string =>
  machine === 'recovery' ? name.replace(/-r\d+$/, '') : name;

function causeOf({ machine, how, error }: ExecutionStatus, at: number): Cause {
  const told = error ? `: ${error.name}: ${error.message}` : '';
  if (how === 'failed') return { kind: 'failed', detail: `the ${machine} failed${told}`, at };
  return { kind: 'crashed', detail: `the ${machine} ${how === 'aborted' ? 'was stopped' : 'timed out'}${told}`, at };
}
