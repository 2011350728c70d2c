/** Who approves a run on this machine: parts that are played, and people that are waited for. Pure. */
import { approvalsNeeded } from '../../../core/history/approval.ts';
import { personOf } from '../../../core/history/person.ts';
import { type Refusal, refuse } from '../../../core/history/refusal.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import type { Approvers } from '../../local/platform.ts';
import { Failure } from '../failure.ts';

export interface ApproverOptions {
  readonly approvedBy?: readonly string[];
  readonly waitForApproval?: true;
}

/** Steps that wait for people in the midst of the run, and for how many. */
const decisionsOf = ({ awaits = [] }: Plan): readonly { readonly id: string; readonly count: number }[] =>
  awaits.flatMap(({ id, what }) => (what.kind === 'approvals' ? [{ id, count: what.count }] : []));

/**
 * Refused when nobody can approve: a run that nobody watches would wait for a virtual day.
 * @param interactive somebody is there, who can approve from another terminal
 * @throws Failure for names that make no sense
 */
export function approversOf(
  plan: Plan,
  { approvedBy = [], waitForApproval }: ApproverOptions,
  { person, interactive }: { readonly person: string; readonly interactive: boolean },
): Approvers | Refusal {
  const first = approvalsNeeded(plan);
  const decisions = decisionsOf(plan);
  const needed = Math.max(first, ...decisions.map(({ count }) => count));
  const { environment } = plan.definition;
  const flag = waitForApproval ? '--wait-for-approval' : '--approved-by';
  if (needed === 0 && (waitForApproval || approvedBy.length > 0))
    throw new Failure(`${flag} says nothing: the experiment asks for no approval in ${environment}, so leave it out`);
  const played = approvedBy.map(personOf);
  if (new Set(played).size < played.length)
    throw new Failure('--approved-by names someone twice: each approval must be someone else’s');
  if (played.includes(personOf(person)))
    throw new Failure(`--approved-by ${person} is who starts the run: someone else must approve it`);
  const waits = waitForApproval === true || interactive;
  if (approvedBy.length >= needed || waits) return { simulated: approvedBy, playedBy: person, people: waits };
  const flags = Array.from({ length: needed - approvedBy.length }, () => '--approved-by NAME');
  const play = `play the part with ${flags.join(' ')}, or wait with --wait-for-approval and`;
  const decision = decisions.find(({ count }) => count > approvedBy.length);
  // Who says yes to the start is its starter, whose word is no decision of somebody else.
  if (decision && approvedBy.length >= first)
    return refuse(
      'approval',
      `step ${decision.id} waits in the midst of the run for ${people(decision.count)} other than who starts it, and nobody is here to decide (--yes agrees to the start alone): ${play} decide with squall approve`,
    );
  const missing = first - approvedBy.length;
  const many = missing === 1 ? '1 approval is' : `${missing} approvals are`;
  return refuse(
    'approval',
    `${many} missing, and nobody is here to give ${missing === 1 ? 'it' : 'them'}: ${play} give ${missing === 1 ? 'it' : 'them'} with squall approve`,
  );
}

const people = (count: number): string => (count === 1 ? 'one person' : `${count} people`);
