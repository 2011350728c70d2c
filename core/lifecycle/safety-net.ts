/** The safety net: status events of both machines and the reaper, so that no execution dies unnoticed. */
import type { Cause } from '../history/run-record.ts';
import type { ExecutionState, Machine } from '../ports/executions.ts';
import type { Ports } from '../ports/ports.ts';
import { type Ensured, ensureRecovery } from './ensure-recovery.ts';

export interface ExecutionStatus {
  readonly machine: Machine;
  readonly name: string;
  readonly how: Extract<ExecutionState, { state: 'ended' }>['how'];
  /** `error.name` and message, as the event tells them. */
  readonly error?: { readonly name: string; readonly message: string };
}

/** Undefined: it ended well. Duplicates, late and reordered events do no harm. Of a run that is over there is nothing to do: the sweeper tells of it if nobody has. */
export async function onExecutionStatus(status: ExecutionStatus, ports: Ports): Promise<Ensured | undefined> {
  if (status.how === 'succeeded') return undefined;
  return ensureRecovery(runOf(status), causeOf(status, ports.clock.now()), ports);
}

/** The reaper. Of a run that is over it fires if whoever concluded it died before giving the reaper back, and does nothing. */
export const onDeadline = (runId: string, ports: Ports): Promise<Ensured> =>
  ensureRecovery(runId, { kind: 'deadline', detail: 'the lease was about to end', at: ports.clock.now() }, ports);

/** The run behind an execution's name. */
export const runOf = ({ machine, name }: Pick<ExecutionStatus, 'machine' | 'name'>): string =>
  machine === 'recovery' ? name.replace(/-r\d+$/, '') : name;

function causeOf({ machine, how, error }: ExecutionStatus, at: number): Cause {
  const told = error ? `: ${error.name}: ${error.message}` : '';
  if (how === 'failed') return { kind: 'failed', detail: `the ${machine} failed${told}`, at };
  return { kind: 'crashed', detail: `the ${machine} ${how === 'aborted' ? 'was stopped' : 'timed out'}${told}`, at };
}
