/** Names stand for one thing each: nodes share one room, as metrics and faults name any of them. */
import { duplicates } from '../../validation/duplicates.ts';
import type { Path } from '../../validation/problem.ts';
import { secondariesOf } from '../region-of.ts';
import type { Rule } from './rule.ts';

type Named = readonly [string, Path];

export const unique: Rule = function* (world) {
  const { clients, loadBalancers, services, dns, regions, metrics, inventory = [], proxies = [] } = world;
  const { alarms = [], told = [], securityGroups = [] } = world;
  const { healthChecks = [], routingControls = [], accelerators = [], distances = [], nodeGroups = [] } = world;
  yield* duplicates(proxies.map(({ id }, i): Named => [id, ['proxies', i, 'id']]));
  yield* duplicates([
    ...clients.map(({ id }, i): Named => [id, ['clients', i, 'id']]),
    ...loadBalancers.map(({ id }, i): Named => [id, ['loadBalancers', i, 'id']]),
    ...services.flatMap((service, i): readonly Named[] => [
      [service.id, ['services', i, 'id']],
      ...(service.kind === 'database' ? service.instances : []).map(
        ({ id }, n): Named => [id, ['services', i, 'instances', n, 'id']],
      ),
      ...secondariesOf(service).flatMap(({ id, instances }, n): readonly Named[] => [
        [id, ['services', i, 'global', 'secondaries', n, 'id']],
        ...instances.map(
          (one, k): Named => [one.id, ['services', i, 'global', 'secondaries', n, 'instances', k, 'id']],
        ),
      ]),
      ...(service.kind === 'cache' ? (service.nodes ?? []) : []).map(
        ({ id }, n): Named => [id, ['services', i, 'nodes', n, 'id']],
      ),
    ]),
    ...nodeGroups.map(({ id }, i): Named => [id, ['nodeGroups', i, 'id']]),
  ]);
  yield* duplicates([
    ...dns.map(({ name }, i): Named => [name, ['dns', i, 'name']]),
    ...accelerators.map(({ name }, i): Named => [name, ['accelerators', i, 'name']]),
  ]);
  for (const [i, { records = [] }] of dns.entries())
    yield* duplicates(records.map(({ id }, n): Named => [id, ['dns', i, 'records', n, 'id']]));
  yield* duplicates(healthChecks.map(({ id }, i): Named => [id, ['healthChecks', i, 'id']]));
  yield* duplicates(routingControls.map(({ id }, i): Named => [id, ['routingControls', i, 'id']]));
  yield* duplicates(accelerators.map(({ id }, i): Named => [id, ['accelerators', i, 'id']]));
  for (const [i, { groups }] of accelerators.entries())
    yield* duplicates(groups.map(({ region }, n): Named => [region, ['accelerators', i, 'groups', n, 'region']]));
  yield* duplicates(distances.map(({ between }, i): Named => [[...between].sort().join(' and '), ['distances', i]]));
  yield* duplicates(regions.map(({ id }, i) => [id, ['regions', i, 'id']]));
  yield* duplicates(
    regions.flatMap(({ zones }, i) => zones.map((zone, n): Named => [zone, ['regions', i, 'zones', n]])),
  );
  yield* duplicates([
    ...alarms.map(({ name }, i): Named => [name, ['alarms', i, 'name']]),
    ...told.map(({ name }, i): Named => [name, ['told', i, 'name']]),
  ]);
  for (const [i, service] of services.entries())
    if (service.kind === 'auto-scaling-group')
      yield* duplicates((service.zones ?? []).map((zone, n) => [zone, ['services', i, 'zones', n]]));
  for (const [i, { zones = [] }] of nodeGroups.entries())
    yield* duplicates(zones.map((zone, n): Named => [zone, ['nodeGroups', i, 'zones', n]]));
  yield* duplicates([
    ...securityGroups.map(({ id }, i): Named => [`ec2:security-group ${id}`, ['securityGroups', i, 'id']]),
    ...inventory.flatMap(({ type, names }, i) =>
      names.map((name, n): Named => [`${type} ${name}`, ['inventory', i, 'names', n]]),
    ),
  ]);
  yield* duplicates(metrics.map((metric, i) => [seriesName(metric), ['metrics', i, 'metric']]));
};

interface Series {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
}

/** `Shop/Latency {Service=checkout}`: what CloudWatch tells series apart by. */
export function seriesName({ namespace, metric, dimensions = {} }: Series): string {
  const pairs = Object.entries(dimensions)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return `${namespace}/${metric}${pairs.length > 0 ? ` {${pairs.join(', ')}}` : ''}`;
}
