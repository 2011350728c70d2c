/** What is copied is copied into another Region, to something of its own kind. */
import { type Path, type Problem, problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import { regionOfService } from '../region-of.ts';
import type { World, WorldService } from '../schema.ts';
import type { Rule } from './rule.ts';

export const copies: Rule = function* (world) {
  const regions = world.regions.map(({ id }) => id);
  for (const [i, service] of world.services.entries()) {
    if (service.kind === 'table') {
      const { region, as } = service.replica;
      const path = ['services', i, 'replica'];
      if (!regions.includes(region)) yield unknownName([...path, 'region'], region, 'Regions', regions);
      if (as === undefined) continue;
      const other = yield* copyOf(world, service, as, [...path, 'as']);
      if (!other) continue;
      const stands = regionOfService(world, other);
      if (stands !== region)
        yield problem([...path, 'as'], {
          found: `"${as}", which stands in ${stands}`,
          allowed: `a table in ${region}`,
        });
      else if (other.kind === 'table' && other.replica.as !== service.id)
        yield problem([...path, 'as'], {
          found: `"${as}", whose own replica is ${other.replica.as ?? 'not said to be a table'}`,
          allowed: `a table with replica: { as: ${service.id} }, since both are one`,
        });
    }
    if (service.kind === 'bucket' && service.replication) {
      const path = ['services', i, 'replication', 'to'];
      const other = yield* copyOf(world, service, service.replication.to, path);
      const stands = other && regionOfService(world, other);
      if (stands !== undefined && stands === regionOfService(world, service))
        yield problem(path, {
          found: `"${service.replication.to}", which stands in ${stands} too`,
          allowed: 'a bucket in another Region',
        });
    }
  }
};

function* copyOf(
  { services }: World,
  { id, kind }: WorldService,
  to: string,
  path: Path,
): Generator<Problem, WorldService | undefined> {
  const alike = services.filter((each) => each.kind === kind && each.id !== id);
  const found = alike.find((each) => each.id === to);
  if (!found)
    yield unknownName(
      path,
      to,
      `other ${kind}s`,
      alike.map((each) => each.id),
    );
  return found;
}
