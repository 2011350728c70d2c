/** An approval: someone else's word that a run may begin, or go on, for exactly the plan that they saw. */
import type { Plan } from '../plan/plan.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import { personOf, samePerson, unknownStarter } from './person.ts';
import type { RunRecord } from './run-record.ts';

export interface Approval {
  /** In AWS the ARN that STS answered; in a rehearsal the name of the part that was played. */
  readonly by: string;
  readonly at: Instant;
  readonly planHash: string;
  readonly reason?: string;
  /** The step that waits for it in the midst of the run. Missing: that the run may begin. */
  readonly stepId?: string;
  /** How it is known who it was. `simulated`: nobody was asked to prove anything, since nothing real is touched. */
  readonly proof: 'sts' | 'simulated';
  /** Of a simulated approval: the operating system's name for whoever gave it. */
  readonly playedBy?: string;
}

export type ApprovalAnswer =
  /** All of them, in the order in which they were given. */
  | { readonly approved: true; readonly approvals: readonly Approval[] }
  | {
      readonly approved: false;
      readonly rule: 'unknown' | 'phase' | 'expired' | 'plan-hash' | 'proof' | 'starter' | 'twice';
      readonly why: string;
    };

/** What whoever approves is told. */
export type ApprovalOutcome =
  | {
      readonly approved: true;
      readonly by: string;
      /** Given by now, this one among them, and still to be given. */
      readonly approvals: number;
      readonly missing: number;
    }
  | { readonly approved: false; readonly why: string };

/** How long a proposed run is waited for. The state machine's own time has room for it. */
export const approvalWithin: Millis = 24 * 3_600_000;

export const approvalUntil = ({ proposedAt }: Pick<RunRecord, 'proposedAt'>): Instant => proposedAt + approvalWithin;

/** How many approvals this run must have before it may begin. */
export const approvalsNeeded = ({ definition }: Pick<Plan, 'definition'>): number => {
  const { approval } = definition.guardrails;
  return approval?.in.includes(definition.environment) ? approval.count : 0;
};

export const approvalsMissing = ({ plan, approvals }: Pick<RunRecord, 'plan' | 'approvals'>): number =>
  Math.max(0, approvalsNeeded(plan) - approvalsFor(undefined, approvals).length);

/** Those of a step that waits, or that the run may begin. */
export const approvalsFor = (stepId: string | undefined, approvals: readonly Approval[] = []): readonly Approval[] =>
  approvals.filter((approval) => approval.stepId === stepId);

/** What an approval is held against. */
export type Approvable = Pick<
  RunRecord,
  'runId' | 'platform' | 'phase' | 'planHash' | 'startedBy' | 'proposedAt' | 'approvals'
>;

/** While it waits for this kind of approval. */
const phaseOf = ({ stepId }: Pick<Approval, 'stepId'>): RunRecord['phase'] =>
  stepId === undefined ? 'proposed' : 'injecting';

/** Why this approval does not count; undefined when it does. Asked within the transaction that would write it. */
export function approvalRefusal(
  run: Approvable,
  approval: Approval,
): Extract<ApprovalAnswer, { approved: false }> | undefined {
  const { runId, phase, planHash, startedBy, approvals } = run;
  const no = (rule: Extract<ApprovalAnswer, { approved: false }>['rule'], why: string) =>
    ({ approved: false, rule, why }) as const;
  if (phase !== phaseOf(approval)) return no('phase', `run ${runId} is ${phase}: only one that waits can be approved`);
  if (approval.stepId === undefined && approval.at >= approvalUntil(run))
    return no(
      'expired',
      `run ${runId} was waited for until ${new Date(approvalUntil(run)).toISOString()}: start it again`,
    );
  if (approval.planHash !== planHash)
    return no(
      'plan-hash',
      `run ${runId} waits with plan ${planHash.slice(0, 12)}, and this approves ${approval.planHash.slice(0, 12)}: look at its plan again`,
    );
  if (run.platform === 'aws' && approval.proof !== 'sts')
    return no('proof', `run ${runId} is a real one: only an identity that STS has confirmed approves it`);
  if (personOf(startedBy) === unknownStarter)
    return no(
      'starter',
      `nobody says who started run ${runId}, so that it might be ${approval.by}: start it again with startedBy`,
    );
  if (samePerson(approval.by, startedBy)) {
    const who = approval.by === startedBy ? startedBy : `${approval.by} counts as ${startedBy}, who`;
    return no('starter', `${who} started run ${runId}: someone else must approve it`);
  }
  const before = approvalsFor(approval.stepId, approvals).find(({ by }) => samePerson(by, approval.by));
  if (before)
    return no(
      'twice',
      `${before.by} approved run ${runId} at ${new Date(before.at).toISOString()}: the next approval must be someone else's`,
    );
  return undefined;
}

/** `bob (simulated, played by ada): looks fine`, for people. */
export const approvalText = ({ by, proof, playedBy, reason }: Omit<Approval, 'at' | 'planHash'>): string => {
  const how = proof === 'simulated' ? ` (simulated${playedBy === undefined ? '' : `, played by ${playedBy}`})` : '';
  return `${by}${how}${reason === undefined ? '' : `: ${reason}`}`;
};

/** `waiting for approval 1 of 2`: undefined for a run that does not wait, or no more. */
export function approvalState(run: Pick<RunRecord, 'plan' | 'phase' | 'approvals'>): string | undefined {
  const missing = approvalsMissing(run);
  if (run.phase !== 'proposed' || missing === 0) return undefined;
  const needed = approvalsNeeded(run.plan);
  return `waiting for approval ${needed - missing + 1} of ${needed}`;
}

/** The same answer from every store that was asked about a run that it does not hold. */
export const unknownToApprove = (runId: string): ApprovalAnswer => ({
  approved: false,
  rule: 'unknown',
  why: `run ${runId} is unknown`,
});
