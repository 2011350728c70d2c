import { optInTag } from '../../targets/opt-in-tag.ts';
import { isKnown } from '../known.ts';
import { conforms, finding, notEvaluated, rule } from '../rule.ts';

export const optIn = rule({
  rule: 'opt-in-tag',
  asks: 'its owner has said whether experiments may touch it',
  severity: 'low',
  of: ['auto-scaling-group', 'database', 'cache', 'function'],
  proof: 'instance-termination',
  judge({ tags }) {
    if (!isKnown(tags)) return notEvaluated(`its tags are not known: ${tags.notKnown}`);
    // `false` is an answer as well: whoever gave it has thought about it.
    if (tags[optInTag] !== undefined) return conforms;
    return finding(
      `it has no tag ${optInTag}: nothing about it can be proved by an experiment`,
      `${optInTag}=true, or =false`,
      'have its owner set it',
    );
  },
});
