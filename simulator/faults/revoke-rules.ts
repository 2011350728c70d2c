import { NotSimulated } from '../cloud.ts';
import { letsThrough, rulesAsked, type Way, waysOf } from '../control-plane/security-groups.ts';
import type { SecurityGroupModel, WorldModel } from '../model.ts';
import type { Effect } from './effect.ts';
import type { Fault, FaultRequest } from './fault.ts';
import { idOf } from './ids.ts';
import { type Parameters, readParameters } from './parameters.ts';
import { untilUndone } from './until-undone.ts';

const actionId = 'squall:ec2:revoke-security-group-rule';
const key = 'SecurityGroups';
const highest = 65_535;

/** What the rules let through is dropped: calls find no answer, load balancers no target. Nothing stands from before. */
export const revokeRules: Fault = {
  actionId,
  targets: { [key]: 'ec2:security-group' },
  plan(request) {
    const { parameters, targets, model } = request;
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    const asked = askedFor(read, request);
    read.finish();
    const effects = (targets[key] ?? []).map((arn): Effect & { kind: 'rules-revoked' } => {
      const group = groupBy(model, idOf(arn));
      const rules = rulesAsked(group, asked);
      if (rules.length > 0) return { kind: 'rules-revoked', group: group.id, rules };
      throw new NotSimulated(
        `the simulator does not model ${actionId} on ${group.id} of a rule that it does not have: it has ${told(group)}`,
      );
    });
    const revoked = new Set(effects.flatMap(({ group, rules }) => rules.map((rule) => `${group} ${rule}`)));
    for (const way of waysOf(model)) checkWay(model, way, revoked);
    return { duration, effects, effectsFor: untilUndone };
  },
};

function askedFor(read: Parameters, { parameters }: FaultRequest) {
  const side = read.oneOf('direction', ['ingress', 'egress'], 'ingress');
  const number = read.text('protocol');
  const protocol = number === '6' ? 'tcp' : read.oneOf('protocol', ['tcp', 'all']);
  const port = (name: string) =>
    parameters[name] === undefined ? undefined : read.number(name, Number.NaN, 0, highest);
  const [fromPort, toPort] = [port('fromPort'), port('toPort')];
  const peer = parameters.peer === undefined ? undefined : read.text('peer');
  return {
    side,
    protocol,
    ...(fromPort !== undefined && { fromPort }),
    ...(toPort !== undefined && { toPort }),
    ...(peer !== undefined && { peer }),
  };
}

function groupBy(model: WorldModel, id: string): SecurityGroupModel {
  const found = model.securityGroups?.find((group) => group.id === id);
  if (found) return found;
  throw new NotSimulated(
    `the simulator does not model ${actionId} on ${id}: the world says neither what carries it nor its rules`,
  );
}

/** @throws NotSimulated for a way that would be closed and that the fleet does not know, or that no rule ever opened */
function checkWay(model: WorldModel, way: Way, revoked: ReadonlySet<string>): void {
  const { from, to } = way;
  if (!letsThrough(model, way, new Set()))
    throw new NotSimulated(
      `the simulator does not model ${actionId} in a world whose ${from} calls ${to} and whose security groups do not let it: a rule is missing`,
    );
  if (letsThrough(model, way, revoked)) return;
  if (model.clients.some(({ id }) => id === from))
    throw new NotSimulated(
      `the simulator does not model ${actionId} between ${from} and ${to}: clients are outside of the fleet, and nothing stands between them and it`,
    );
  const balancers = model.loadBalancers.filter((balancer) => balancer.to === to);
  if (balancers.length > 1 && balancers.some(({ id }) => id === from))
    throw new NotSimulated(
      `the simulator does not model ${actionId} between ${from} and ${to}: it has ${balancers.map(({ id }) => id).join(', ')} before it, and a target is reached by all of them or by none`,
    );
}

const told = ({ ingress, egress }: SecurityGroupModel): string =>
  [...ingress.map((rule) => ['ingress', rule] as const), ...egress.map((rule) => ['egress', rule] as const)]
    .map(([side, { protocol, fromPort, toPort, peer }]) =>
      protocol === 'all' ? `${side} all ${peer}` : `${side} tcp ${fromPort}-${toPort} ${peer}`,
    )
    .join(', ');
