import { approvalsNeeded } from '../history/approval.ts';
import { bySchedule, isCaller, personOf, unknownStarter } from '../history/person.ts';
import type { Stage } from '../ports/ports.ts';
import { guardrail, type Rule } from './guardrail.ts';

/**
 * Approval is by someone other than the starter, so that the starter must be known. Whether
 * approvals are missing is not asked here: Admit waits for those.
 */
export const rule: Rule<Stage['platform']> = {
  rule: 'approval',
  gather: async (_question, { stage }) => stage.platform,
  decide({ plan, startedBy }, platform) {
    if (approvalsNeeded(plan) === 0 || startedBy === undefined) return undefined;
    if (personOf(startedBy) === unknownStarter)
      return 'someone other than the starter must approve, and nobody says who that is: start it with startedBy';
    if (platform !== 'aws' || startedBy.startsWith(bySchedule) || isCaller(startedBy)) return undefined;
    return `${startedBy} cannot be told from an approver's identity: give startedBy as the Arn that aws sts get-caller-identity prints`;
  },
};

export const approval = guardrail(rule);
