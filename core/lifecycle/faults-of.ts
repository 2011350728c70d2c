/** The faults behind ledger entries: those of one wave that FIS injects share one, and each of our own has its own. */
import type { LedgerEntry } from '../history/ledger.ts';
import type { Plan } from '../plan/plan.ts';
import type { FaultObservation, FaultReference, FaultState } from '../ports/faults.ts';

/** What was started for an entry, with all that its provider may need to find it again. */
export function faultOf({ fault, asked, stepId, action, intendedAt, before }: LedgerEntry): FaultReference {
  return asked ? { ...fault, own: { stepId, action, ...asked, intendedAt, before } } : fault;
}

/** Each once, newest first, with the provider's own id as soon as any entry knows it. */
export function distinctFaults(ledger: readonly LedgerEntry[]): readonly FaultReference[] {
  const found = new Map<string, FaultReference>();
  for (const fault of [...ledger].reverse().map(faultOf)) {
    const known = found.get(fault.token);
    if (known === undefined || (known.externalId === undefined && fault.externalId !== undefined))
      found.set(fault.token, fault);
  }
  return [...found.values()];
}

export interface Watched {
  readonly fault: FaultReference;
  readonly stands: boolean;
}

/** While a wave goes on: its own faults, and those of earlier ones that stand. What starts together stands together, or not at all. */
export function watchedIn(plan: Pick<Plan, 'steps'>, wave: number, ledger: readonly LedgerEntry[]): readonly Watched[] {
  const standing = new Set(plan.steps.flatMap(({ id, wave: own, stands }) => (stands ? [`${own}/${id}`] : [])));
  const tokens = new Set(ledger.flatMap(({ id, fault }) => (standing.has(id) ? [fault.token] : [])));
  const own = ledger.filter((entry) => entry.wave === wave || standing.has(entry.id));
  return distinctFaults(own).map((fault) => ({ fault, stands: tokens.has(fault.token) }));
}

type Summary = Pick<FaultObservation, 'state' | 'reason'>;

const broken: readonly FaultState[] = ['failed', 'absent', 'stopped'];
const active: readonly FaultState[] = ['stopping', 'running', 'pending'];

/** While injecting: one fault that broke says more than others that still run. */
export const brokenFirst = (seen: readonly FaultObservation[]): Summary => firstOf([...broken, ...active], seen);

/** While undoing: nothing is over while anything runs. */
export const activeFirst = (seen: readonly FaultObservation[]): Summary => firstOf([...active, ...broken], seen);

function firstOf(order: readonly FaultState[], seen: readonly FaultObservation[]): Summary {
  const first = order.flatMap((state) => seen.find((observation) => observation.state === state) ?? [])[0];
  if (!first) return { state: 'completed' };
  return { state: first.state, ...(first.reason !== undefined && { reason: first.reason }) };
}
