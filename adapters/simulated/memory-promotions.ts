/** What stages showed, in memory. */
import type { Promotions } from '../../core/ports/promotions.ts';
import { importanceOf, inListOrder, outcomeKey, type StageOutcome } from '../../core/rollout/outcome.ts';

/** By `outcomeKey`. */
export type OutcomeRows = Map<string, StageOutcome>;

export const memoryPromotions = (rows: OutcomeRows): Promotions => ({
  async of(experiment, definitionHash) {
    return [...rows.values()].filter((row) => row.experiment === experiment && row.definitionHash === definitionHash);
  },
  async keep(outcome) {
    const standing = rows.get(outcomeKey(outcome));
    const importance = importanceOf(outcome, standing);
    if (importance === 'older') return { kept: false, standing: standing! };
    if (importance === 'newer') rows.set(outcomeKey(outcome), outcome);
    return { kept: true };
  },
  async list() {
    return inListOrder([...rows.values()]);
  },
});
