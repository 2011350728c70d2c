/**
 * Security groups: who no longer reaches whom when rules are revoked. Every call of a world
 * has a connection of its own, so that none stands from before. Worked out anew from all rules
 * that are revoked: two that each leave a way, and together do not, do what they would.
 */
import type { CloudResource } from '../cloud.ts';
import type { Effect } from '../faults/effect.ts';
import { portOf } from '../faults/nodes.ts';
import type { Hindrance } from '../fleet.ts';
import { nodesCalled, regionOfNode } from '../geography.ts';
import type { SecurityGroupModel, SecurityRuleModel, ServiceModel, WorldModel } from '../model.ts';
import { arnsOf } from './arns.ts';
import { resource } from './described.ts';
import { effectsInForce } from './effects.ts';
import type { Plane } from './plane.ts';

/** A call of the world: a client, a load balancer or a service, and what it reaches for. */
export interface Way {
  readonly from: string;
  readonly to: string;
}

type Side = 'ingress' | 'egress';

/** As a snapshot names it: `ingress tcp 8080~8080 sg-1`. One group has each once. */
export const ruleKey = (side: Side, { protocol, fromPort, toPort, peer }: SecurityRuleModel): string =>
  `${side} ${protocol === 'all' ? '-1 -1~-1' : `${protocol} ${fromPort}~${toPort}`} ${peer}`;

/** Rules of a group that a fault asks for, by their keys. Left out: whatever it is. */
export function rulesAsked(
  group: SecurityGroupModel,
  asked: { side: Side; protocol: string; fromPort?: number; toPort?: number; peer?: string },
): readonly string[] {
  const { side, protocol, fromPort, toPort = fromPort, peer } = asked;
  return group[side]
    .filter(
      (rule) =>
        rule.protocol === protocol &&
        (fromPort === undefined || rule.fromPort === fromPort) &&
        (toPort === undefined || rule.toPort === toPort) &&
        (peer === undefined || rule.peer === peer),
    )
    .map((rule) => ruleKey(side, rule));
}

export function waysOf(model: WorldModel): readonly Way[] {
  const ofServices = model.services.flatMap((service) => calledBy(service).map((to) => ({ from: service.id, to })));
  const ofBalancers = model.loadBalancers.map(({ id, to }) => ({ from: id, to }));
  const ofClients = model.clients.flatMap(({ id, calls }) => nodesCalled(model, calls).map((to) => ({ from: id, to })));
  return [...ofServices, ...ofBalancers, ...ofClients];
}

function calledBy(service: ServiceModel): readonly string[] {
  if (service.kind === 'cache') return [service.misses.to];
  return 'calls' in service ? [...new Set(service.calls.map(({ to }) => to))] : [];
}

/** Whether rules let a call through, those that are revoked left out. @param revoked as `<group> <rule>` */
export function letsThrough(model: WorldModel, { from, to }: Way, revoked: ReadonlySet<string>): boolean {
  const groups = model.securityGroups ?? [];
  const port = portOf(model, to) ?? 0;
  const lets = (side: Side, node: string, other: string): boolean => {
    const own = groups.filter(({ on }) => on.includes(node));
    if (own.length === 0) return true;
    return own.some((group) =>
      group[side].some(
        (rule) =>
          !revoked.has(`${group.id} ${ruleKey(side, rule)}`) &&
          rule.fromPort <= port &&
          port <= rule.toPort &&
          means(model, rule.peer, other),
      ),
    );
  };
  return lets('ingress', to, from) && lets('egress', from, to);
}

/** A block is taken for all nodes of the world; its clients are anywhere. */
function means(model: WorldModel, peer: string, node: string): boolean {
  const group = model.securityGroups?.find(({ id }) => id === peer);
  if (group || peer.startsWith('sg-')) return group?.on.includes(node) ?? false;
  return peer === '0.0.0.0/0' || peer === '::/0' || !model.clients.some(({ id }) => id === node);
}

/** Ways that revoked rules have closed. */
export function waysClosed(model: WorldModel, effects: readonly Effect[]): readonly Way[] {
  const revoked = new Set(
    effects.flatMap((effect) =>
      effect.kind === 'rules-revoked' ? effect.rules.map((rule) => `${effect.group} ${rule}`) : [],
    ),
  );
  return revoked.size === 0 ? [] : waysOf(model).filter((way) => !letsThrough(model, way, revoked));
}

/** Calls of a service's servers that nobody answers: what they send is dropped. */
export const droppedCalls = (closed: readonly Way[], service: string): readonly Hindrance[] =>
  closed
    .filter(({ from }) => from === service)
    .map(({ to }) => ({ to, outcome: 'silent', latency: 0, lossShare: 0 }) as const);

/** Whether load balancers reach a service's servers. */
export const targetsReached = (model: WorldModel, closed: readonly Way[], service: string): boolean =>
  !closed.some(({ from, to }) => to === service && model.loadBalancers.some(({ id }) => id === from));

export function describeSecurityGroups(plane: Plane): readonly CloudResource[] {
  const { securityGroups = [] } = plane.model;
  if (securityGroups.length === 0) return [];
  const arns = arnsOf(plane.model, plane.seed);
  const effects = effectsInForce(plane.state);
  return securityGroups.map((group) => {
    const revoked = effects.flatMap((effect) =>
      effect.kind === 'rules-revoked' && effect.group === group.id ? effect.rules : [],
    );
    const all = (['ingress', 'egress'] as const).flatMap((side) => group[side].map((rule) => ruleKey(side, rule)));
    const state = Object.fromEntries(all.filter((rule) => !revoked.includes(rule)).map((rule) => [`rule ${rule}`, '']));
    const id = arns.other('ec2:security-group', group.id, regionOfGroup(plane.model, group));
    return resource(plane, id, 'ec2:security-group', group.id, group.tags, state);
  });
}

/** ARNs of those that a node carries; nothing is said of it in a world that has none. */
export function securityGroupsOn(plane: Plane, node: string): Pick<CloudResource, 'securityGroups'> {
  const { securityGroups: groups = [] } = plane.model;
  if (groups.length === 0) return {};
  const arns = arnsOf(plane.model, plane.seed);
  const own = groups.filter(({ on }) => on.includes(node));
  const arnOf = (group: SecurityGroupModel) =>
    arns.other('ec2:security-group', group.id, regionOfGroup(plane.model, group));
  return { securityGroups: own.map(arnOf) };
}

/** That of the nodes that carry it. */
const regionOfGroup = (model: WorldModel, { on }: SecurityGroupModel): string => regionOfNode(model, on[0]!);
