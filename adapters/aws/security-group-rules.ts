/** Rules of security groups, by what they let through: ids and order say nothing, and are new when a rule is given back. */
import { type EC2Client, paginateDescribeSecurityGroupRules, type SecurityGroupRule } from '@aws-sdk/client-ec2';
import { chunks } from './chunks.ts';

const atOnce = 200;

/** One rule, flat. `protocol` is -1 for all, as EC2 has it. */
export interface FlatRule {
  readonly id: string;
  readonly group: string;
  readonly egress: boolean;
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  /** CIDR block, security group or prefix list. */
  readonly peer: string;
  readonly description: string;
}

const prefix = 'rule';

/** As a snapshot names it: `rule ingress tcp 443-443 10.0.0.0/8`. */
export const keyOf = ({ egress, protocol, from, to, peer }: Omit<FlatRule, 'id' | 'group' | 'description'>): string =>
  `${prefix} ${egress ? 'egress' : 'ingress'} ${protocol} ${from}~${to} ${peer}`;

/** Undefined for what is no rule in a snapshot. */
export function ruleOf(key: string, description: string): Omit<FlatRule, 'id' | 'group'> | undefined {
  const found = /^rule (ingress|egress) (\S+) (-?\d+)~(-?\d+) (\S+)$/.exec(key);
  if (!found) return undefined;
  const [, direction, protocol = '', from, to, peer = ''] = found;
  return { egress: direction === 'egress', protocol, from: Number(from), to: Number(to), peer, description };
}

/** @param ids of security groups */
export async function rulesOf(client: EC2Client, ids: readonly string[]): Promise<readonly FlatRule[]> {
  const found: FlatRule[] = [];
  for (const some of chunks(ids, atOnce)) {
    const Filters = [{ Name: 'group-id', Values: [...some] }];
    for await (const { SecurityGroupRules = [] } of paginateDescribeSecurityGroupRules({ client }, { Filters }))
      found.push(...SecurityGroupRules.map(flat));
  }
  return found;
}

const flat = (rule: SecurityGroupRule): FlatRule => ({
  id: rule.SecurityGroupRuleId ?? '',
  group: rule.GroupId ?? '',
  egress: rule.IsEgress ?? false,
  protocol: rule.IpProtocol ?? '-1',
  from: rule.FromPort ?? -1,
  to: rule.ToPort ?? -1,
  peer: rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.ReferencedGroupInfo?.GroupId ?? rule.PrefixListId ?? '',
  description: rule.Description ?? '',
});
