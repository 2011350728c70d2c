/** Someone else's word that a waiting run may begin: kept with its record, told in its journal. */
import type { Approval, ApprovalAnswer } from '../history/approval.ts';
import type { Ports } from '../ports/ports.ts';

/** What is refused leaves nothing behind. The waiting run takes an approval up at its next look. */
export async function approve(
  runId: string,
  approval: Approval,
  ports: Pick<Ports, 'runs' | 'journal'>,
): Promise<ApprovalAnswer> {
  const answer = await ports.runs.approve(runId, approval);
  if (answer.approved) await journalApprovals(runId, answer.approvals, ports);
  return answer;
}

/**
 * Under fixed keys, so that each stands once, whoever writes them: this, or Admit after it
 * for an approver that died between record and journal. `Approval` is no state, but what
 * people do while Admit waits.
 */
export const journalApprovals = (
  runId: string,
  approvals: readonly Approval[],
  ports: Pick<Ports, 'journal'>,
): Promise<void> =>
  ports.journal.append(
    approvals.map((approval, i) => ({
      runId,
      step: 'Approval',
      wave: 0,
      visit: 0,
      n: i + 1,
      type: 'approved',
      ...approval,
    })),
  );
