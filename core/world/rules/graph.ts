/** Clients call names, names lead to load balancers, and calls lead somewhere and never in a circle. */
import { listed, type Path, type Problem, problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import type { World } from '../schema.ts';
import { callsOf, type Edge, kindsOf } from './nodes.ts';
import type { Rule } from './rule.ts';

export const graph: Rule = function* (world) {
  const kinds = kindsOf(world);
  const { accelerators = [], healthChecks = [] } = world;
  const names = [...world.dns, ...accelerators].map(({ name }) => name);
  for (const [i, client] of world.clients.entries())
    if (!names.includes(client.calls))
      yield unknownName(['clients', i, 'calls'], client.calls, 'DNS names under dns', names);
  for (const [i, { to, records = [] }] of world.dns.entries()) {
    if (to !== undefined) yield* callee(world, kinds, to, ['dns', i, 'to']);
    for (const [n, record] of records.entries()) yield* callee(world, kinds, record.to, ['dns', i, 'records', n, 'to']);
  }
  for (const [i, { groups }] of accelerators.entries())
    for (const [n, { to }] of groups.entries()) yield* callee(world, kinds, to, ['accelerators', i, 'groups', n, 'to']);
  for (const [i, { of }] of healthChecks.entries())
    if (of !== undefined) yield* callee(world, kinds, of, ['healthChecks', i, 'of']);
  for (const [i, { to }] of world.loadBalancers.entries())
    yield* balanced(world, kinds, to, ['loadBalancers', i, 'to']);
  for (const { to, path } of callsOf(world)) yield* callee(world, kinds, to, path);
  yield* proxied(world);
  yield* circles(world);
};

function* proxied({ services, proxies = [] }: World): Iterable<Problem> {
  const names = proxies.map(({ id }) => id);
  for (const [i, service] of services.entries())
    for (const [n, { proxy }] of ('calls' in service ? (service.calls ?? []) : []).entries())
      if (proxy !== undefined && !names.includes(proxy))
        yield unknownName(['services', i, 'calls', n, 'proxy'], proxy, 'proxies', names);
}

type Kinds = ReturnType<typeof kindsOf>;

function* callee(world: World, kinds: Kinds, to: string, path: Path): Iterable<Problem> {
  const kind = kinds.get(to);
  const callable = [...kinds].filter(([, each]) => each !== 'client' && each !== 'auto-scaling-group');
  const allowed = callable.map(([name]) => name);
  if (kind === undefined) yield unknownName(path, to, 'load balancers and services', allowed);
  else if (kind === 'client')
    yield problem(path, { found: `"${to}", a client, which nobody can call`, allowed: listed(allowed) });
  else if (kind === 'auto-scaling-group') {
    const balancers = world.loadBalancers.filter((balancer) => balancer.to === to).map(({ id }) => id);
    yield problem(path, {
      found: `"${to}", an Auto Scaling group, which is reached through its load balancer`,
      allowed: balancers.length > 0 ? listed(balancers) : `a load balancer with to: ${to}`,
      nearest: balancers[0],
    });
  }
}

function* balanced(world: World, kinds: Kinds, to: string, path: Path): Iterable<Problem> {
  const services = world.services.filter(({ kind }) => kind === 'auto-scaling-group' || kind === 'lambda');
  const allowed = services.map(({ id }) => id);
  if (allowed.includes(to)) return;
  const kind = kinds.get(to);
  if (kind === undefined) yield unknownName(path, to, 'services', allowed);
  else
    yield problem(path, {
      found: `"${to}", a ${kind}, which no load balancer spreads over`,
      allowed: `an Auto Scaling group or a function${allowed.length > 0 ? `: ${listed(allowed)}` : ''}`,
    });
}

/** Each circle once, at the call that closes it. */
function* circles(world: World): Iterable<Problem> {
  const edges: readonly Edge[] = [
    ...world.loadBalancers.map(({ id, to }, i): Edge => ({ from: id, to, path: ['loadBalancers', i, 'to'] })),
    ...callsOf(world),
  ];
  const outgoing = Map.groupBy(edges, ({ from }) => from);
  const done = new Set<string>();
  function* walk(node: string, trail: readonly string[]): Iterable<Problem> {
    done.add(node);
    for (const { to, path } of outgoing.get(node) ?? []) {
      const at = [...trail, node].indexOf(to);
      if (at >= 0)
        yield problem(path, {
          found: `a circle of calls: ${[...trail, node, to].slice(at).join(' → ')}`,
          allowed: 'calls that end at a service which does not call back',
        });
      else if (!done.has(to)) yield* walk(to, [...trail, node]);
    }
  }
  for (const node of outgoing.keys()) if (!done.has(node)) yield* walk(node, []);
}
