/** The nodes of a world, by name, with where each is declared. */
import type { Path } from '../../validation/problem.ts';
import type { World, WorldService } from '../schema.ts';

export type NodeKind = 'client' | 'load-balancer' | WorldService['kind'];

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Of the field that names the callee. */
  readonly path: Path;
}

export const kindsOf = (world: World): ReadonlyMap<string, NodeKind> =>
  new Map<string, NodeKind>([
    ...world.clients.map(({ id }) => [id, 'client'] as const),
    ...world.loadBalancers.map(({ id }) => [id, 'load-balancer'] as const),
    ...world.services.map(({ id, kind }) => [id, kind] as const),
  ]);

/** What services and caches call. A load balancer's own `to` is another matter: it may lead to a group. */
export const callsOf = (world: World): readonly Edge[] =>
  world.services.flatMap((service, i): readonly Edge[] => {
    if (service.kind === 'database' || service.kind === 'table' || service.kind === 'bucket') return [];
    if (service.kind === 'cache')
      return [{ from: service.id, to: service.misses.to, path: ['services', i, 'misses', 'to'] }];
    return (service.calls ?? []).map(({ to }, n) => ({
      from: service.id,
      to,
      path: ['services', i, 'calls', n, 'to'],
    }));
  });

export const zonesOf = (world: World): readonly string[] => world.regions.flatMap(({ zones }) => zones);
