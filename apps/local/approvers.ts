/**
 * Approvals of a rehearsal. On a laptop nobody's identity is proven and nothing real is
 * touched, so that approvers are parts which someone plays, and recorded as such.
 */
import { type Approval, type ApprovalAnswer, approvalsMissing } from '../../core/history/approval.ts';
import { decisionFor, decisionsAwaited } from '../../core/history/decision.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import { approve } from '../../core/lifecycle/approve.ts';
import type { Account } from './account.ts';

export interface Approvers {
  /** Parts that are played as soon as the run waits, as many as it needs. */
  readonly simulated?: readonly string[];
  /** Who plays them. */
  readonly playedBy?: string;
  /**
   * The rest is waited for: the world's time stands still meanwhile, so that a person's
   * thinking is no part of the run, and a seed makes the same run however long it took.
   * Without, time goes on, and after a virtual day the run is refused.
   */
  readonly people?: boolean;
}

/** What `squall approve` leaves for the owner of the run. */
export interface ApprovalRequest extends Omit<Approval, 'at' | 'proof' | 'stepId'> {
  readonly runId: string;
}

/** As for `stopRun`: at the instant reached. */
export const approveRun = (
  { clock, ports }: Pick<Account, 'clock' | 'ports'>,
  { runId, ...given }: ApprovalRequest,
): Promise<ApprovalAnswer> =>
  clock.during(() => approve(runId, { ...given, at: clock.now(), proof: 'simulated' }, ports));

/** Plays the parts that it was given; true while a run waits for anybody else. */
export async function waitsForPeople(
  account: Pick<Account, 'clock' | 'ports'>,
  runIds: readonly string[],
  { simulated = [], playedBy, people = false }: Approvers,
): Promise<boolean> {
  let waits = false;
  for (const runId of runIds) {
    const record = await account.ports.runs.load(runId);
    if (!record) continue;
    let missing = await missingNow(record, account);
    for (const by of simulated) {
      if (missing === 0) break;
      const given = { runId, by, planHash: record.planHash, ...(playedBy !== undefined && { playedBy }) };
      if ((await approveRun(account, given)).approved) missing -= 1;
    }
    waits ||= missing > 0;
  }
  return waits && people;
}

/** Of what the run waits for now: to begin, or to go on. */
async function missingNow(record: RunRecord, { ports }: Pick<Account, 'ports'>): Promise<number> {
  const { runId, phase, plan } = record;
  if (phase === 'proposed') return approvalsMissing(record);
  if (phase !== 'injecting' || !plan.awaits?.some(({ what }) => what.kind === 'approvals')) return 0;
  return decisionFor(decisionsAwaited(record, await ports.journal.read(runId)))?.missing ?? 0;
}

/** For a rehearsal that nobody watches: as many as the format allows. */
export const everyApprover: Approvers = {
  simulated: Array.from({ length: 10 }, (_, i) => `approver ${i + 1}`),
};
