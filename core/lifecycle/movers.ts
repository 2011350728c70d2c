/** Which of a run's changes moved users elsewhere, and are undone last. */
import type { LedgerEntry } from '../history/ledger.ts';
import type { Plan } from '../plan/plan.ts';

/** By id of its ledger entry: `<wave>/<stepId>`. */
export function movesUsers({ steps }: Pick<Plan, 'steps'>): (entry: Pick<LedgerEntry, 'id'>) => boolean {
  const movers = new Set(steps.flatMap(({ id, wave, moves }) => (moves ? [`${wave}/${id}`] : [])));
  return ({ id }) => movers.has(id);
}

export interface Divided {
  readonly movers: readonly LedgerEntry[];
  /** All else: what users were moved away from. */
  readonly others: readonly LedgerEntry[];
}

export function divided(plan: Pick<Plan, 'steps'>, ledger: readonly LedgerEntry[]): Divided {
  const moves = movesUsers(plan);
  return { movers: ledger.filter(moves), others: ledger.filter((entry) => !moves(entry)) };
}
