/** The faults behind ledger entries: the entries of one wave and provider share one. */
import type { LedgerEntry } from '../history/ledger.ts';
import type { FaultObservation, FaultReference, FaultState } from '../ports/faults.ts';

/** Each once, newest first, with the provider's own id as soon as any entry knows it. */
export function distinctFaults(ledger: readonly LedgerEntry[]): readonly FaultReference[] {
  const found = new Map<string, FaultReference>();
  for (const { fault } of [...ledger].reverse()) {
    const known = found.get(fault.token);
    if (known === undefined || (known.externalId === undefined && fault.externalId !== undefined))
      found.set(fault.token, fault);
  }
  return [...found.values()];
}

/** Most telling first: of several faults that run together, what can be said of all. */
const severity: readonly FaultState[] = ['failed', 'stopping', 'running', 'pending', 'stopped', 'absent', 'completed'];

export function worstOf(seen: readonly FaultObservation[]): { readonly state: FaultState; readonly reason?: string } {
  const worst = severity.flatMap((state) => seen.find((observation) => observation.state === state) ?? [])[0];
  if (!worst) return { state: 'completed' };
  return { state: worst.state, ...(worst.reason !== undefined && { reason: worst.reason }) };
}
