import { balancersOf } from '../behind.ts';
import { isKnown } from '../known.ts';
import { conforms, finding, notEvaluated, rule } from '../rule.ts';
import { listed } from '../words.ts';

export const zonesMatchLoadBalancer = rule({
  rule: 'zones-match-load-balancer',
  asks: 'a load balancer has every zone of the groups behind it, and no other',
  severity: 'high',
  of: ['auto-scaling-group'],
  proof: 'az-power-interruption',
  judge(group, surroundings) {
    if (group.targetGroups.length === 0) return undefined;
    const behind = balancersOf(group.targetGroups, surroundings);
    if (!isKnown(behind)) return notEvaluated(behind.notKnown);
    const apart = [];
    for (const { name, zones } of behind) {
      if (!isKnown(zones)) return notEvaluated(zones.notKnown);
      const unserved = group.zones.filter((zone) => !zones.includes(zone));
      const empty = zones.filter((zone) => !group.zones.includes(zone));
      if (unserved.length > 0) apart.push(`${name} has not ${listed(unserved)}, whose members it sends nothing`);
      if (empty.length > 0) apart.push(`${name} has ${listed(empty)}, where the group has nobody`);
    }
    if (apart.length === 0) return conforms;
    return finding(
      apart.join('; '),
      `the zones of the group: ${listed(group.zones, 6)}`,
      'give the load balancer and the group subnets in the same zones',
    );
  },
});
