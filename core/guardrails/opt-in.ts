import { optInTag } from '../targets/opt-in-tag.ts';
import { guardrail, noFacts, type Rule } from './guardrail.ts';

/** Owners opt their resources in, one by one; what carries no tag is nobody's to break. */
export const rule: Rule<undefined> = {
  rule: 'opt-in',
  gather: noFacts,
  decide({ plan }) {
    const missing = plan.targets.flatMap(({ matched, chosen, reached = [] }) => {
      const resources = new Map([...matched, ...reached].map((resource) => [resource.id, resource]));
      return [...chosen, ...reached.map(({ id }) => id)]
        .filter((id) => resources.get(id)?.tags[optInTag] !== 'true')
        .map((id) => resources.get(id)?.name ?? id);
    });
    if (missing.length === 0) return undefined;
    const names = [...new Set(missing)];
    const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
    return `${names.slice(0, 3).join(', ')}${more} lack the tag ${optInTag}=true: have their owner set it, or narrow the targets`;
  },
};

export const optIn = guardrail(rule);
