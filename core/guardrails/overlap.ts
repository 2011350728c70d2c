import type { RunRecord } from '../history/run-record.ts';
import { guardrail, type Rule } from './guardrail.ts';
import { conflict, locksOf } from './locks.ts';

/** Asked before the locks are taken, to answer in words; the transaction that takes them decides. */
export const rule: Rule<readonly RunRecord[]> = {
  rule: 'overlap',
  gather: (_question, { runs }) => runs.list({ unfinished: true }),
  decide({ plan, runId }, unfinished) {
    const mine = locksOf(plan);
    for (const run of unfinished) {
      if (run.runId === runId || (run.phase !== 'injecting' && run.phase !== 'recovering')) continue;
      const held = conflict(mine, locksOf(run.plan));
      if (held) return `run ${run.runId} (${run.experiment}) holds ${held.key}: wait for its end, or stop it`;
    }
    return undefined;
  },
};

export const overlap = guardrail(rule);
