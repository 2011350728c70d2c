/** Names lead to one place or route among several, by what their routing goes by. */
import { millis } from '../../experiment/durations.ts';
import { describeFound } from '../../validation/found.ts';
import { type Path, type Problem, problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import { regionOfNode } from '../region-of.ts';
import type { World } from '../schema.ts';
import type { Rule } from './rule.ts';

type Name = World['dns'][number];

/** Route 53 takes no other interval. */
const intervals = [10_000, 30_000];
const second = 1000;

export const names: Rule = function* (world) {
  for (const [i, name] of world.dns.entries()) yield* leads(world, name, ['dns', i]);
  for (const [i, check] of (world.healthChecks ?? []).entries()) yield* checked(world, check, ['healthChecks', i]);
  for (const [i, { groups }] of (world.accelerators ?? []).entries())
    for (const [n, { region, to, healthCheck }] of groups.entries()) {
      const path = ['accelerators', i, 'groups', n];
      const stands = regionOfNode(world, to);
      if (stands !== undefined && stands !== region)
        yield problem([...path, 'region'], {
          found: `${describeFound(region)}, and ${to} stands in ${stands}`,
          allowed: stands,
        });
      yield* knownCheck(world, healthCheck, [...path, 'healthCheck']);
    }
  yield* users(world);
};

function* leads(world: World, { to, routing, records }: Name, path: Path): Iterable<Problem> {
  if ((to === undefined) === (records === undefined)) {
    yield problem(path, {
      found: to === undefined ? 'neither to nor records' : 'both to and records',
      allowed: 'to, for one place, or routing and records, for several',
    });
    return;
  }
  if (records === undefined) {
    if (routing !== undefined)
      yield problem([...path, 'routing'], { found: 'routing without records', allowed: 'records beside it' });
    return;
  }
  if (routing === undefined) {
    yield problem([...path, 'records'], {
      found: 'records without routing',
      allowed: 'routing: weighted, failover or latency',
    });
    return;
  }
  const own = { weighted: 'weight', failover: 'role', latency: 'region' }[routing] as 'weight' | 'role' | 'region';
  for (const [n, record] of records.entries()) {
    const at = [...path, 'records', n];
    for (const key of ['weight', 'role', 'region'] as const) {
      if (key === own && record[key] === undefined)
        yield problem([...at, key], { found: 'nothing', allowed: `a ${key}, which ${routing} records go by` });
      if (key !== own && record[key] !== undefined)
        yield problem([...at, key], { found: key, allowed: `none: ${routing} records go by their ${own}` });
    }
    const stands = regionOfNode(world, record.to);
    if (record.region !== undefined && stands !== undefined && stands !== record.region)
      yield problem([...at, 'region'], {
        found: `${describeFound(record.region)}, and ${record.to} stands in ${stands}`,
        allowed: stands,
      });
    yield* knownCheck(world, record.healthCheck, [...at, 'healthCheck']);
  }
  const roles = records.map(({ role }) => role);
  const paired = roles.length === 2 && roles.includes('primary') && roles.includes('secondary');
  if (routing === 'failover' && !roles.includes(undefined) && !paired)
    yield problem([...path, 'records'], {
      found: `the roles ${roles.join(', ')}`,
      allowed: 'one primary and one secondary, as in Route 53',
    });
}

function* checked(world: World, check: NonNullable<World['healthChecks']>[number], path: Path): Iterable<Problem> {
  const { of, routingControl, every = 'PT30S', by = 'route-53' } = check;
  const controls = (world.routingControls ?? []).map(({ id }) => id);
  if ((of === undefined) === (routingControl === undefined)) {
    yield problem(path, {
      found: of === undefined ? 'neither of nor routingControl' : 'both of and routingControl',
      allowed: 'of, for a node that is asked, or routingControl, for what people say',
    });
    return;
  }
  if (routingControl !== undefined) {
    if (!controls.includes(routingControl))
      yield unknownName([...path, 'routingControl'], routingControl, 'routing controls', controls);
    for (const key of ['every', 'unhealthyAfter', 'deep', 'by'] as const)
      if (check[key] !== undefined)
        yield problem([...path, key], { found: key, allowed: 'nothing: a routing control is not asked' });
    return;
  }
  const interval = millis(every);
  if (by === 'route-53' && !intervals.includes(interval))
    yield problem([...path, 'every'], {
      found: describeFound(every),
      allowed: 'PT10S or PT30S, as in Route 53, or by: own',
    });
  else if (interval < second)
    yield problem([...path, 'every'], { found: describeFound(every), allowed: 'PT1S at least' });
}

function* knownCheck(world: World, check: string | undefined, path: Path): Iterable<Problem> {
  const known = (world.healthChecks ?? []).map(({ id }) => id);
  if (check !== undefined && !known.includes(check)) yield unknownName(path, check, 'health checks', known);
}

/** What clients remember of a name matters where it may lead elsewhere. */
function* users({ clients, dns, accelerators = [] }: World): Iterable<Problem> {
  for (const [i, { calls, region, resolvers, sticky }] of clients.entries()) {
    const name = dns.find((each) => each.name === calls);
    const accelerated = accelerators.some((each) => each.name === calls);
    if (region === undefined && (accelerated || name?.routing === 'latency'))
      yield problem(['clients', i, 'region'], {
        found: 'nothing',
        allowed: `the Region that they live near: ${calls} leads to the nearest`,
      });
    if (resolvers && !name?.records)
      yield problem(['clients', i, 'resolvers'], {
        found: 'resolvers',
        allowed: `nothing: ${calls} ${accelerated ? 'has addresses that never change' : 'leads to one place for good'}`,
      });
    if (sticky && !name?.records && !accelerated)
      yield problem(['clients', i, 'sticky'], {
        found: 'sticky',
        allowed: `nothing: ${calls} leads to one place for good`,
      });
  }
}
