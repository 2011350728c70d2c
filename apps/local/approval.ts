/** `squall approve`, for a run that another process drives. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Approval, type ApprovalOutcome, approvalRefusal, approvalsFor } from '../../core/history/approval.ts';
import { decisionFor, decisionsAwaited, missingBeside } from '../../core/history/decision.ts';
import { samePerson } from '../../core/history/person.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import { openArchive } from './archive.ts';
import { openPlatform } from './directory.ts';

export interface LocalApproval {
  readonly runId: string;
  /** The part that is played. */
  readonly by: string;
  /** Who plays it. */
  readonly playedBy: string;
  readonly planHash: string;
  readonly reason?: string;
}

const every = 100;

/**
 * Asks the owner of the run, and waits for what comes of it. What would be refused is told
 * at once, by the same rule that the owner goes by.
 */
export async function approveLocally(directory: string, { runId, ...given }: LocalApproval): Promise<ApprovalOutcome> {
  const archive = openArchive(directory);
  const look = async () => (await archive.history(runId))?.record;
  try {
    const history = await archive.history(runId);
    const stepId = history && decisionFor(decisionsAwaited(history.record, history.journal))?.stepId;
    const approval = { ...given, ...(stepId !== undefined && { stepId }) };
    const no = history ? refusal(history.record, approval) : `run ${runId} is unknown`;
    if (no !== undefined) return { approved: false, why: no };
    if (!archive.isOwned()) return abandoned(runId);
    leave(directory, runId, given);
    for (;;) {
      // Asked before the look: an owner concludes before it lets go.
      const owned = archive.isOwned();
      const seen = (await look())!;
      const own = approvalsFor(stepId, seen.approvals);
      if (own.some(({ by }) => samePerson(by, given.by)))
        return { approved: true, by: given.by, approvals: own.length, missing: missingBeside(seen) };
      const why = refusal(seen, approval);
      if (why !== undefined) return { approved: false, why };
      if (!owned) return abandoned(runId);
      await pause(every);
    }
  } finally {
    archive.close();
  }
}

type Given = Omit<LocalApproval, 'runId'>;
type Asked = Pick<Approval, 'by' | 'planHash' | 'stepId'>;

function leave(directory: string, runId: string, { by, playedBy, planHash, reason = '' }: Given): void {
  const platform = openPlatform(directory);
  try {
    const request = { kind: 'approve', runId, by: playedBy, approver: by, planHash, reason, at: Date.now() } as const;
    platform?.store.putRequest(request);
  } finally {
    platform?.close();
  }
}

/** The world's time stands still while it waits, so that the instant it began to wait will do. */
function refusal(record: RunRecord, { by, planHash, stepId }: Asked): string | undefined {
  const step = stepId !== undefined && { stepId };
  const approval: Approval = { by, planHash, ...step, at: record.proposedAt, proof: 'simulated' };
  return approvalRefusal(record, approval)?.why;
}

const abandoned = (runId: string): ApprovalOutcome => ({
  approved: false,
  why: `nobody runs ${runId} any more: squall reap --local brings it to rest`,
});
