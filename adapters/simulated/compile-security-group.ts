/** A security group of a World file as the engine takes it. */
import type { WorldSecurityGroup, WorldSecurityGroupRule } from '../../core/world/security-group.ts';
import type { SecurityGroupModel, SecurityRuleModel } from '../../simulator/model.ts';

const lastPort = 65_535;
/** As EC2 makes a group. */
const everything: SecurityRuleModel = { protocol: 'all', fromPort: 0, toPort: lastPort, peer: '0.0.0.0/0' };

export function compileSecurityGroup(
  { id, on, ingress, egress, tags }: WorldSecurityGroup,
  worldTags: Readonly<Record<string, string>>,
): SecurityGroupModel {
  return {
    id,
    tags: { ...worldTags, ...tags },
    on,
    ingress: ingress.map(ruleOf),
    egress: egress?.map(ruleOf) ?? [everything],
  };
}

const ruleOf = ({ protocol, fromPort, toPort, peer }: WorldSecurityGroupRule): SecurityRuleModel => ({
  protocol,
  fromPort: fromPort ?? 0,
  toPort: toPort ?? fromPort ?? lastPort,
  peer,
});
