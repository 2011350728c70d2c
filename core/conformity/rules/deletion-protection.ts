import { isKnown } from '../known.ts';
import { conforms, finding, notEvaluated, rule } from '../rule.ts';

export const deletionProtection = rule({
  rule: 'deletion-protection',
  asks: 'what cannot be made again by a deployment is protected from deletion',
  severity: 'high',
  of: ['database', 'table', 'load-balancer'],
  proof: 'runbook-rehearsed',
  judge({ deletionProtection: protects, kind }) {
    if (!isKnown(protects)) return notEvaluated(protects.notKnown);
    if (protects) return conforms;
    return finding(
      'deletion protection is off: one call deletes it',
      'deletion protection',
      'turn it on, and rehearse the runbook for the day on which it has to be restored',
      kind === 'load-balancer' ? 'low' : 'high',
    );
  },
});
