/**
 * What ARC shifts, as a target of ours. The resource keeps its own ARN and its own type for
 * whatever else is done to it; here it stands for its traffic, so that a snapshot of it tells
 * of shifts, and nobody else's snapshot has to ask ARC.
 */

const services: readonly (readonly [start: string, service: string])[] = [
  ['loadbalancer/', 'elasticloadbalancing'],
  ['autoScalingGroup:', 'autoscaling'],
  ['cluster/', 'eks'],
];

/** `arn:aws:arc-zonal-shift:…:managedresource/loadbalancer/app/web/…` of the ARN of a load balancer, a group or a cluster of EKS. */
export const managedIdOf = (arn: string): string =>
  arn.replace(/^(arn:[^:]*:)[^:]*:([^:]*:[^:]*:)/, '$1arc-zonal-shift:$2managedresource/');

/** The resource's own ARN; of a pattern for any, a pattern for all kinds. Anything else is answered as it is given. */
export function managedArnsOf(id: string): readonly string[] {
  const found = /^(arn:[^:]*:)arc-zonal-shift:([^:]*:[^:]*:)managedresource\/(.*)$/.exec(id);
  if (!found) return [id];
  const [, before = '', place = '', resource = ''] = found;
  if (resource.startsWith('*')) return [`${before}*:${place}*`];
  const service = services.find(([start]) => resource.startsWith(start))?.[1];
  return service === undefined ? [id] : [`${before}${service}:${place}${resource}`];
}
