/** Rules taken out of security groups. */
import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  EC2Client,
  type IpPermission,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import type { Snapshot } from '../../../core/ports/resources.ts';
import { lastOf } from '../arns.ts';
import { isFailure } from '../errors.ts';
import { type FlatRule, keyOf, ruleOf, rulesOf } from '../security-group-rules.ts';
import { changedService } from './changed.ts';
import type { OwnFault, Place } from './own-fault.ts';

const key = 'SecurityGroups';
type Rule = Omit<FlatRule, 'id' | 'group'>;

export function revokeRules(place: Place): OwnFault {
  const client = place.client(EC2Client);
  const look = async (arns: readonly string[]) =>
    Map.groupBy(await rulesOf(client, arns.map(lastOf)), ({ group }) => group);

  async function authorize(GroupId: string, rule: Rule): Promise<void> {
    const input = { GroupId, IpPermissions: [permissionOf(rule)] };
    try {
      await (rule.egress
        ? client.send(new AuthorizeSecurityGroupEgressCommand(input))
        : client.send(new AuthorizeSecurityGroupIngressCommand(input)));
    } catch (error) {
      // Someone else has given it back in between.
      if (!isFailure(error, 'AlreadyExists')) throw error;
    }
  }
  return changedService(
    {
      key,
      async holds({ targets, parameters }, before) {
        const now = await look(targets[key] ?? []);
        return new Map(
          before.map((snapshot) => [
            snapshot.id,
            missing(snapshot, parameters, now.get(lastOf(snapshot.id)) ?? []).length > 0,
          ]),
        );
      },
      async change({ targets, parameters }) {
        const found = await look(targets[key] ?? []);
        const wanted = [...found].map(
          ([group, rules]) => [group, rules.filter((rule) => isAsked(rule, parameters))] as const,
        );
        for (const [GroupId, rules] of wanted) {
          const [outward, inward] = [rules.filter(({ egress }) => egress), rules.filter(({ egress }) => !egress)];
          const ids = (of: readonly FlatRule[]) => ({ GroupId, SecurityGroupRuleIds: of.map(({ id }) => id) });
          if (inward.length > 0) await client.send(new RevokeSecurityGroupIngressCommand(ids(inward)));
          if (outward.length > 0) await client.send(new RevokeSecurityGroupEgressCommand(ids(outward)));
        }
      },
      async putBack({ targets, parameters }, before) {
        const now = await look(targets[key] ?? []);
        for (const snapshot of before)
          for (const rule of missing(snapshot, parameters, now.get(lastOf(snapshot.id)) ?? []))
            await authorize(lastOf(snapshot.id), rule);
      },
    },
    Date.now,
  );
}

/** Those that the action asks for and the snapshot has, and that do not stand now. */
function missing(
  { state }: Snapshot,
  parameters: Readonly<Record<string, string>>,
  now: readonly Rule[],
): readonly Rule[] {
  const standing = new Set(now.map(keyOf));
  return Object.entries(state).flatMap(([name, description]) => {
    const rule = ruleOf(name, String(description));
    return rule && isAsked(rule, parameters) && !standing.has(name) ? [rule] : [];
  });
}

const numbers: Readonly<Record<string, string>> = { all: '-1', '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6' };

function isAsked(
  rule: Rule,
  { direction = 'ingress', protocol = '', fromPort, toPort = fromPort, peer }: Readonly<Record<string, string>>,
): boolean {
  return (
    rule.egress === (direction === 'egress') &&
    rule.protocol === (numbers[protocol] ?? protocol) &&
    (fromPort === undefined || rule.from === Number(fromPort)) &&
    (toPort === undefined || rule.to === Number(toPort)) &&
    (peer === undefined || rule.peer === peer)
  );
}

function permissionOf({ protocol, from, to, peer, description }: Rule): IpPermission {
  const said = description === '' ? {} : { Description: description };
  const ports = protocol === '-1' ? {} : { FromPort: from, ToPort: to };
  const whom = peer.startsWith('sg-')
    ? { UserIdGroupPairs: [{ GroupId: peer, ...said }] }
    : peer.startsWith('pl-')
      ? { PrefixListIds: [{ PrefixListId: peer, ...said }] }
      : peer.includes(':')
        ? { Ipv6Ranges: [{ CidrIpv6: peer, ...said }] }
        : { IpRanges: [{ CidrIp: peer, ...said }] };
  return { IpProtocol: protocol, ...ports, ...whom };
}
