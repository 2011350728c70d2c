import { isKnown } from '../known.ts';
import { ownerOf } from '../owner.ts';
import { conforms, finding, notEvaluated, rule } from '../rule.ts';
import { listed } from '../words.ts';

export const ownerTag = rule({
  rule: 'owner-tag',
  asks: 'everything has an owner who can be told',
  severity: 'medium',
  of: ['auto-scaling-group', 'load-balancer', 'database', 'cache', 'table', 'function'],
  proof: 'instance-termination',
  judge(subject, { limits }) {
    if (!isKnown(subject.tags)) return notEvaluated(`its tags are not known: ${subject.tags.notKnown}`);
    if (ownerOf(subject, limits) !== undefined) return conforms;
    return finding(
      'no tag says who owns it',
      `one of the tags ${listed(limits.ownerTags)}`,
      `tag it with ${limits.ownerTags[0]}=<team>`,
    );
  },
});
