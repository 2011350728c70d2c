import { conforms, finding, rule } from '../rule.ts';
import { counted, listed } from '../words.ts';

/** As Auto Scaling rebalances: a difference of two or more is one that it should have put right. */
const mostApart = 1;

export const zonesBalanced = rule({
  rule: 'zones-balanced',
  asks: 'a group stands in several zones, with as many members in each, or one more',
  severity: 'high',
  of: ['auto-scaling-group'],
  proof: 'az-power-interruption',
  judge({ zones, members, capacity }, { limits }) {
    // An empty group serves nobody.
    if (capacity.desired === 0 && members.length === 0) return undefined;
    const wanted = Math.min(limits.zones, Math.max(1, capacity.desired));
    if (zones.length < wanted)
      return finding(
        `it may launch in ${counted(zones.length, 'zone')} alone: ${listed(zones)}`,
        `${counted(wanted, 'zone')} or more`,
        'give the group subnets in further zones',
        'critical',
      );
    const counts = zones.map((zone) => members.filter((member) => member.zone === zone && member.inService).length);
    const [most, least] = [Math.max(...counts), Math.min(...counts)];
    if (most - least <= mostApart) return conforms;
    return finding(
      `its members in service are ${listed(
        zones.map((zone, i) => `${counts[i]} in ${zone}`),
        6,
      )}`,
      'zones that differ by one member at most',
      'look whether AZRebalance is suspended, or a zone has no capacity for the instance type',
    );
  },
});
