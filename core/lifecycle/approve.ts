/** Someone else's word that a waiting run may begin, or go on: kept with its record, told in its journal. */
import type { Approval, ApprovalAnswer } from '../history/approval.ts';
import { decisionFor, decisionsAwaited } from '../history/decision.ts';
import type { Ports } from '../ports/ports.ts';

/**
 * What is refused leaves nothing behind. The waiting run takes an approval up at its next look.
 * Of a run that waits in its midst it is for the step that waits; should that be over by the
 * time that it is written down, it is for nothing.
 */
export async function approve(
  runId: string,
  approval: Approval,
  ports: Pick<Ports, 'runs' | 'journal'>,
): Promise<ApprovalAnswer> {
  const record = await ports.runs.load(runId);
  const injecting = record?.phase === 'injecting' && record.plan.awaits !== undefined;
  const decision = injecting ? decisionFor(decisionsAwaited(record, await ports.journal.read(runId))) : undefined;
  if (decision && approval.at >= decision.until) {
    const until = new Date(decision.until).toISOString();
    return { approved: false, rule: 'expired', why: `step ${decision.stepId} of run ${runId} waited until ${until}` };
  }
  const answer = await ports.runs.approve(runId, decision ? { ...approval, stepId: decision.stepId } : approval);
  if (answer.approved) await journalApprovals(runId, answer.approvals, ports);
  return answer;
}

/**
 * Under fixed keys, so that each stands once, whoever writes them: this, or Admit after it
 * for an approver that died between record and journal. `Approval` is no state, but what
 * people do while Admit waits, or a wave does.
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
