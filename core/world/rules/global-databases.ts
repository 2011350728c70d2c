/** Each cluster of a global database stands in one Region, and no two in the same. */
import { problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import { regionOfZone, secondariesOf } from '../region-of.ts';
import { zonesOf } from './nodes.ts';
import type { Rule } from './rule.ts';

export const globalDatabases: Rule = function* (world) {
  const zones = zonesOf(world);
  for (const [i, service] of world.services.entries()) {
    const secondaries = secondariesOf(service);
    if (service.kind !== 'database' || secondaries.length === 0) continue;
    const path = ['services', i];
    const clusters = [
      { id: service.id, instances: service.instances, at: [...path, 'instances'] },
      ...secondaries.map(({ id, instances }, n) => ({
        id,
        instances,
        at: [...path, 'global', 'secondaries', n, 'instances'],
      })),
    ];
    const taken = new Map<string, string>();
    for (const { id, instances, at } of clusters) {
      for (const [n, { zone }] of instances.entries())
        if (!zones.includes(zone) && id !== service.id) yield unknownName([...at, n, 'zone'], zone, 'zones', zones);
      const regions = [...new Set(instances.flatMap(({ zone }) => regionOfZone(world, zone) ?? []))];
      const [own, other] = regions;
      if (other !== undefined)
        yield problem(at, { found: `instances in ${regions.join(' and ')}`, allowed: 'instances of one Region' });
      else if (own !== undefined && taken.has(own))
        yield problem(at, { found: `instances in ${own}, where ${taken.get(own)} is`, allowed: 'another Region' });
      else if (own !== undefined) taken.set(own, id);
    }
  }
};
