import { isKnown } from '../known.ts';
import { conforms, finding, notEvaluated, rule } from '../rule.ts';

export const multiZoneData = rule({
  rule: 'multi-zone-data',
  asks: 'databases and caches have a second copy in another zone, to which they fail over by themselves',
  severity: 'critical',
  of: ['database', 'cache'],
  proof: { database: 'database-failover', cache: 'cache-node-lost' },
  judge(subject, { limits }) {
    if (limits.zones < 2) return undefined;
    const { multiZone } = subject;
    if (!isKnown(multiZone)) return notEvaluated(multiZone.notKnown);
    const cache = subject.kind === 'cache';
    if (!multiZone)
      return finding(
        'it stands in one zone',
        'a standby or a replica in another zone',
        cache ? 'add a replica in another zone, with Multi-AZ' : 'turn Multi-AZ on, or add an instance in another zone',
        cache ? 'high' : 'critical',
      );
    if (!cache) return conforms;
    const { failover } = subject;
    if (!isKnown(failover)) return notEvaluated(failover.notKnown);
    if (failover) return conforms;
    return finding(
      'its replicas do not take over by themselves',
      'automatic failover',
      'turn automatic failover on',
      'high',
    );
  },
});
