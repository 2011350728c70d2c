/** What stands where, and how far what calls each other is apart. */
import { describeFound } from '../../validation/found.ts';
import { type Path, type Problem, problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import { nodesOfName, regionOfNode, regionOfService, regionOfZone, zonesNamed } from '../region-of.ts';
import type { World } from '../schema.ts';
import { callsOf } from './nodes.ts';
import type { Rule } from './rule.ts';

export const regions: Rule = function* (world) {
  const known = world.regions.map(({ id }) => id);
  for (const [list, nodes] of [
    ['clients', world.clients],
    ['loadBalancers', world.loadBalancers],
    ['services', world.services],
  ] as const)
    for (const [i, { region }] of nodes.entries())
      if (region !== undefined && !known.includes(region))
        yield unknownName([list, i, 'region'], region, 'Regions', known);
  for (const [i, { between }] of (world.distances ?? []).entries()) {
    for (const [n, region] of between.entries())
      if (!known.includes(region)) yield unknownName(['distances', i, 'between', n], region, 'Regions', known);
    if (between[0] === between[1])
      yield problem(['distances', i, 'between', 1], { found: describeFound(between[1]), allowed: 'another Region' });
  }
  for (const [i, service] of world.services.entries()) {
    const own = regionOfService(world, service);
    // An instance of a database may be another Region's: a global database.
    const elsewhere = zonesNamed(service).find((zone) => regionOfZone(world, zone) !== own);
    if (elsewhere !== undefined && regionOfZone(world, elsewhere) !== undefined && service.kind !== 'database')
      yield problem(['services', i, service.kind === 'cache' ? 'nodes' : 'zones'], {
        found: `${elsewhere}, a zone of ${regionOfZone(world, elsewhere)}`,
        allowed: `zones of ${own}: ${listOf(world, own)}`,
      });
  }
  yield* apart(world);
};

const listOf = ({ regions: all }: World, region: string): string =>
  (all.find(({ id }) => id === region)?.zones ?? []).join(', ');

/** Whoever calls across knows how far it is. */
function* apart(world: World): Iterable<Problem> {
  const said = new Set((world.distances ?? []).flatMap(({ between: [a, b] }) => [`${a} ${b}`, `${b} ${a}`]));
  const asked = new Set<string>();
  function* needs(from: string | undefined, to: string | undefined, path: Path): Iterable<Problem> {
    if (from === undefined || to === undefined || from === to || said.has(`${from} ${to}`)) return;
    const pair = [from, to].sort().join(' and ');
    if (asked.has(pair)) return;
    asked.add(pair);
    yield problem(path, {
      found: `a call between ${pair}, whose distance is not known`,
      allowed: `distances: [{ between: [${from}, ${to}], roundTrip: PT0.025S }]`,
    });
  }
  for (const [i, { calls, region }] of world.clients.entries())
    for (const to of nodesOfName(world, calls)) yield* needs(region, regionOfNode(world, to), ['clients', i, 'calls']);
  for (const { from, to, path } of callsOf(world))
    yield* needs(regionOfNode(world, from), regionOfNode(world, to), path);
}
