/** What descriptions have in common. */
import type { CloudResource } from '../cloud.ts';
import type { Server } from '../fleet.ts';
import type { Plane } from './plane.ts';

/** Whether it takes and answers traffic: its load balancer's word where it has one, its own state elsewhere. */
export function isHealthy(plane: Plane, server: Server): boolean {
  if (!server.up || !server.reachable || !server.registered) return false;
  const balancer = plane.model.loadBalancers.find(({ to }) => to === server.service);
  return balancer === undefined || plane.traffic.healthy(balancer.id, server.index);
}

export function resource(
  plane: Plane,
  id: string,
  type: string,
  name: string,
  tags: CloudResource['tags'],
  state: CloudResource['state'],
  more: Partial<CloudResource> = {},
): CloudResource {
  const { account, regions } = plane.model;
  // What is in no Region by its own name, such as a proxy, is at home.
  const region = regionOfArn(id) ?? regions[0]!.id;
  return { id, type, name, account, region, tags, healthy: true, state, ...more };
}

const regionOfArn = (id: string): string | undefined => /^arn:[^:]*:[^:]*:([^:]+):/.exec(id)?.[1];

/** To a hundredth, so that composed shares read well. */
export const percent = (share: number): number => Math.round(share * 10_000) / 100;
