/** Security groups are on nodes that carry them, their rules name groups that there are, and tenants and the like share what there is. */
import { problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import { kindsOf } from './nodes.ts';
import type { Rule } from './rule.ts';

const carries = new Set(['load-balancer', 'auto-scaling-group', 'cache', 'database']);

export const securityGroups: Rule = function* (world) {
  const { securityGroups: groups = [] } = world;
  const known = groups.map(({ id }) => id);
  const nodes = [...kindsOf(world)].flatMap(([id, kind]) => (carries.has(kind) ? [id] : []));
  for (const [i, group] of groups.entries()) {
    for (const [n, node] of group.on.entries())
      if (!nodes.includes(node))
        yield unknownName(['securityGroups', i, 'on', n], node, 'nodes that carry security groups', nodes);
    for (const side of ['ingress', 'egress'] as const)
      for (const [n, { protocol, fromPort, toPort = fromPort, peer }] of (group[side] ?? []).entries()) {
        const path = ['securityGroups', i, side, n];
        if (peer.startsWith('sg-') && !known.includes(peer))
          yield unknownName([...path, 'peer'], peer, 'security groups', known);
        if ((protocol === 'tcp') !== (fromPort !== undefined))
          yield problem([...path, 'fromPort'], {
            found: protocol === 'tcp' ? 'no port' : 'a port of all protocols',
            allowed: 'the first port of a rule on tcp, and none for one on all',
          });
        if (fromPort !== undefined && toPort !== undefined && toPort < fromPort)
          yield problem([...path, 'toPort'], {
            found: `${toPort}, before fromPort`,
            allowed: `a port from ${fromPort} on`,
          });
      }
  }
};

export const requests: Rule = function* ({ requests: said = {} }) {
  const { tenants = {}, paths = {}, headers = {} } = said;
  const nameOf = (header: string) => header.slice(0, header.indexOf(':')).toLowerCase();
  const wholes: readonly (readonly [path: string, shares: readonly number[]])[] = [
    ['tenants', Object.values(tenants)],
    ['paths', Object.values(paths)],
    ...[...Map.groupBy(Object.entries(headers), ([header]) => nameOf(header)).values()].map(
      (values) => ['headers', values.map(([, share]) => share)] as const,
    ),
  ];
  for (const [path, shares] of wholes) {
    const sum = shares.reduce((total, share) => total + share, 0);
    if (sum > 1 + 1e-9)
      yield problem(['requests', path], {
        found: `shares of ${sum} together`,
        allowed: 'at most 1: a request has one of them',
      });
  }
};
