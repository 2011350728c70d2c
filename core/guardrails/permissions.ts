import { permissionsNeeded } from '../plan/permissions.ts';
import type { PermissionAnswer, PermissionQuestion } from '../ports/permissions.ts';
import { guardrail, type Rule } from './guardrail.ts';

interface Facts {
  readonly answers: readonly (PermissionAnswer & Pick<PermissionQuestion, 'phase'>)[];
  /** Whether there is an AWS with permissions in it. */
  readonly inAws: boolean;
}

/**
 * Whoever injects must be allowed to, on the very targets that were chosen: a fault that is
 * refused half-way is an experiment that shows nothing. So must whoever stops and undoes it:
 * one that could not be taken back is a promise that could not be kept. IAM is asked, and
 * nothing is tried. A platform that may not inject at all is the profile's to refuse.
 */
export const rule: Rule<Facts> = {
  rule: 'permissions',
  async gather({ plan }, { faults, stage }) {
    const questions = stage.settings.profile === 'observe' ? [] : permissionsNeeded(plan);
    return {
      inAws: stage.platform === 'aws',
      answers: await Promise.all(
        questions.map(async (question) => ({ ...(await faults.permissions(question)), phase: question.phase })),
      ),
    };
  },
  decide(_question, { answers, inAws }) {
    for (const answer of answers) {
      if (!answer.asked && inAws) return `whether the faults are allowed was not asked: ${answer.why}`;
      if (!answer.asked || answer.denied.length === 0) continue;
      const { role, denied, phase } = answer;
      const [first] = denied;
      const more = denied.length > 1 ? `, and ${denied.length - 1} more like it` : '';
      return `${role} may not do ${first?.action} on ${first?.resource} (${first?.why})${more}${phase === 'undo' ? ', so that what is injected could not be taken back' : ''}: deploy the platform of this version, or have whoever owns the policy that stands in the way let it`;
    }
    return undefined;
  },
};

export const permissions = guardrail(rule);
