/** Zones and Regions exist, and groups hold what they may. */
import { problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import { withinBounds } from './capacity.ts';
import { zonesOf } from './nodes.ts';
import type { Rule } from './rule.ts';

export const places: Rule = function* (world) {
  const zones = zonesOf(world);
  const regions = world.regions.map(({ id }) => id);
  for (const [i, { zone, region }] of (world.inventory ?? []).entries()) {
    if (zone !== undefined && !zones.includes(zone)) yield unknownName(['inventory', i, 'zone'], zone, 'zones', zones);
    if (region !== undefined && !regions.includes(region))
      yield unknownName(['inventory', i, 'region'], region, 'Regions', regions);
  }
  for (const key of ['certificates', 'quotas', 'secrets'] as const)
    for (const [i, { region }] of (world.provisions?.[key] ?? []).entries())
      if (!regions.includes(region)) yield unknownName(['provisions', key, i, 'region'], region, 'Regions', regions);
  for (const [i, service] of world.services.entries()) {
    for (const [n, { pool }] of ('calls' in service ? (service.calls ?? []) : []).entries())
      if (pool?.warmUp && pool.warmUp.idle > pool.size)
        yield problem(['services', i, 'calls', n, 'pool', 'warmUp', 'idle'], {
          found: `${pool.warmUp.idle}, more than size`,
          allowed: `at most ${pool.size}`,
        });
    if (service.kind === 'database')
      for (const [n, { zone }] of service.instances.entries())
        if (!zones.includes(zone)) yield unknownName(['services', i, 'instances', n, 'zone'], zone, 'zones', zones);
    if (service.kind === 'cache')
      for (const [n, { zone }] of (service.nodes ?? []).entries())
        if (!zones.includes(zone)) yield unknownName(['services', i, 'nodes', n, 'zone'], zone, 'zones', zones);
    if (service.kind !== 'auto-scaling-group') continue;
    if (service.zones?.length === 0)
      yield problem(['services', i, 'zones'], {
        found: 'an empty list',
        allowed: 'at least one zone, or no zones at all: all',
      });
    for (const [n, zone] of (service.zones ?? []).entries())
      if (!zones.includes(zone)) yield unknownName(['services', i, 'zones', n], zone, 'zones', zones);
    if (service.instance.memory && service.instance.restart === undefined)
      yield problem(['services', i, 'instance', 'memory'], {
        found: 'memory without restart',
        allowed: 'restart beside it: what outgrows the memory kills the process',
      });
    if (service.runsAs && service.spot)
      yield problem(['services', i, 'spot'], {
        found: 'spot beside runsAs',
        allowed: 'one of them: tasks and pods are not instances',
      });
    yield* withinBounds(service.capacity, ['services', i, 'capacity']);
  }
};
