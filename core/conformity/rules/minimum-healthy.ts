import { conforms, finding, rule } from '../rule.ts';
import { counted, listed } from '../words.ts';

export const minimumHealthy = rule({
  rule: 'minimum-healthy',
  asks: 'a group never has fewer than one member a zone, and has its minimum in service now',
  severity: 'high',
  of: ['auto-scaling-group'],
  proof: 'instance-termination',
  judge({ capacity, members, zones }, { limits }) {
    if (capacity.max === 0) return undefined;
    const inService = members.filter((member) => member.inService).length;
    if (inService < capacity.min)
      return finding(
        `${counted(inService, 'member')} in service, and its minimum is ${capacity.min}`,
        `${capacity.min} in service`,
        'look at its scaling activities: launches fail, or members are ill as soon as they start',
        'critical',
      );
    const wanted = Math.max(2, Math.min(zones.length, limits.zones));
    if (capacity.min >= wanted) return conforms;
    return finding(
      `its minimum is ${capacity.min}, in ${counted(zones.length, 'zone')} (${listed(zones)})`,
      `a minimum of ${wanted} or more, so that losing one member, or one zone, leaves another`,
      `raise its minimum to ${wanted}`,
    );
  },
});
