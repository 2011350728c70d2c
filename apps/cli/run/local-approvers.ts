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

/** How many people each step waits for in the midst of the run. */
const decisionsOf = ({ awaits = [] }: Plan): readonly number[] =>
  awaits.flatMap(({ what }) => (what.kind === 'approvals' ? [what.count] : []));

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
  const needed = Math.max(approvalsNeeded(plan), ...decisionsOf(plan));
  const { environment } = plan.definition;
  const flag = waitForApproval ? '--wait-for-approval' : '--approved-by';
  if (needed === 0 && (waitForApproval || approvedBy.length > 0))
    throw new Failure(`${flag} says nothing: the experiment asks for no approval in ${environment}, so leave it out`);
  const people = approvedBy.map(personOf);
  if (new Set(people).size < people.length)
    throw new Failure('--approved-by names someone twice: each approval must be someone else’s');
  if (people.includes(personOf(person)))
    throw new Failure(`--approved-by ${person} is who starts the run: someone else must approve it`);
  const waits = waitForApproval === true || interactive;
  if (approvedBy.length >= needed || waits) return { simulated: approvedBy, playedBy: person, people: waits };
  const missing = needed - approvedBy.length;
  const many = missing === 1 ? '1 approval is' : `${missing} approvals are`;
  return refuse(
    'approval',
    `${many} missing, and nobody is here to give ${missing === 1 ? 'it' : 'them'}: play the part with --approved-by NAME, or wait with --wait-for-approval and give it with squall approve`,
  );
}
