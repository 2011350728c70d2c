/** A decision that a run waits for in its midst, by the words of people other than its starter. */
import type { Instant } from '../ports/clock.ts';
import { type Approval, approvalsFor, approvalsMissing } from './approval.ts';
import type { JournalEntry } from './journal.ts';
import type { RunRecord } from './run-record.ts';

export interface Decision {
  /** The step that waits. */
  readonly stepId: string;
  readonly needed: number;
  /** Of these, still to be given. */
  readonly missing: number;
  readonly until: Instant;
}

/** Those that a run waits for now, in the order of its waves: most wait for none. */
export function decisionsAwaited(
  { plan, phase, approvals }: Pick<RunRecord, 'plan' | 'phase' | 'approvals'>,
  journal: readonly JournalEntry[],
): readonly Decision[] {
  if (phase !== 'injecting') return [];
  return (plan.awaits ?? []).flatMap(({ id, what }) => {
    const begun = journal.find((entry) => entry.type === 'awaiting' && entry.stepId === id);
    if (what.kind !== 'approvals' || begun?.type !== 'awaiting') return [];
    if (journal.some((entry) => entry.type === 'awaited' && entry.stepId === id)) return [];
    return { stepId: id, needed: what.count, missing: missingFor(id, what.count, approvals), until: begun.until };
  });
}

/** `squall approve` speaks to the first of these that it is missing from. */
export const decisionFor = (decisions: readonly Decision[]): Decision | undefined =>
  decisions.find(({ missing }) => missing > 0);

/** How many more are missing of those that the newest approval was for. */
export function missingBeside({ plan, approvals }: Pick<RunRecord, 'plan' | 'approvals'>): number {
  const step = approvals?.at(-1)?.stepId;
  const what = plan.awaits?.find(({ id }) => id === step)?.what;
  if (step === undefined || what?.kind !== 'approvals')
    return approvalsMissing({ plan, ...(approvals && { approvals }) });
  return missingFor(step, what.count, approvals);
}

const missingFor = (step: string, needed: number, approvals: readonly Approval[] | undefined): number =>
  Math.max(0, needed - approvalsFor(step, approvals).length);
